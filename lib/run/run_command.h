/* run_command.h - what a run executes, and with which variables set */
#ifndef ROSTER_RUN_RUN_COMMAND_H
#define ROSTER_RUN_RUN_COMMAND_H

#include "cli/error.h"

#include <stdbool.h>
#include <stddef.h>

#define RUN_PIPELINE "pipeline.sh"
#define RUN_PROTECT "protect" /* a folder of lists */

/* Borrowed while run_command_make runs. */
struct run_command_request {
	const char *stages_in_z; /* the folder that stages write to */
	const char *inputs_z;    /* the folder of export, pipeline and lists */
	const char *export_name_z;
	const char *const *filters; /* by hand, without the export; NULL: the pipeline */
	size_t filter_count;
	const char *as_of_z;
	bool allow_rejects;
	bool repeat; /* lists are read from the folder of inputs */
};

struct run_command {
	char **argv; /* NULL behind the last */
	size_t argc;
	char *environment[8]; /* "NAME=VALUE", NULL behind the last */
};

/* Initialise to {0}; free with run_command_free. False with error filled if an input is not seen.
 */
bool run_command_make(struct run_command *command, const struct run_command_request *request,
	struct error *error);
void run_command_free(struct run_command *command);

#endif

/* run_list.h - the runs of a folder, the oldest first */
#ifndef ROSTER_RUN_RUN_LIST_H
#define ROSTER_RUN_RUN_LIST_H

#include "cli/error.h"
#include "run/proof.h"

#include <time.h>

enum run_state {
	RUN_PROPOSED,
	RUN_FAILED,
	RUN_UNFINISHED, /* at work, or dead and not yet set aside */
};

struct listed_run {
	char *path_z;
	char *name_z;
	enum run_state state;
	char *program_z; /* "" where the folder does not tell */
	char *pipeline_z;
	time_t at;                  /* when it was begun */
	char *export_day_z;         /* the local day of its export; "" where it does not tell */
	struct proof_counts counts; /* of a proposed one */
	char *export_digest_z;      /* of a proposed one; else NULL */
	char *export_name_z;        /* of its copy in the folder, for a proposed one; else NULL */
	uint64_t cleaned_size;      /* of its content, for a proposed one */
	char *cause_z;              /* why it failed; else "" */
};

/* Initialise to {0}; free with run_list_free. */
struct run_list {
	struct listed_run *list;
	size_t count;
};

/* False with error filled when the folder, or a document in it, cannot be read. */
bool run_list_read(struct run_list *runs, const char *runs_z, struct error *error);

/* Whether a later run of the same program and pipeline in the list was proposed. */
bool run_list_is_superseded(const struct run_list *runs, size_t i);

/* The last proposed run of a program and pipeline, or NULL. */
const struct listed_run *run_list_last(
	const struct run_list *runs, const char *program_z, const char *pipeline_z);

void run_list_free(struct run_list *runs);

#endif

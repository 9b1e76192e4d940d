/* stage_list.h - the stages of a run, as their folders tell */
#ifndef ROSTER_RUN_STAGE_LIST_H
#define ROSTER_RUN_STAGE_LIST_H

#include "cli/error.h"
#include "cli/span.h"
#include "format/format.h"

#include <stdint.h>

struct run_stage {
	char *name_z;
	char *path_z; /* of its folder */
	char *filter_z;
	char *where_z;  /* NULL: every contact */
	char *reason_z; /* NULL: none was given */
	char **keys_z;
	size_t key_count;
	char **fields_z; /* the columns that it changed */
	size_t field_count;
	enum format from, to;
	unsigned char delimiter;
	bool has_journal;
	bool capped;
	uint64_t max_changes;     /* if capped */
	bool takes_out;           /* for good: it purges */
	char *process_z;          /* the first stage of the process that it was a part of */
	uint64_t place;           /* in there */
	char *input_z, *output_z; /* fingerprints of what the process read and wrote */
	uint64_t read, written, changed, gone, rejected, held, protected, keyless, left_alone;
};

/* Initialise to {0}; free with stage_list_free. By name. */
struct stage_list {
	struct run_stage *list;
	size_t count;
};

/*
 * Read RUN/stages. False with error filled (STATUS_REFUSED) when there is no stage, one did not
 * end, or one's counts do not add up; STATUS_SYSTEM when a file cannot be read.
 */
bool stage_list_read(struct stage_list *stages, const char *run_z, struct error *error);

void stage_list_free(struct stage_list *stages);

#endif

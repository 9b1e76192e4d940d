/* preparation.h - who looks at a run's export before its pipeline starts, and what was found */
#ifndef ROSTER_RUN_PREPARATION_H
#define ROSTER_RUN_PREPARATION_H

#include "cli/error.h"
#include "run/run_folder.h"

#include <stddef.h>
#include <stdint.h>

/*
 * What a preparer may leave in the folder: values that the stages leave alone (chain/left_alone.h),
 * and who became inactive otherwise than by a clean-up of ours (journal/own_opt_outs.h).
 */
#define CAME_BACK_FILE "came-back.ndjson"
#define OWN_OPT_OUTS_FILE "own-opt-outs.ndjson"

/* How the export is to be read. Texts as they were given on the command line; NULL: not given. */
struct run_dialect {
	const char *from_z, *delimiter_z, *keys_z;
	const char *const *columns_z; /* ROLE=NAME */
	size_t column_count;
};

/* What stands when the export has been copied. All borrowed during the call. */
struct preparation_scene {
	const char *runs_z, *program_z, *pipeline_z, *as_of_z;
	const char *given_z;  /* the export, for messages */
	const char *export_z; /* its copy, a name in the folder */
	struct run_folder *folder;
	const struct run_dialect *dialect;
	bool allow_rejects;
};

/* What was found; it goes into the manifest. */
struct preparation {
	bool checked;
	uint64_t errors, suspicions;
	bool compared;
	char compared_with_z[256]; /* the run whose export was the last before */
	uint64_t seen;             /* changes since then that were not by us */
	uint64_t confirmed; /* uploaded changes, and removals, that it is the first to show */
	uint64_t came_back; /* confirmed ones that it shows no more */
};

/*
 * Look at the export, and leave what was found in the folder. False with error filled when the run
 * must not go on.
 */
typedef bool run_preparer(void *context, const struct preparation_scene *scene,
	struct preparation *found, struct error *error);

#endif

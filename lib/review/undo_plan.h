/* undo_plan.h - what was uploaded of some runs, as filters that take it back */
#ifndef ROSTER_REVIEW_UNDO_PLAN_H
#define ROSTER_REVIEW_UNDO_PLAN_H

#include "run/approval.h"
#include "run/approval_uploads.h"

/* A run whose uploaded changes are to be undone. */
struct undone_run {
	char *path_z;    /* of its folder */
	char *name_z;    /* its name in the folder of runs */
	char *changes_z; /* the path of its approved.ndjson */
	struct approval approval;
	struct approval_uploads uploads;
};

/* The newest run first. Initialise to {0}; free with undo_plan_free. */
struct undo_plan {
	struct undone_run *runs;
	size_t run_count;
	char *runs_z;         /* the folder that all of them lie in, as it was given */
	char *real_runs_z;    /* and without symbolic links */
	const char **words_z; /* of the filters; undo_plan_write makes them */
	size_t word_count;
	char **owned_z; /* words that are not borrowed */
	size_t owned_count;
};

/*
 * Read what the runs' approvals and uploaded.ndjson say. False with error filled (STATUS_REFUSED)
 * when nothing of one was uploaded, something was changed since it was approved, or they are not of
 * one program and one folder of runs; STATUS_USAGE when one is named twice.
 */
bool undo_plan_read(
	struct undo_plan *plan, const char *const *paths_z, size_t count, struct error *error);

/*
 * An export from before the last upload would show values as undone that are not. False with error
 * filled (STATUS_REFUSED) for one that was modified earlier, STATUS_SYSTEM when it is not there.
 */
bool undo_plan_check_export(
	const struct undo_plan *plan, const char *export_z, struct error *error);

/* Words of the command line, borrowed. */
struct undo_options {
	const char *const *input_z; /* how the export is read: for the first filter */
	size_t input_count;
	const char *const *each_z; /* for each of them */
	size_t each_count;
};

/*
 * Write words_z: a patch --reverse for each run, joined by +, of the parts that were uploaded, its
 * stage named after the run where that is not too long.
 */
void undo_plan_write(struct undo_plan *plan, const struct undo_options *options);

void undo_plan_free(struct undo_plan *plan);

#endif

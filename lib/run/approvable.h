/* approvable.h - a run that may be approved: whole, the last of its kind, not too old */
#ifndef ROSTER_RUN_APPROVABLE_H
#define ROSTER_RUN_APPROVABLE_H

#include "run/digest.h"
#include "run/run_list.h"

/* Free with approvable_close. */
struct approvable {
	const char *path_z; /* of the folder, as given; borrowed */
	char *runs_z;       /* the folder that it lies in, locked */
	char *name_z;       /* its name in there */
	char manifest_sha256_z[DIGEST_TEXT_SIZE];
	struct run_list runs;         /* all of that folder */
	const struct listed_run *run; /* this one among them */
	struct lock *lock;
};

/*
 * Lock the folder of runs that `path_z` lies in, and look whether this one may be approved. False
 * with error filled: STATUS_REFUSED when it is not proposed, was renamed, pruned, is approved
 * already, was begun more than `max_age` seconds ago by the real clock, or a later run of its
 * program and pipeline was proposed; STATUS_SYSTEM when another program holds the lock or
 * something cannot be read. Its files are looked at by verify_run.
 */
bool approvable_open(
	struct approvable *approvable, const char *path_z, uint64_t max_age, struct error *error);

void approvable_close(struct approvable *approvable);

#endif

/* prune.h - the data of old runs goes, what explains them stays */
#ifndef ROSTER_RUN_PRUNE_H
#define ROSTER_RUN_PRUNE_H

#include "cli/error.h"

#include <time.h>

/* What was dropped, written into the run's folder: `at`, `files`. */
#define PRUNED_FILE "pruned.json"

/*
 * Drop export, cleaned file, rejects and findings of check of every run that was begun before
 * `before`, in the locked folder `runs_z`. Journals, what was seen, approvals, update files,
 * manifest, page, log, purge's backup and request stay. `tell` hears of each run that something was
 * dropped of. False with error filled (STATUS_SYSTEM).
 */
bool prune_runs(const char *runs_z, time_t before, void (*tell)(const char *name_z, unsigned files),
	struct error *error);

/* Whether the file of a run was dropped from its folder. */
bool prune_dropped(const char *folder_z, const char *name_z);

#endif

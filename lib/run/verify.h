/* verify.h - a run's files and its proof, looked at again */
#ifndef ROSTER_RUN_VERIFY_H
#define ROSTER_RUN_VERIFY_H

#include "run/proof.h"

enum verified {
	VERIFIED_DIFFERENT, /* or something failed */
	VERIFIED_PRUNED,    /* what is left is well; the data is gone, so nothing was proved */
	VERIFIED_PROVED,
};

/*
 * Whether every file of the run is as SHA256SUMS says, those of its approval as that says, the
 * cleaned file's content is as the manifest says, and the proof, which `watcher` (NULL: nobody)
 * looks at, holds with the same counts; wherever the folder has been moved. False with error
 * filled: STATUS_DIFFERENT with what differs first, STATUS_SYSTEM when something cannot be read.
 */
enum verified verify_run(const char *folder_z, bool repeat, const struct proof_watcher *watcher,
	struct proof_counts *counts, struct error *error);

#endif

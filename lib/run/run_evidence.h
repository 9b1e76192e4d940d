/* run_evidence.h - what earlier runs prove about who made whom inactive */
#ifndef ROSTER_RUN_RUN_EVIDENCE_H
#define ROSTER_RUN_RUN_EVIDENCE_H

#include "journal/evidence.h"

/* The parts of a run that were uploaded, as `uploaded` notes them: a line a part. */
#define RUN_UPLOADED "uploaded.ndjson"

/*
 * Add the steps of `active` of a folder of runs, or of one run in it. A step to FALSE counts when
 * its run is of `program_z` and a part with it was uploaded. False
 * with error filled when a run cannot be read, or a part is no longer what was uploaded
 * (STATUS_REFUSED).
 */
bool run_evidence_add(
	struct evidence *evidence, const char *path_z, const char *program_z, struct error *error);

#endif

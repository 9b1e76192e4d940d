/* run_evidence.h - what earlier runs prove about who made whom inactive */
#ifndef ROSTER_NIGHTS_RUN_EVIDENCE_H
#define ROSTER_NIGHTS_RUN_EVIDENCE_H

#include "journal/evidence.h"

/*
 * Add the steps of `active` of a folder of runs, or of one run in it. A step to FALSE counts when
 * its run is of `program_z` and a part with it was uploaded, one to TRUE when its run was approved.
 * Of a run that goes by another key than customer_id, only what was approved is looked at, which
 * goes by that. Columns are called what the run was told its export calls them.
 * What an export showed of `active` that was not by us is a step, too, and so is that a contact was
 * added. False with error filled when a run cannot be read, or a part is no longer what was
 * uploaded (STATUS_REFUSED).
 */
bool run_evidence_add(
	struct evidence *evidence, const char *path_z, const char *program_z, struct error *error);

#endif

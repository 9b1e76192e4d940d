/* opt_outs_seen.h - what a run hands on to its stages and to later runs about opt-outs */
#ifndef ROSTER_NIGHTS_OPT_OUTS_SEEN_H
#define ROSTER_NIGHTS_OPT_OUTS_SEEN_H

#include "nights/uploads.h"
#include "run/preparation.h"
#include "run/run_list.h"

/*
 * Write OWN_OPT_OUTS_FILE into the run's folder, if there is anybody: those of its own SEEN_FILE,
 * which is there already, those that the newest earlier run of the program left in the same file,
 * and those whom a run of the program made inactive otherwise than by a clean-up and had uploaded
 * (`uploads` of it were read), as of its export. Runs that left no such file since then are asked
 * for what they saw. A line whose earlier export's day is not known does not count. Keys are called
 * customer_id and signalvine_id, whatever the exports call them; other keys do not count. False
 * with error filled.
 */
bool opt_outs_seen_write(const struct preparation_scene *scene, const struct run_list *runs,
	const struct uploads *uploads, struct error *error);

#endif

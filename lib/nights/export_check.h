/* export_check.h - what check finds in a run's export, before its pipeline starts */
#ifndef ROSTER_NIGHTS_EXPORT_CHECK_H
#define ROSTER_NIGHTS_EXPORT_CHECK_H

#include "run/preparation.h"

/* In the run's folder, where something was found: what `roster check --to ndjson` prints. */
#define EXPORT_CHECK_FILE "check.ndjson"

/*
 * Check the copy of the export. False with error filled: STATUS_BAD_DATA when it has errors, but
 * for contacts without a key, which every stage leaves alone, and bad records are not allowed;
 * STATUS_SYSTEM; STATUS_USAGE for a dialect that is none.
 */
bool export_check(
	const struct preparation_scene *scene, struct preparation *found, struct error *error);

#endif

/* seen.h - what an export shows otherwise than the last one, and was not by us */
#ifndef ROSTER_NIGHTS_SEEN_H
#define ROSTER_NIGHTS_SEEN_H

#include "nights/night_lines.h"
#include "nights/uploads.h"
#include "review/removals.h"
#include "run/preparation.h"

struct seen_request {
	const struct preparation_scene *scene;
	const struct run_list *runs;
	const struct listed_run *last; /* the run, of `runs`, whose export was the last before */
	const struct uploads *uploads; /* with what the export shows of them */
	struct removals *removals;     /* that the staff was asked for */
	struct night_writer *confirmed;
	const struct columns *columns; /* that the uploads asked of */
};

/*
 * Compare the exports by key and write SEEN_FILE into the run's folder: each value that is another
 * one and was not uploaded by us since, each contact that was added or is gone. One whose removal
 * we had asked for is confirmed instead, if no contact of the export has its id. An export that was
 * pruned, or that cannot be compared, is said in the log, and found->compared stays false. False
 * with error filled when the system fails.
 */
bool seen_compare(
	const struct seen_request *request, struct preparation *found, struct error *error);

#endif

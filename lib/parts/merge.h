/* merge.h - what was made of an export's parts, put together as one machine would have made it */
#ifndef ROSTER_PARTS_MERGE_H
#define ROSTER_PARTS_MERGE_H

#include "io/sink.h"
#include "parts/part_stages.h"

struct merge {
	const struct parts *parts;
	struct part_stages *stages;
	const char *run_z;                   /* the folder whose stages/ gets the stages' files */
	struct sink *sink;                   /* for the output */
	uint64_t records;                    /* of the output */
	char print_z[FINGERPRINT_TEXT_SIZE]; /* of the output, when it is drained */
	struct fingerprint *print;           /* taken by a tap of the sink */
};

/*
 * Join the parts' outputs into the sink, which is drained but not finished: only its name is
 * missing. False with error filled for a part without an output, one whose records are not all
 * accounted for, and whatever cannot be read.
 */
bool merge_outputs(struct merge *merge, struct error *error);

/*
 * Make RUN/stages/NAME/ for every stage: journals, backups, requests and rejects joined in the
 * order of the parts, numbers of records and lines counted in the whole export, counts added up.
 * RUN/lists/ gets the lists that the stages read.
 */
bool merge_stages(const struct merge *merge, struct error *error);

#endif

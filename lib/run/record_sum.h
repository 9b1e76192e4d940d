/* record_sum.h - a digest of records, to see whether a file has the very ones that were written */
#ifndef ROSTER_RUN_RECORD_SUM_H
#define ROSTER_RUN_RECORD_SUM_H

#include "record/reader.h"
#include "run/digest.h"

struct record_sum {
	struct digest digest;
	uint64_t count;
};

void record_sum_begin(struct record_sum *sum);

/* Add a record as it is written: its values' raw bytes, in an object with their names. */
void record_sum_add(struct record_sum *sum, const struct record *record);

/*
 * Read a file again, and compare. The sum is over, then. False with error filled: STATUS_SYSTEM
 * when it has other records.
 */
bool record_sum_check(
	struct record_sum *sum, const struct reader_options *file, struct error *error);

#endif

/* examiner.h - records examined in a thread of their own, in the order in which they are read */
#ifndef ROSTER_CHECK_EXAMINER_H
#define ROSTER_CHECK_EXAMINER_H

#include "check/examine.h"
#include "io/helper.h"
#include "record/record_batch.h"

#define EXAMINER_BATCHES 4

struct examiner_batch {
	struct helper_job job; /* first */
	struct examination *examination;
	struct record_batch records;
};

/* For examiner_begin; free with examiner_end. */
struct examiner {
	struct helper helper;
	struct examiner_batch batches[EXAMINER_BATCHES];
	size_t filling;
};

/* From here on the examination is the examiner's, except between examiner_await and the next add.
 */
void examiner_begin(struct examiner *examiner, struct examination *examination);

/* Have a record examined after those before: a copy, once a batch of them is full. */
void examiner_add(struct examiner *examiner, const struct record *record);

/* All that were added have been examined. To be called before their reader is closed. */
void examiner_await(struct examiner *examiner);

void examiner_end(struct examiner *examiner);

#endif

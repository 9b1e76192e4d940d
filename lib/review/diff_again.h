/* diff_again.h - the records of a side, read again from their bytes */
#ifndef ROSTER_REVIEW_DIFF_AGAIN_H
#define ROSTER_REVIEW_DIFF_AGAIN_H

#include "record/key.h"
#include "record/reader_again.h"
#include "review/diff_columns.h"

struct diff_side;
struct diff_contact;

/* Initialise to {0}; free with diff_again_free. */
struct diff_again {
	struct reader_again *reader; /* opened when it is needed */
	struct diff_fit fit;
};

/* Give `copy` the bytes of a record as diff_again_read wants them. */
void diff_again_copy(struct buffer *copy, struct span content);

/* Make room in `copy` for the `length` bytes of a record, and finish them once they are there. */
char *diff_again_reserve(struct buffer *copy, size_t length);
void diff_again_finish(struct buffer *copy, size_t length);

/*
 * A contact of `side` from a copy of its record's bytes; it holds until the next call, and as long
 * as the copy. False with error filled (STATUS_BAD_DATA) when they are not what was read before.
 */
bool diff_again_read(struct diff_side *side, const struct buffer *copy,
	struct diff_contact *contact, struct error *error);

/* The error for it: always false. */
bool diff_again_refuse(const struct diff_side *side, struct error *error);

void diff_again_free(struct diff_again *again);

#endif

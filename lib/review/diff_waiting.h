/* diff_waiting.h - contacts that wait for the memory of those they are to be compared with */
#ifndef ROSTER_REVIEW_DIFF_WAITING_H
#define ROSTER_REVIEW_DIFF_WAITING_H

#include "review/diff_rest.h"

#define DIFF_WAITING 32

/* A copy of a contact; the memory is kept. */
struct diff_copy {
	struct diff_contact contact; /* without a record */
	struct buffer key;
	struct buffer values; /* packed; or the record, for diff_again_read */
	bool is_record;
	uint64_t digest; /* of a record, by diff_rest_digest */
};

/* First in, first out. Initialise to {0}; free with diff_waiting_free. */
struct diff_waiting {
	struct diff_copy copies[DIFF_WAITING];
	size_t next, count;
};

static inline bool
diff_waiting_is_full(const struct diff_waiting *waiting)
{
	return waiting->count == DIFF_WAITING;
}

/*
 * Put a copy of a contact, with its packed values, behind the last: not when it is full. What is
 * on `shelf` under that key is fetched meanwhile.
 */
void diff_waiting_put(struct diff_waiting *waiting, const struct diff_contact *contact,
	struct span packed, struct diff_shelf *shelf);

/* The same with its record instead, to be found among `rest`. */
void diff_waiting_put_record(struct diff_waiting *waiting, const struct diff_contact *contact,
	uint64_t digest, struct diff_rest *rest);

/* Take the first out: it holds until the next put. NULL: there is none. */
struct diff_copy *diff_waiting_take(struct diff_waiting *waiting);

void diff_waiting_free(struct diff_waiting *waiting);

#endif

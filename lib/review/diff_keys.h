/* diff_keys.h - the keys of both sides, noted to find those that are repeated */
#ifndef ROSTER_REVIEW_DIFF_KEYS_H
#define ROSTER_REVIEW_DIFF_KEYS_H

#include "review/diff_side.h"
#include "review/seen_keys.h"

#define DIFF_NOTES 16

/* A key that waits until the memory for it has arrived. */
struct diff_note {
	uint64_t hash;
	unsigned sides;
	uint64_t lines[DIFF_SIDES];
	size_t column;
	struct buffer key; /* a copy */
};

/* Initialise to {0}; free with diff_keys_free. */
struct diff_keys {
	struct seen_keys seen;
	struct diff_note notes[DIFF_NOTES];
	size_t next, count;
};

/*
 * Note the key of a contact of either side, or of one contact of both (NULL: not of that side).
 * False with error filled (STATUS_BAD_DATA) when a key noted up to DIFF_NOTES contacts before is
 * repeated. `sides` are the two; nothing is noted for a lenient diff.
 */
bool diff_keys_note(struct diff_keys *keys, const struct diff_side *sides,
	const struct diff_contact *old, const struct diff_contact *new, struct error *error);

/* The same for those that still wait. */
bool diff_keys_finish(struct diff_keys *keys, const struct diff_side *sides, struct error *error);

void diff_keys_free(struct diff_keys *keys);

#endif

/* diff_rest.h - the rest of OLD, when its order is another: known by digests, read again if need be
 */
#ifndef ROSTER_REVIEW_DIFF_REST_H
#define ROSTER_REVIEW_DIFF_REST_H

#include "review/diff_side.h"

/*
 * All that is kept of a contact of OLD. That it is the same as one of NEW is taken from the hash of
 * the key (seen_keys.h) and the digest, 64 bits of XXH3 that the key goes into unless it is
 * ignored: of 1.8e19 changes one would be missed. All else is said of what was read again, keys
 * included.
 */
struct diff_digest {
	uint64_t hash;   /* of its key */
	uint64_t digest; /* of what is compared */
	uint64_t offset; /* of its record in the file */
	uint32_t length; /* of its content */
	uint32_t taken : 1;
	uint32_t check : 31; /* of that content: whether it still is what was read */
};

/*
 * 32 bytes for each contact, in the order in which they were put there, and 16 to 32 for a table
 * that finds them; it is made when somebody looks for the first. Initialise to {0}, then
 * diff_rest_open; free with diff_rest_free.
 */
struct diff_rest {
	struct diff_side *side; /* borrowed; NULL: it was not opened */
	int descriptor;
	bool by_bytes;
	struct diff_digest **blocks;
	size_t block_count;
	size_t count;  /* those taken included */
	size_t left;   /* not taken */
	size_t bytes;  /* of the contents of those */
	size_t passed; /* by diff_rest_next */

	uint64_t *slots; /* 0: free; else the number of a contact, from 1, and some bits of its hash
			  */
	unsigned bits;   /* 2 to the power of this many slots */
	struct buffer packed, copy;
};

/*
 * Begin, if `side` is a file whose bytes can be read again where they were met: false if not.
 * by_bytes: what is compared are the bytes of records, for two exports in which equal bytes are
 * equal values; records that say the same otherwise are then read again to see it. Else it is their
 * values, packed, which takes longer.
 */
bool diff_rest_open(struct diff_rest *rest, struct diff_side *side, bool by_bytes);

static inline bool
diff_rest_is_open(const struct diff_rest *rest)
{
	return rest->side != NULL;
}

/* What a contact of either side is compared by. False when it has no record to take it from. */
bool diff_rest_digest(struct diff_rest *rest, struct diff_side *side,
	const struct diff_contact *contact, uint64_t *digest);

/* Put the contact that the side's reader has just read behind the last; it has a record. */
void diff_rest_put(struct diff_rest *rest, const struct diff_contact *contact);

/*
 * The first one of that hash that was not taken, or the next one behind `after`; NULL: there is no
 * more. None is put there any more.
 */
struct diff_digest *diff_rest_find(
	struct diff_rest *rest, uint64_t hash, const struct diff_digest *after);

/*
 * Read a contact again; it holds until the next call. False with error filled: it cannot be read,
 * or it is not what it was (STATUS_BAD_DATA).
 */
bool diff_rest_contact(struct diff_rest *rest, const struct diff_digest *found,
	struct diff_contact *contact, struct error *error);

void diff_rest_take(struct diff_rest *rest, struct diff_digest *found);

/* Each one that was not taken, once; NULL at the end. */
const struct diff_digest *diff_rest_next(struct diff_rest *rest);

/* Have memory ready for diff_rest_find: first its slot, then, a while later, the contact. */
void diff_rest_prefetch_slot(struct diff_rest *rest, uint64_t hash);
void diff_rest_prefetch_digest(const struct diff_rest *rest, uint64_t hash);

void diff_rest_free(struct diff_rest *rest);

#endif

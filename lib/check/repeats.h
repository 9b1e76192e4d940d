/* repeats.h - has this key or phone been met before, and where? */
#ifndef ROSTER_CHECK_REPEATS_H
#define ROSTER_CHECK_REPEATS_H

#include "cli/span.h"
#include "io/arena.h"
#include "io/buffer.h"
#include "io/helper.h"

#include <stdint.h>

/*
 * Values are kept as 64-bit hashes with their places, 16 bytes a value, in parts that are looked
 * through one by one at the end: a hash table of all of them would cost a miss of every cache for
 * each record. A filter of 2 to 8 bytes a value says at once that most have not been met, so that
 * texts need only be kept of the few that perhaps have: of a quarter of a million at most, and of
 * each only its beginning.
 *
 * What is equal is the hash: of two million different values two fall together by chance once in
 * ten million exports. Numbers (repeats_hash_number) never do.
 *
 * Initialise to {0} but for `helper`, the thread that puts them where they belong (NULL: who adds
 * them does it); free with repeats_free, before the helper ends.
 */
struct repeats {
	struct repeats_part *parts;    /* by the first bits of the hash */
	struct repeats_entry **pieces; /* memory for the parts */
	size_t piece_count, piece_size, piece_used;
	uint64_t count;
	uint64_t *filter;
	uint64_t filter_words;
	struct repeats_batch *batches; /* added, but perhaps not yet to the parts and the filter */
	size_t batch;                  /* the one that is being filled */
	struct helper *helper;         /* borrowed; has all above to itself while it has a batch */
	struct repeats_text *texts;
	size_t text_count, text_capacity;
	struct arena arena;
};

/* Where a value is: a line, counted through all files, below 2^40, and a column, cut at 2^24 - 1.
 */
struct repeats_place {
	uint64_t line;
	uint32_t column;
};

/*
 * A value that was met before. The texts hold until repeats_free; where they were not kept, the
 * text is that of an equal value before it, or empty, and the key is empty.
 */
struct repeats_met {
	struct repeats_place place, first;
	uint32_t count; /* how often so far, this time included */
	struct span text, key;
};

uint64_t repeats_hash(struct span value);
uint64_t repeats_hash_number(uint64_t number);

/* Add one, with the texts to be shown if it was met before (copied). Places come in order. */
void repeats_add(struct repeats *repeats, uint64_t hash, struct repeats_place place,
	struct span text, struct span key);

/* Call `take` for each value that was met before, in no order; equal ones in that of their places.
 */
void repeats_each(struct repeats *repeats,
	void (*take)(void *context, const struct repeats_met *met), void *context);

void repeats_free(struct repeats *repeats);

#endif

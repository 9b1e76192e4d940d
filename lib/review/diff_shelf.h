/* diff_shelf.h - contacts of one side that wait for the other side's */
#ifndef ROSTER_REVIEW_DIFF_SHELF_H
#define ROSTER_REVIEW_DIFF_SHELF_H

#include "record/key.h"

#include <stdint.h>

/* A contact that outlives its record. It lies on a shelf and does not move until the next put. */
struct diff_held {
	uint64_t hash;
	uint64_t line;
	uint32_t sequence; /* counts what was put on the shelf */
	uint32_t key_length;
	uint32_t value_length;
	uint16_t key_column;
	bool taken;
	char bytes[]; /* the key, then the values */
};

/* Where the next contact of a shelf lies. */
struct diff_cursor {
	size_t chunk;
	size_t offset;
};

/*
 * Contacts in the order in which they were put there, in chunks of memory, and a table that finds
 * them by key; it is made when somebody looks for one. Initialise to {0}; free with
 * diff_shelf_free.
 */
struct diff_shelf {
	struct diff_chunk **chunks;
	size_t chunk_count;
	size_t count;       /* of contacts not taken */
	size_t bytes;       /* in the chunks, those taken included */
	size_t taken_bytes; /* of them */
	uint32_t sequence;

	uint64_t *slots; /* 0: free; else where a contact lies, and some bits of its hash */
	unsigned bits;   /* 2 to the power of this many slots */
	size_t slots_used;
	size_t not_indexed;         /* contacts that are not in the table yet */
	struct diff_cursor indexed; /* where they begin */
};

/* Put a copy behind the last. */
void diff_shelf_put(struct diff_shelf *shelf, const struct key *key, uint64_t hash, uint64_t line,
	struct span values);

/* The one of that key that was not taken, or NULL. */
struct diff_held *diff_shelf_find(struct diff_shelf *shelf, const struct key *key, uint64_t hash);

/* Take one off; it can be looked at until the next put. */
void diff_shelf_take(struct diff_shelf *shelf, struct diff_held *held);

/* The next one that was not taken, from a cursor that begins as {0}; NULL at the end. */
struct diff_held *diff_shelf_next(const struct diff_shelf *shelf, struct diff_cursor *cursor);

/* Have memory ready for diff_shelf_find: first its slot, then, a while later, the contact. */
void diff_shelf_prefetch_slot(struct diff_shelf *shelf, uint64_t hash);
void diff_shelf_prefetch_held(const struct diff_shelf *shelf, uint64_t hash);

static inline struct key
diff_held_key(const struct diff_held *held)
{
	return (struct key){span_of(held->bytes, held->key_length), held->key_column};
}

static inline struct span
diff_held_values(const struct diff_held *held)
{
	return span_of(held->bytes + held->key_length, held->value_length);
}

void diff_shelf_free(struct diff_shelf *shelf);

#endif

/* seen_keys.h - has this side had this key before? */
#ifndef ROSTER_REVIEW_SEEN_KEYS_H
#define ROSTER_REVIEW_SEEN_KEYS_H

#include "cli/span.h"

#include <stdint.h>

/* Bits, one a side. */
#define SEEN_OLD 1u
#define SEEN_NEW 2u

#define SEEN_PARTS 16

/* A hash table: open addressing, linear probes. */
struct seen_part {
	uint64_t *slots;
	unsigned bits; /* 2 to the power of this many slots */
	size_t count;
};

/*
 * 8 bytes a slot, between 3/8 and 3/4 full: 11 to 21 bytes for each key, whatever its length, and a
 * key that both sides have counts once. In parts that grow one by one, so that growing takes
 * little memory. The keys themselves are not kept: what is compared is 62 bits of their hash, so
 * that a hit is to be confirmed where that is possible (two of two million different keys fall
 * together once in two million exports). Initialise to {0}; free with seen_keys_free.
 */
struct seen_keys {
	struct seen_part parts[SEEN_PARTS];
};

/* The hash of a key that came from the column of that number; two columns are two names. */
uint64_t key_hash(struct span key, size_t column);

/* Have memory ready for an addition that is to come soon. */
void seen_keys_prefetch(const struct seen_keys *seen, uint64_t hash);

/* Note that `sides` have a key. Returns those sides that had one of this hash before. */
unsigned seen_keys_add(struct seen_keys *seen, uint64_t hash, unsigned sides);

/* Whether the hashes of two keys are one here. */
bool seen_keys_look_alike(uint64_t hash, uint64_t other);

void seen_keys_free(struct seen_keys *seen);

#endif

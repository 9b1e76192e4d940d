/* repeats_internal.h - what the two halves of repeats.h share; nobody else includes it */
#ifndef ROSTER_CHECK_REPEATS_INTERNAL_H
#define ROSTER_CHECK_REPEATS_INTERNAL_H

#include "check/repeats.h"
#include "io/sizes.h"

#define PART_BITS 6
#define PARTS ((size_t)1 << PART_BITS)
#define BLOCK_ENTRIES BUFFER_SIZE(256, 3)
#define COLUMN_MOST ((1u << 24) - 1)

struct repeats_entry {
	uint64_t hash;
	uint64_t place; /* line and column, so that it orders as places do */
};

struct repeats_part {
	struct repeats_entry **blocks;
	size_t block_count, block_capacity;
	size_t count;
	uint64_t *met; /* hashes that the filter had when they came, or so it said */
	size_t met_count, met_capacity;
};

struct repeats_text {
	uint64_t place;
	struct span text, key;
};

static inline struct repeats_entry *
entry_of(const struct repeats_part *part, size_t i)
{
	return &part->blocks[i / BLOCK_ENTRIES][i % BLOCK_ENTRIES];
}

/* All that were added are in the parts from here on. False when there is none. */
bool repeats_settle(struct repeats *repeats);

#endif

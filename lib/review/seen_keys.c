/* seen_keys.c - see seen_keys.h */
#include "review/seen_keys.h"

#include "cli/memory.h"

#include <stdlib.h>
#include <xxhash.h>

#define FIRST_BITS 6
#define PART_BITS 4 /* SEEN_PARTS is 2 to the power of it */
#define SIDES ((uint64_t)(SEEN_OLD | SEEN_NEW))

/* Short keys, as most are, by a bijection: it takes no call. */
uint64_t
key_hash(struct span key, size_t column)
{
	uint64_t word = 0;
	if (key.length > sizeof(word))
		return XXH3_64bits_withSeed(key.data, key.length, column);
	for (size_t i = 0; i < key.length; i++)
		word |= (uint64_t)(unsigned char)key.data[i] << 8 * i;
	uint64_t hash = key.length * 0xbf58476d1ce4e5b9u + column;
	hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
	hash = (hash ^ hash >> 29) * 0x94d049bb133111ebu;
	return hash ^ hash >> 32;
}

bool
seen_keys_look_alike(uint64_t hash, uint64_t other)
{
	return ((hash ^ other) & ~SIDES) == 0;
}

/* The highest bits choose the part, the next ones the slot: a part is copied from start to end. */
static size_t
first_slot(const struct seen_part *part, uint64_t hash)
{
	return (size_t)(hash << PART_BITS >> (64 - part->bits));
}

static uint64_t *
probe(const struct seen_part *part, uint64_t hash)
{
	size_t mask = ((size_t)1 << part->bits) - 1;
	for (size_t i = first_slot(part, hash);; i = (i + 1) & mask) {
		uint64_t *slot = &part->slots[i];
		if (!*slot || seen_keys_look_alike(*slot, hash))
			return slot;
	}
}

static void
grow(struct seen_part *part)
{
	uint64_t *old = part->slots;
	size_t old_count = old ? (size_t)1 << part->bits : 0;
	part->bits = old ? part->bits + 1 : FIRST_BITS;
	size_t size = sizeof(*part->slots) << part->bits;
	part->slots = memory_large(size);
	memset(part->slots, 0, size);
	for (size_t i = 0; i < old_count; i++)
		if (old[i])
			*probe(part, old[i]) = old[i];
	free(old);
}

void
seen_keys_prefetch(const struct seen_keys *seen, uint64_t hash)
{
	const struct seen_part *part = &seen->parts[hash >> (64 - PART_BITS)];
	if (part->slots)
		__builtin_prefetch(&part->slots[first_slot(part, hash)], 1);
}

unsigned
seen_keys_add(struct seen_keys *seen, uint64_t hash, unsigned sides)
{
	struct seen_part *part = &seen->parts[hash >> (64 - PART_BITS)];
	if (!part->slots || part->count >= ((size_t)3 << part->bits) / 4)
		grow(part);
	uint64_t *slot = probe(part, hash);
	unsigned before = (unsigned)(*slot & SIDES);
	part->count += !before;
	*slot = (hash & ~SIDES) | before | sides;
	return before & sides;
}

void
seen_keys_free(struct seen_keys *seen)
{
	for (size_t i = 0; i < SEEN_PARTS; i++)
		free(seen->parts[i].slots);
	*seen = (struct seen_keys){0};
}

/* diff_shelf.c - see diff_shelf.h: chunks that only grow, and open addressing into them */
#include "review/diff_shelf.h"

#include "cli/memory.h"
#include "io/sizes.h"

#include <stdlib.h>

/* A contact that is larger has a chunk of its own. */
#define CHUNK_SIZE BUFFER_SIZE(256 << 10, 301)
#define ALIGNMENT sizeof(uint64_t)
#define TIDY_BYTES BUFFER_SIZE(512 << 10, 199)
#define FIRST_BITS 10

/* A slot: 24 bits of the hash, and where the contact lies: its chunk, and its offset by ALIGNMENT.
 */
#define PLACE_BITS 40
#define OFFSET_BITS 20
#define PLACE_MASK (((uint64_t)1 << PLACE_BITS) - 1)

#define BATCH 16         /* contacts whose slots are fetched together */
#define CACHE_LINE 64    /* bytes */
#define PREFETCH_LINES 4 /* of a contact */

struct diff_chunk {
	size_t used;
	_Alignas(uint64_t) char bytes[];
};

static size_t
size_of(const struct diff_held *held)
{
	size_t size = sizeof(*held) + held->key_length + held->value_length;
	return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static struct diff_held *
held_at(const struct diff_shelf *shelf, uint64_t slot)
{
	uint64_t place = (slot & PLACE_MASK) - 1;
	size_t offset = (size_t)(place & (((uint64_t)1 << OFFSET_BITS) - 1)) * ALIGNMENT;
	return (void *)(shelf->chunks[place >> OFFSET_BITS]->bytes + offset);
}

static uint64_t
slot_for(const struct diff_cursor *place, uint64_t hash)
{
	uint64_t number = (uint64_t)place->chunk << OFFSET_BITS | place->offset / ALIGNMENT;
	return (hash & ~PLACE_MASK) | (number + 1);
}

/* Behind the cursor, taken ones included; *place is where it lies. */
static struct diff_held *
next_of_all(const struct diff_shelf *shelf, struct diff_cursor *cursor, struct diff_cursor *place)
{
	while (cursor->chunk < shelf->chunk_count) {
		struct diff_chunk *chunk = shelf->chunks[cursor->chunk];
		if (cursor->offset < chunk->used) {
			struct diff_held *held = (void *)(chunk->bytes + cursor->offset);
			*place = *cursor;
			cursor->offset += size_of(held);
			return held;
		}
		if (cursor->chunk + 1 == shelf->chunk_count)
			break;
		*cursor = (struct diff_cursor){cursor->chunk + 1, 0};
	}
	return NULL;
}

struct diff_held *
diff_shelf_next(const struct diff_shelf *shelf, struct diff_cursor *cursor)
{
	struct diff_cursor place;
	struct diff_held *held;
	if (!shelf->count) /* all are taken, and not worth a look */
		return NULL;
	do
		held = next_of_all(shelf, cursor, &place);
	while (held && held->taken);
	return held;
}

static struct diff_held *
add_piece(struct diff_shelf *shelf, size_t size)
{
	struct diff_chunk *chunk = shelf->chunk_count ? shelf->chunks[shelf->chunk_count - 1]
						      : NULL;
	if (!chunk || CHUNK_SIZE < chunk->used + size) {
		shelf->chunks = memory_resized(
			shelf->chunks, shelf->chunk_count + 1, sizeof(struct diff_chunk *));
		chunk = memory_resized(
			NULL, sizeof(*chunk) + (size > CHUNK_SIZE ? size : CHUNK_SIZE), 1);
		chunk->used = 0;
		shelf->chunks[shelf->chunk_count++] = chunk;
	}
	struct diff_held *held = (void *)(chunk->bytes + chunk->used);
	chunk->used += size;
	shelf->bytes += size;
	return held;
}

/* Copy those that were not taken to chunks of their own, and give back all else. */
static void
tidy(struct diff_shelf *shelf)
{
	struct diff_shelf tidied = {
		.count = shelf->count,
		.not_indexed = shelf->count,
		.sequence = shelf->sequence,
	};
	struct diff_cursor cursor = {0};
	const struct diff_held *held;
	while ((held = diff_shelf_next(shelf, &cursor)))
		memcpy(add_piece(&tidied, size_of(held)), held, size_of(held));
	diff_shelf_free(shelf);
	*shelf = tidied;
}

void
diff_shelf_put(struct diff_shelf *shelf, const struct key *key, uint64_t hash, uint64_t line,
	struct span values)
{
	if (shelf->taken_bytes > TIDY_BYTES && shelf->taken_bytes > shelf->bytes / 3)
		tidy(shelf);
	struct diff_held header = {
		.hash = hash,
		.line = line,
		.sequence = ++shelf->sequence,
		.key_length = (uint32_t)key->text.length,
		.value_length = (uint32_t)values.length,
		.key_column = (uint16_t)key->column,
	};
	struct diff_held *held = add_piece(shelf, size_of(&header));
	*held = header;
	memcpy(held->bytes, key->text.data, key->text.length);
	if (values.length)
		memcpy(held->bytes + key->text.length, values.data, values.length);
	shelf->count++;
	shelf->not_indexed++;
}

/* The low bits of the hash, for the high ones are in the slot. */
static uint64_t *
first_slot(const struct diff_shelf *shelf, uint64_t hash)
{
	return &shelf->slots[hash & (((uint64_t)1 << shelf->bits) - 1)];
}

static uint64_t *
next_slot(const struct diff_shelf *shelf, uint64_t *slot)
{
	return ++slot == shelf->slots + ((size_t)1 << shelf->bits) ? shelf->slots : slot;
}

static void
add_slot(struct diff_shelf *shelf, uint64_t hash, uint64_t value)
{
	uint64_t *slot = first_slot(shelf, hash);
	while (*slot)
		slot = next_slot(shelf, slot);
	*slot = value;
	shelf->slots_used++;
}

/* Make room for those that are not in the table yet; if that needs another table, for all. */
static void
reserve_slots(struct diff_shelf *shelf)
{
	size_t capacity = shelf->slots ? (size_t)1 << shelf->bits : 0;
	if (shelf->slots_used + shelf->not_indexed < capacity / 4 * 3)
		return;
	free(shelf->slots);
	shelf->bits = FIRST_BITS;
	while (((size_t)1 << shelf->bits) / 2 <= shelf->count)
		shelf->bits++;
	size_t size = sizeof(*shelf->slots) << shelf->bits;
	shelf->slots = memory_large(size);
	memset(shelf->slots, 0, size);
	shelf->slots_used = 0;
	shelf->indexed = (struct diff_cursor){0};
}

static void
index_rest(struct diff_shelf *shelf)
{
	reserve_slots(shelf);
	for (size_t count = BATCH; count == BATCH;) {
		uint64_t hashes[BATCH], values[BATCH];
		struct diff_cursor place;
		const struct diff_held *held;
		count = 0;
		while (count < BATCH && (held = next_of_all(shelf, &shelf->indexed, &place))) {
			if (held->taken)
				continue;
			hashes[count] = held->hash;
			values[count++] = slot_for(&place, held->hash);
			__builtin_prefetch(first_slot(shelf, held->hash), 1);
		}
		for (size_t i = 0; i < count; i++)
			add_slot(shelf, hashes[i], values[i]);
	}
	shelf->not_indexed = 0;
}

static bool
is_key_of(const struct diff_held *held, const struct key *key, uint64_t hash)
{
	return held->hash == hash && !held->taken && held->key_column == key->column &&
	       span_equal(diff_held_key(held).text, key->text);
}

struct diff_held *
diff_shelf_find(struct diff_shelf *shelf, const struct key *key, uint64_t hash)
{
	if (!shelf->count)
		return NULL;
	if (shelf->not_indexed)
		index_rest(shelf);
	for (uint64_t *slot = first_slot(shelf, hash); *slot; slot = next_slot(shelf, slot)) {
		if ((*slot ^ hash) & ~PLACE_MASK)
			continue;
		struct diff_held *held = held_at(shelf, *slot);
		if (is_key_of(held, key, hash))
			return held;
	}
	return NULL;
}

void
diff_shelf_prefetch_slot(struct diff_shelf *shelf, uint64_t hash)
{
	if (!shelf->count)
		return;
	if (shelf->not_indexed)
		index_rest(shelf);
	__builtin_prefetch(first_slot(shelf, hash));
}

void
diff_shelf_prefetch_held(const struct diff_shelf *shelf, uint64_t hash)
{
	if (!shelf->slots || shelf->not_indexed)
		return;
	uint64_t *slot = first_slot(shelf, hash);
	while (*slot && ((*slot ^ hash) & ~PLACE_MASK))
		slot = next_slot(shelf, slot);
	if (!*slot)
		return;
	const char *start = (const char *)held_at(shelf, *slot);
	for (size_t i = 0; i < PREFETCH_LINES; i++)
		__builtin_prefetch(start + i * CACHE_LINE);
}

void
diff_shelf_take(struct diff_shelf *shelf, struct diff_held *held)
{
	held->taken = true;
	shelf->count--;
	shelf->taken_bytes += size_of(held);
}

void
diff_shelf_free(struct diff_shelf *shelf)
{
	for (size_t i = 0; i < shelf->chunk_count; i++)
		free(shelf->chunks[i]);
	free(shelf->chunks);
	free(shelf->slots);
	*shelf = (struct diff_shelf){0};
}

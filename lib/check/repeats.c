/* repeats.c - see repeats.h: values are added */
#include "check/repeats_internal.h"
#include "cli/memory.h"

#include <stdlib.h>
#include <xxhash.h>

#define FIRST_PIECE (BLOCK_ENTRIES * 16) /* entries; 64 KiB */
#define LARGEST_PIECE (BLOCK_ENTRIES * 1024)
#define FIRST_WORDS BUFFER_SIZE(1 << 15, 2)
#define VALUES_A_WORD 4 /* 16 bits a value: some 1 in 100 is taken for met though it is not */
#define WAITING_MOST BUFFER_SIZE(8192, 5)
#define BATCHES ((size_t)3)
#define AHEAD 24 /* of them: whose words of the filter are on their way */
#define TEXT_KEPT 64
#define TEXTS_MOST ((size_t)1 << 18)

struct repeats_waiting {
	uint64_t hash, place;
	uint32_t offset; /* of the texts */
	uint16_t text_length, key_length;
};

/* What is put where it belongs at once, so that the memory for one is on its way meanwhile. */
struct repeats_batch {
	struct helper_job job; /* first */
	struct repeats *repeats;
	struct repeats_waiting list[WAITING_MOST + AHEAD];
	size_t count;
	struct buffer bytes;
};

/* A bijection, so that values of up to 8 bytes and one length never fall together. */
static uint64_t
mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 32;
}

uint64_t
repeats_hash_number(uint64_t number)
{
	return mix(mix(0, number), 0xbf58476d1ce4e5b9u);
}

uint64_t
repeats_hash(struct span value)
{
	uint64_t word = 0;
	if (value.length > sizeof(word))
		return XXH3_64bits(value.data, value.length);
	for (size_t i = 0; i < value.length; i++)
		word |= (uint64_t)(unsigned char)value.data[i] << 8 * i;
	return mix(mix(value.length * 0xbf58476d1ce4e5b9u, word), 0x94d049bb133111ebu);
}

static uint64_t
pack(struct repeats_place place)
{
	return place.line << 24 | (place.column < COLUMN_MOST ? place.column : COLUMN_MOST);
}

/* By the first bits, so that a part has its own stretch of the filter. */
static uint64_t *
filter_word(const struct repeats *repeats, uint64_t hash)
{
	return &repeats->filter[(hash >> 32) * repeats->filter_words >> 32];
}

/* Two bits of one word. Whether both were set. */
static bool
filter_set(struct repeats *repeats, uint64_t hash)
{
	uint64_t *word = filter_word(repeats, hash);
	uint64_t bits = (uint64_t)1 << (hash & 63) | (uint64_t)1 << (hash >> 6 & 63);
	bool both = (*word & bits) == bits;
	*word |= bits;
	return both;
}

static void
filter_grow(struct repeats *repeats)
{
	repeats->filter_words = repeats->filter_words ? repeats->filter_words * 4 : FIRST_WORDS;
	free(repeats->filter);
	size_t size = repeats->filter_words * sizeof(*repeats->filter);
	repeats->filter = memory_large(size);
	memset(repeats->filter, 0, size);
	for (size_t i = 0; i < PARTS; i++)
		for (size_t j = 0; j < repeats->parts[i].count; j++)
			filter_set(repeats, entry_of(&repeats->parts[i], j)->hash);
}

/* Cut from large pieces, which lie in fewer pages and so are there sooner. */
static struct repeats_entry *
take_block(struct repeats *repeats)
{
	if (repeats->piece_used == repeats->piece_size) {
		size_t size = repeats->piece_size ? repeats->piece_size * 2 : FIRST_PIECE;
		repeats->piece_size = size < LARGEST_PIECE ? size : LARGEST_PIECE;
		repeats->piece_used = 0;
		repeats->pieces = memory_resized(
			repeats->pieces, repeats->piece_count + 1, sizeof(struct repeats_entry *));
		repeats->pieces[repeats->piece_count++] = memory_large(
			repeats->piece_size * sizeof(struct repeats_entry));
	}
	struct repeats_entry *block = repeats->pieces[repeats->piece_count - 1] +
				      repeats->piece_used;
	repeats->piece_used += BLOCK_ENTRIES;
	return block;
}

static struct repeats_entry *
append(struct repeats *repeats, struct repeats_part *part)
{
	if (part->count % BLOCK_ENTRIES == 0) {
		if (part->block_count == part->block_capacity) {
			part->block_capacity = part->block_capacity ? part->block_capacity * 2 : 8;
			part->blocks = memory_resized(
				part->blocks, part->block_capacity, sizeof(struct repeats_entry *));
		}
		part->blocks[part->block_count++] = take_block(repeats);
	}
	return entry_of(part, part->count++);
}

static void
keep_texts(struct repeats *repeats, const struct repeats_batch *batch,
	const struct repeats_waiting *waiting)
{
	if (repeats->text_count == TEXTS_MOST)
		return;
	if (repeats->text_count == repeats->text_capacity) {
		repeats->text_capacity = repeats->text_capacity ? repeats->text_capacity * 2 : 64;
		repeats->texts = memory_resized(
			repeats->texts, repeats->text_capacity, sizeof(*repeats->texts));
	}
	const char *bytes = batch->bytes.data + waiting->offset;
	struct span text = span_of(bytes, waiting->text_length);
	struct span key = span_of(bytes + waiting->text_length, waiting->key_length);
	repeats->texts[repeats->text_count++] = (struct repeats_text){
		waiting->place,
		arena_copy(&repeats->arena, text),
		arena_copy(&repeats->arena, key),
	};
}

static void
note_met(struct repeats_part *part, uint64_t hash)
{
	if (part->met_count == part->met_capacity) {
		part->met_capacity = part->met_capacity ? part->met_capacity * 2 : 64;
		part->met = memory_resized(part->met, part->met_capacity, sizeof(*part->met));
	}
	part->met[part->met_count++] = hash;
}

static void
settle(struct helper_job *job)
{
	struct repeats_batch *batch = (struct repeats_batch *)job;
	struct repeats *repeats = batch->repeats;
	while (repeats->count + batch->count > repeats->filter_words * VALUES_A_WORD)
		filter_grow(repeats);
	repeats->count += batch->count;
	for (size_t i = 0; i < batch->count; i++) {
		const struct repeats_waiting *waiting = &batch->list[i];
		__builtin_prefetch(filter_word(repeats, waiting[AHEAD].hash), 1);
		struct repeats_part *part = &repeats->parts[waiting->hash >> (64 - PART_BITS)];
		*append(repeats, part) = (struct repeats_entry){waiting->hash, waiting->place};
		if (filter_set(repeats, waiting->hash)) {
			note_met(part, waiting->hash);
			keep_texts(repeats, batch, waiting);
		}
	}
	batch->count = 0;
	buffer_clear(&batch->bytes);
}

static void
begin(struct repeats *repeats)
{
	repeats->parts = memory_zeroed(PARTS, sizeof(*repeats->parts));
	repeats->batches = memory_zeroed(BATCHES, sizeof(*repeats->batches));
	for (size_t i = 0; i < BATCHES; i++) {
		repeats->batches[i].job.work = settle;
		repeats->batches[i].repeats = repeats;
	}
}

/* The batch that is being filled is full: have it settled, and go on with another. */
static void
hand_over(struct repeats *repeats)
{
	struct helper_job *job = &repeats->batches[repeats->batch].job;
	if (!repeats->helper) {
		settle(job);
		return;
	}
	helper_give(repeats->helper, job);
	repeats->batch = (repeats->batch + 1) % BATCHES;
	helper_await(repeats->helper, &repeats->batches[repeats->batch].job);
}

static void
await_all(struct repeats *repeats)
{
	for (size_t i = 0; repeats->helper && repeats->batches && i < BATCHES; i++)
		helper_await(repeats->helper, &repeats->batches[i].job);
}

void
repeats_add(struct repeats *repeats, uint64_t hash, struct repeats_place place, struct span text,
	struct span key)
{
	if (!repeats->parts)
		begin(repeats);
	if (repeats->batches[repeats->batch].count == WAITING_MOST)
		hand_over(repeats);
	struct repeats_batch *batch = &repeats->batches[repeats->batch];
	text = text.length > TEXT_KEPT ? span_excerpt(text, TEXT_KEPT) : text;
	key = key.length > TEXT_KEPT ? span_excerpt(key, TEXT_KEPT) : key;
	batch->list[batch->count++] = (struct repeats_waiting){
		hash,
		pack(place),
		(uint32_t)batch->bytes.length,
		(uint16_t)text.length,
		(uint16_t)key.length,
	};
	buffer_add(&batch->bytes, text);
	buffer_add(&batch->bytes, key);
}

bool
repeats_settle(struct repeats *repeats)
{
	if (!repeats->parts)
		return false;
	await_all(repeats);
	settle(&repeats->batches[repeats->batch].job);
	return true;
}

void
repeats_free(struct repeats *repeats)
{
	await_all(repeats);
	for (size_t i = 0; repeats->batches && i < BATCHES; i++)
		buffer_free(&repeats->batches[i].bytes);
	for (size_t i = 0; repeats->parts && i < PARTS; i++) {
		free(repeats->parts[i].blocks);
		free(repeats->parts[i].met);
	}
	for (size_t i = 0; i < repeats->piece_count; i++)
		free(repeats->pieces[i]);
	free(repeats->pieces);
	free(repeats->parts);
	free(repeats->filter);
	free(repeats->batches);
	free(repeats->texts);
	arena_free(&repeats->arena);
	*repeats = (struct repeats){0};
}

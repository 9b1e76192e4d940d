/* diff_rest.c - see diff_rest.h: blocks of digests, and open addressing into them */
#include "review/diff_rest.h"

#include "cli/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <xxhash.h>

#define BLOCK_DIGESTS ((size_t)1 << 16)
#define CHECK_MASK (((uint32_t)1 << 31) - 1)

/* A slot: 24 bits of the hash, and the number. The low bits of the hash are its place. */
#define NUMBER_BITS 40
#define NUMBER_MASK (((uint64_t)1 << NUMBER_BITS) - 1)

#define FIRST_BITS 10
#define BATCH 16 /* contacts whose slots are fetched together */

static struct diff_digest *
digest_at(const struct diff_rest *rest, size_t i)
{
	return &rest->blocks[i / BLOCK_DIGESTS][i % BLOCK_DIGESTS];
}

bool
diff_rest_open(struct diff_rest *rest, struct diff_side *side, bool by_bytes)
{
	if (!reader_is_plain(side->reader))
		return false;
	rest->descriptor = diff_side_open_file(side);
	if (rest->descriptor < 0)
		return false;
	rest->side = side;
	rest->by_bytes = by_bytes;
	return true;
}

static struct span
content_of(const struct record *record)
{
	return span_of(record->raw.data, record->content);
}

/* Columns that were met later are blank; so blank ones at the end do not count. */
static uint64_t
digest_of_values(struct diff_rest *rest, const struct span *texts, size_t count)
{
	while (count && !texts[count - 1].length)
		count--;
	buffer_clear(&rest->packed);
	diff_values_pack(&rest->packed, texts, count);
	return XXH3_64bits(rest->packed.data, rest->packed.length);
}

bool
diff_rest_digest(struct diff_rest *rest, struct diff_side *side, const struct diff_contact *contact,
	uint64_t *digest)
{
	if (!rest->by_bytes)
		*digest = digest_of_values(
			rest, diff_side_values(side, contact), side->shared->count);
	else if (contact->record)
		*digest = XXH3_64bits(contact->record->raw.data, contact->record->content);
	return !rest->by_bytes || contact->record;
}

static uint32_t
check_of(struct span content)
{
	return (uint32_t)XXH3_64bits(content.data, content.length) & CHECK_MASK;
}

void
diff_rest_put(struct diff_rest *rest, const struct diff_contact *contact)
{
	const struct record *record = contact->record;
	struct diff_digest found = {
		.hash = contact->hash,
		.offset = reader_position(rest->side->reader) - record->raw.length,
		.length = (uint32_t)record->content,
	};
	diff_rest_digest(rest, rest->side, contact, &found.digest);
	found.check = rest->by_bytes ? (uint32_t)found.digest & CHECK_MASK
				     : check_of(content_of(record));
	if (rest->count % BLOCK_DIGESTS == 0) {
		rest->blocks = memory_resized(
			rest->blocks, rest->block_count + 1, sizeof(struct diff_digest *));
		rest->blocks[rest->block_count++] = memory_large(
			BLOCK_DIGESTS * sizeof(struct diff_digest));
	}
	*digest_at(rest, rest->count++) = found;
	rest->left++;
	rest->bytes += found.length;
}

static uint64_t *
first_slot(const struct diff_rest *rest, uint64_t hash)
{
	return &rest->slots[hash & (((uint64_t)1 << rest->bits) - 1)];
}

static uint64_t *
next_slot(const struct diff_rest *rest, uint64_t *slot)
{
	return ++slot == rest->slots + ((size_t)1 << rest->bits) ? rest->slots : slot;
}

static void
add_slot(struct diff_rest *rest, uint64_t hash, size_t number)
{
	uint64_t *slot = first_slot(rest, hash);
	while (*slot)
		slot = next_slot(rest, slot);
	*slot = (hash & ~NUMBER_MASK) | (number + 1);
}

static void
make_table(struct diff_rest *rest)
{
	rest->bits = FIRST_BITS;
	while (((size_t)1 << rest->bits) / 2 < rest->count)
		rest->bits++;
	size_t size = sizeof(*rest->slots) << rest->bits;
	rest->slots = memory_large(size);
	memset(rest->slots, 0, size);
	for (size_t i = 0; i < rest->count; i += BATCH) {
		size_t end = i + BATCH < rest->count ? i + BATCH : rest->count;
		for (size_t j = i; j < end; j++)
			__builtin_prefetch(first_slot(rest, digest_at(rest, j)->hash), 1);
		for (size_t j = i; j < end; j++)
			add_slot(rest, digest_at(rest, j)->hash, j);
	}
}

/* The slot of the first of that hash, as far as the slots tell, from `slot` on. */
static uint64_t *
probe(const struct diff_rest *rest, uint64_t *slot, uint64_t hash)
{
	while (*slot && ((*slot ^ hash) & ~NUMBER_MASK))
		slot = next_slot(rest, slot);
	return slot;
}

struct diff_digest *
diff_rest_find(struct diff_rest *rest, uint64_t hash, const struct diff_digest *after)
{
	if (!rest->slots)
		make_table(rest);
	bool behind = !after;
	uint64_t *slot = probe(rest, first_slot(rest, hash), hash);
	for (; *slot; slot = probe(rest, next_slot(rest, slot), hash)) {
		struct diff_digest *found = digest_at(rest, (size_t)(*slot & NUMBER_MASK) - 1);
		if (behind && found->hash == hash && !found->taken)
			return found;
		behind |= found == after;
	}
	return NULL;
}

/* The bytes of a record, from the file. */
static bool
read_bytes(struct diff_rest *rest, const struct diff_digest *found, struct error *error)
{
	char *bytes = diff_again_reserve(&rest->copy, found->length);
	size_t length = 0;
	while (length < found->length) {
		ssize_t count = pread(rest->descriptor, bytes + length, found->length - length,
			(off_t)(found->offset + length));
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return error_set_errno(error, "%s: cannot read", rest->side->name_z);
		if (!count)
			return diff_again_refuse(rest->side, error);
		length += (size_t)count;
	}
	diff_again_finish(&rest->copy, length);
	return check_of(span_of(bytes, length)) == found->check ||
	       diff_again_refuse(rest->side, error);
}

bool
diff_rest_contact(struct diff_rest *rest, const struct diff_digest *found,
	struct diff_contact *contact, struct error *error)
{
	return read_bytes(rest, found, error) &&
	       diff_again_read(rest->side, &rest->copy, contact, error);
}

void
diff_rest_take(struct diff_rest *rest, struct diff_digest *found)
{
	found->taken = 1;
	rest->left--;
	rest->bytes -= found->length;
}

const struct diff_digest *
diff_rest_next(struct diff_rest *rest)
{
	while (rest->left && rest->passed < rest->count) {
		const struct diff_digest *found = digest_at(rest, rest->passed++);
		if (!found->taken)
			return found;
	}
	return NULL;
}

void
diff_rest_prefetch_slot(struct diff_rest *rest, uint64_t hash)
{
	if (!rest->slots)
		make_table(rest);
	__builtin_prefetch(first_slot(rest, hash));
}

void
diff_rest_prefetch_digest(const struct diff_rest *rest, uint64_t hash)
{
	const uint64_t *slot = probe(rest, first_slot(rest, hash), hash);
	if (*slot)
		__builtin_prefetch(digest_at(rest, (size_t)(*slot & NUMBER_MASK) - 1), 1);
}

void
diff_rest_free(struct diff_rest *rest)
{
	if (diff_rest_is_open(rest))
		close(rest->descriptor);
	for (size_t i = 0; i < rest->block_count; i++)
		free(rest->blocks[i]);
	free(rest->blocks);
	free(rest->slots);
	buffer_free(&rest->packed);
	buffer_free(&rest->copy);
	*rest = (struct diff_rest){0};
}

/* span_map.c - see span_map.h: open addressing, linear probes, at most three quarters full */
#include "io/span_map.h"

#include "cli/memory.h"

#include <stdlib.h>
#include <xxhash.h>

/* Sixteen bytes an entry: the length of a key stands before it, so that millions of them fit. */
struct span_map_entry {
	const char *data; /* NULL: free */
	uint32_t hash;
	uint32_t value;
};

static uint32_t
hash_span(struct span key)
{
	return (uint32_t)XXH3_64bits(key.data, key.length);
}

static struct span
key_of(const struct span_map_entry *entry)
{
	uint32_t length;
	memcpy(&length, entry->data - sizeof(length), sizeof(length));
	return span_of(entry->data, length);
}

static const char *
keep_key(struct span_map *map, struct span key)
{
	uint32_t length = (uint32_t)key.length;
	char *kept = arena_take(&map->keys, sizeof(length) + key.length);
	memcpy(kept, &length, sizeof(length));
	if (key.length)
		memcpy(kept + sizeof(length), key.data, key.length);
	return kept + sizeof(length);
}

static struct span_map_entry *
probe(const struct span_map *map, struct span key, uint32_t hash)
{
	size_t mask = map->capacity - 1;
	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct span_map_entry *entry = &map->entries[i];
		if (!entry->data || (entry->hash == hash && span_equal(key_of(entry), key)))
			return entry;
	}
}

/* All keys differ, so that only a free place is sought. */
static void
move_entry(struct span_map *map, const struct span_map_entry *old)
{
	size_t mask = map->capacity - 1, i = old->hash & mask;
	while (map->entries[i].data)
		i = (i + 1) & mask;
	map->entries[i] = *old;
}

static void
grow(struct span_map *map)
{
	struct span_map_entry *old = map->entries;
	size_t old_capacity = map->capacity;
	map->capacity = old_capacity ? old_capacity * 2 : 16;
	map->entries = memory_zeroed(map->capacity, sizeof(*map->entries));
	for (size_t i = 0; i < old_capacity; i++)
		if (old[i].data)
			move_entry(map, &old[i]);
	free(old);
}

uint32_t *
span_map_find(const struct span_map *map, struct span key)
{
	if (!map->count)
		return NULL;
	struct span_map_entry *entry = probe(map, key, hash_span(key));
	return entry->data ? &entry->value : NULL;
}

uint32_t *
span_map_add(struct span_map *map, struct span key, uint32_t value, bool *added)
{
	if ((map->count + 1) * 4 > map->capacity * 3)
		grow(map);
	uint32_t hash = hash_span(key);
	struct span_map_entry *entry = probe(map, key, hash);
	if (added)
		*added = !entry->data;
	if (!entry->data) {
		entry->data = keep_key(map, key);
		entry->hash = hash;
		entry->value = value;
		map->count++;
	}
	return &entry->value;
}

struct span
span_map_key(const struct span_map *map, struct span key)
{
	return key_of(probe(map, key, hash_span(key)));
}

void
span_map_free(struct span_map *map)
{
	free(map->entries);
	arena_free(&map->keys);
	*map = (struct span_map){0};
}

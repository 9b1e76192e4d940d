/* span_map.c - see span_map.h: open addressing, linear probes, at most half full */
#include "io/span_map.h"

#include "cli/memory.h"

#include <stdlib.h>

struct span_map_entry {
	const char *data; /* NULL: free */
	uint32_t length;
	uint32_t hash;
	uint32_t value;
};

/* FNV-1a, then mixed, because the low bits choose the place. */
static uint32_t
hash_span(struct span key)
{
	uint64_t hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < key.length; i++)
		hash = (hash ^ (unsigned char)key.data[i]) * 0x100000001b3u;
	hash ^= hash >> 32;
	hash *= 0x9e3779b97f4a7c15u;
	return (uint32_t)(hash >> 32);
}

static struct span_map_entry *
probe(const struct span_map *map, struct span key, uint32_t hash)
{
	size_t mask = map->capacity - 1;
	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct span_map_entry *entry = &map->entries[i];
		if (!entry->data)
			return entry;
		if (entry->hash == hash && span_equal(span_of(entry->data, entry->length), key))
			return entry;
	}
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
			*probe(map, span_of(old[i].data, old[i].length), old[i].hash) = old[i];
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
	if ((map->count + 1) * 2 > map->capacity)
		grow(map);
	uint32_t hash = hash_span(key);
	struct span_map_entry *entry = probe(map, key, hash);
	if (added)
		*added = !entry->data;
	if (!entry->data) {
		entry->data = arena_copy(&map->keys, key).data;
		entry->length = (uint32_t)key.length;
		entry->hash = hash;
		entry->value = value;
		map->count++;
	}
	return &entry->value;
}

struct span
span_map_key(const struct span_map *map, struct span key)
{
	const struct span_map_entry *entry = probe(map, key, hash_span(key));
	return span_of(entry->data, entry->length);
}

void
span_map_free(struct span_map *map)
{
	free(map->entries);
	arena_free(&map->keys);
	*map = (struct span_map){0};
}

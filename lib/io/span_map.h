/* span_map.h - a hash table from bytes to numbers */
#ifndef ROSTER_IO_SPAN_MAP_H
#define ROSTER_IO_SPAN_MAP_H

#include "cli/span.h"
#include "io/arena.h"

#include <stdint.h>

/* Initialise to {0}. Owns copies of its keys. */
struct span_map {
	struct span_map_entry *entries;
	size_t capacity; /* a power of two, or 0 */
	size_t count;
	struct arena keys;
};

/* The value of key, or NULL. The pointer holds until the next span_map_add. */
uint32_t *span_map_find(const struct span_map *map, struct span key);

/*
 * The value of key, added with `value` if it was not there; *added (may be NULL) says which. The
 * pointer holds until the next span_map_add.
 */
uint32_t *span_map_add(struct span_map *map, struct span key, uint32_t value, bool *added);

/* The map's own copy of a key that it has; it holds until span_map_free. */
struct span span_map_key(const struct span_map *map, struct span key);

void span_map_free(struct span_map *map);

#endif

/* arena.h - many small pieces of memory that are given back together */
#ifndef ROSTER_IO_ARENA_H
#define ROSTER_IO_ARENA_H

#include "cli/span.h"

/* Initialise to {0}. What it hands out does not move and holds until arena_clear or arena_free. */
struct arena {
	struct arena_block *block; /* newest first */
	size_t used;               /* of the newest */
};

/* `size` bytes, not initialised, aligned for bytes only. */
char *arena_take(struct arena *arena, size_t size);

/* The same, aligned for pointers and sizes. */
void *arena_take_aligned(struct arena *arena, size_t size);

struct span arena_copy(struct arena *arena, struct span bytes);

/* Make all of it free again; the newest block is kept. */
void arena_clear(struct arena *arena);
void arena_free(struct arena *arena);

#endif

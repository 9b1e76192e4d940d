/* arena.c - see arena.h */
#include "io/arena.h"

#include "cli/memory.h"

#include <stdint.h>
#include <stdlib.h>

struct arena_block {
	struct arena_block *older;
	size_t size;
	char bytes[];
};

static void
arena_grow(struct arena *arena, size_t size)
{
	size_t doubled = arena->block ? arena->block->size * 2 : 1024;
	size_t limit = 1 << 20;
	size_t wanted = doubled < limit ? doubled : limit;
	if (wanted < size)
		wanted = size;
	struct arena_block *block = memory_resized(NULL, sizeof(*block) + wanted, 1);
	block->older = arena->block;
	block->size = wanted;
	arena->block = block;
	arena->used = 0;
}

char *
arena_take(struct arena *arena, size_t size)
{
	if (!arena->block || arena->block->size - arena->used < size)
		arena_grow(arena, size);
	char *bytes = arena->block->bytes + arena->used;
	arena->used += size;
	return bytes;
}

void *
arena_take_aligned(struct arena *arena, size_t size)
{
	char *bytes = arena_take(arena, size + sizeof(void *));
	size_t over = (uintptr_t)bytes % sizeof(void *);
	return bytes + (over ? sizeof(void *) - over : 0);
}

struct span
arena_copy(struct arena *arena, struct span bytes)
{
	char *copy = arena_take(arena, bytes.length);
	if (bytes.length)
		memcpy(copy, bytes.data, bytes.length);
	return span_of(copy, bytes.length);
}

static void
arena_free_older(struct arena_block *block)
{
	while (block) {
		struct arena_block *older = block->older;
		free(block);
		block = older;
	}
}

void
arena_clear(struct arena *arena)
{
	if (!arena->block)
		return;
	arena_free_older(arena->block->older);
	arena->block->older = NULL;
	arena->used = 0;
}

void
arena_free(struct arena *arena)
{
	arena_free_older(arena->block);
	*arena = (struct arena){0};
}

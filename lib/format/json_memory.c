/* json_memory.c - see json_memory.h */
#include "format/json_memory.h"

#include "cli/memory.h"

#include <jansson.h>
#include <stdlib.h>

static void *
take(size_t size)
{
	return memory_resized(NULL, size, 1);
}

void
json_memory_use(void)
{
	json_set_alloc_funcs(take, free);
}

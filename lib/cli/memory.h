/* memory.h - allocation that ends the program when there is no memory left */
#ifndef ROSTER_CLI_MEMORY_H
#define ROSTER_CLI_MEMORY_H

#include <stddef.h>

/*
 * Like calloc and realloc for `count` elements of `size` bytes, with the product checked. Out of
 * memory they print "roster: out of memory" and end the program with status 5: the one case in
 * which lib does so. Free with free().
 */
void *memory_zeroed(size_t count, size_t size);
void *memory_resized(void *old, size_t count, size_t size);

/*
 * Like malloc, for what is large and looked at here and there: on Linux it is asked to lie in huge
 * pages, because looking up the page of every address would take longer than reading it.
 */
void *memory_large(size_t size);

/* A copy of `length` bytes with a NUL behind it. */
char *memory_copied_z(const char *data, size_t length);

/*
 * Called once, before the program ends for want of memory, so that outputs can be poisoned and
 * temporary files removed. It must not allocate.
 */
void memory_on_exhaustion(void (*function)(void));

/* End the program so: for what a library could not allocate. */
_Noreturn void memory_exhausted(void);

#endif

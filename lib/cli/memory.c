/* memory.c - see memory.h */
#define _DEFAULT_SOURCE /* MADV_HUGEPAGE */

#include "cli/memory.h"

#include "cli/error.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HUGE_PAGE ((size_t)2 << 20) /* on most machines; on others nothing is gained or lost */

static void (*on_exhaustion)(void);

_Noreturn void
memory_exhausted(void)
{
	static const char message[] = "roster: out of memory\n";
	if (on_exhaustion)
		on_exhaustion();
	ssize_t written = write(STDERR_FILENO, message, sizeof(message) - 1);
	(void)written;
	_exit(STATUS_SYSTEM);
}

void *
memory_zeroed(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size ? size : 1);
	if (!memory)
		memory_exhausted();
	return memory;
}

void *
memory_resized(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		memory_exhausted();
	size_t total = count * size;
	void *memory = realloc(old, total ? total : 1);
	if (!memory)
		memory_exhausted();
	return memory;
}

void *
memory_large(size_t size)
{
	if (size < HUGE_PAGE)
		return memory_resized(NULL, size, 1);
	void *memory = NULL;
	if (posix_memalign(&memory, HUGE_PAGE, size) != 0)
		memory_exhausted();
#ifdef MADV_HUGEPAGE
	madvise(memory, size / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
#endif
	return memory;
}

char *
memory_copied_z(const char *data, size_t length)
{
	char *copy = memory_zeroed(length + 1, 1);
	if (length)
		memcpy(copy, data, length);
	return copy;
}

void
memory_on_exhaustion(void (*function)(void))
{
	on_exhaustion = function;
}

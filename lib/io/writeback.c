/* writeback.c - see writeback.h */
#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE /* sync_file_range */
#endif

#include "io/writeback.h"

#include <fcntl.h>

#define STEP ((uint64_t)8 << 20)

void
writeback_add(struct writeback *writeback, int descriptor, size_t count)
{
	writeback->written += count;
	if (writeback->written - writeback->begun < STEP)
		return;
#ifdef SYNC_FILE_RANGE_WRITE
	sync_file_range(descriptor, (off_t)writeback->begun,
		(off_t)(writeback->written - writeback->begun), SYNC_FILE_RANGE_WRITE);
#else
	(void)descriptor;
#endif
	writeback->begun = writeback->written;
}

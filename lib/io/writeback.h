/* writeback.h - a file that goes to the disk while it grows, so that its fsync has little to wait
 * for */
#ifndef ROSTER_IO_WRITEBACK_H
#define ROSTER_IO_WRITEBACK_H

#include <stddef.h>
#include <stdint.h>

/* Initialise to {0}; holds nothing. */
struct writeback {
	uint64_t written; /* bytes of the file so far */
	uint64_t begun;   /* those of them that were sent on their way */
};

/*
 * `count` bytes were appended to the file. Every few megabytes the system is asked to begin with
 * what is there (Linux: sync_file_range; elsewhere nothing happens). It promises nothing, and
 * cannot fail: only fsync says what is on the disk.
 */
void writeback_add(struct writeback *writeback, int descriptor, size_t count);

#endif

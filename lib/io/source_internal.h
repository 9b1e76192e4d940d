/* source_internal.h - what the reader of a source and its thread share; nobody else includes it */
#ifndef ROSTER_IO_SOURCE_INTERNAL_H
#define ROSTER_IO_SOURCE_INTERNAL_H

#include "io/charset.h"
#include "io/sizes.h"
#include "io/source.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

#define SOURCE_BLOCK_SIZE BUFFER_SIZE(512 << 10, 61)
#define SOURCE_BLOCK_COUNT 4

/* SOURCE_FRONT bytes of room before `bytes`, SOURCE_BEHIND after SOURCE_BLOCK_SIZE. */
struct source_block {
	char *bytes;
	size_t length;
};

struct source {
	char *name_z;
	int descriptor;
	int stop[2]; /* a pipe: closing its writing end wakes the thread */
	dev_t device;
	ino_t inode;
	bool regular;
	struct source_taps taps;
	atomic_uint_fast64_t progress; /* bytes read of the descriptor */

	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	struct source_block blocks[SOURCE_BLOCK_COUNT];
	size_t filled, emptied; /* counts of blocks, guarded by mutex */
	bool ended;             /* no block will follow: guarded by mutex */
	bool stopped;           /* guarded by mutex */
	struct error error;     /* why it ended, if not at the end: guarded by mutex */
	bool gzip;              /* written before the first block is filled */

	/* the reader's own */
	size_t offset; /* read so far of the oldest block */
	bool lent;     /* the oldest block is in the reader's hands, all of it */
	struct charset *charset;
	char *unconverted; /* bytes for charset: CONVERT_SIZE of room */
	size_t unconverted_length;
	bool unconverted_all; /* nothing will follow them */
};

/* The thread: fill blocks until the input ends, or `stop` is closed. `context` is the source. */
void *source_fill(void *context);

#endif

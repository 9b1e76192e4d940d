/* join.h - files of records put together behind one header */
#ifndef ROSTER_PARTS_JOIN_H
#define ROSTER_PARTS_JOIN_H

#include "io/sink.h"
#include "record/reader.h"

/* Initialise to {0} but for what is borrowed; free with join_free. */
struct join {
	struct sink *sink; /* borrowed */
	enum format format;
	unsigned char delimiter;
	uint64_t records; /* so far */

	bool begun;     /* what stands before the first record is written */
	bool line_open; /* the last record had no line end */
	struct span *names;
	size_t name_count;
	struct arena arena;
};

/*
 * Append the records of a file, byte for byte. A file without any adds nothing. False with error
 * filled for a bad record, another header than that of the files before, and a file behind one
 * whose last line is open.
 */
bool join_add(struct join *join, const char *path_z, struct error *error);

/* After the last: where no file had a record, what the first one, `path_z`, is without any. */
bool join_end(struct join *join, const char *path_z, struct error *error);

void join_free(struct join *join);

#endif

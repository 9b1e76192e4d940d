/* sink.h - bytes out: a file or standard output, compressed or not, by a pool of threads */
#ifndef ROSTER_IO_SINK_H
#define ROSTER_IO_SINK_H

#include "io/deflate.h"
#include "io/output_file.h"
#include "io/tap.h"

struct sink;

/* Whether a file of that name is to be compressed: it ends in .gz. */
bool sink_path_is_gzip(const char *path_z);

struct sink_options {
	const char *path_z; /* NULL or "-": standard output */
	enum output_file_kind kind;
	bool gzip; /* members as deflate.h says, one for each 1 MiB of content */
	enum deflate_effort effort;
	unsigned threads; /* how many may compress; at least 1 */
	struct tap tap;   /* sees the content, not compressed; by sink_drain all of it */
};

/* NULL with error filled when it cannot be created, or is gzip for a terminal. End it with
 * sink_finish or sink_fail, then sink_close. */
struct sink *sink_open(const struct sink_options *options, struct error *error);

/*
 * Append bytes, which are copied. Content leaves in blocks of 1 MiB; what is less stays here until
 * sink_finish. False when an earlier block could not be written; error->signal is SIGPIPE for a
 * closed pipe.
 */
bool sink_write(struct sink *sink, struct span bytes, struct error *error);

/* Write what is left, so that only the name is missing; nothing can be written after it. */
bool sink_drain(struct sink *sink, struct error *error);

/* sink_drain if need be, then close and check; a regular FILE is synced and gets its name. */
bool sink_finish(struct sink *sink, struct error *error);

/*
 * End without success. A regular FILE is left as it was before. Anything else, whose reader has
 * perhaps seen a part already, gets `poison` as its last record, on a line of its own.
 */
void sink_fail(struct sink *sink, struct span poison);

/* Whether its file has its name, though sink_finish may have failed. */
bool sink_is_in_place(const struct sink *sink);

/* Take away a finished file again (OUTPUT_NEW only). */
void sink_retract(struct sink *sink);

/* Free everything. NULL is allowed. */
void sink_close(struct sink *sink);

#endif

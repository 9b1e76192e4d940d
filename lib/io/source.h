/* source.h - bytes in: one file or standard input, inflated if it is gzip, read ahead by a thread
 */
#ifndef ROSTER_IO_SOURCE_H
#define ROSTER_IO_SOURCE_H

#include "cli/error.h"
#include "cli/span.h"
#include "io/sizes.h"
#include "io/tap.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct source;

/*
 * Open the file `path_z` ("-" is standard input) and start reading ahead. gzip (RFC 1952) is
 * known by its first two bytes. NULL when it cannot be opened or is a directory. Free with
 * source_close.
 */
struct source *source_open(const char *path_z, struct error *error);

/* Both look on in the thread that reads ahead, and have seen all when source_read is at the end. */
struct source_taps {
	struct tap raw;     /* the bytes as they stand in the file */
	struct tap content; /* the same inflated, and not yet converted */
};

/* source_open, with taps. */
struct source *source_open_tapped(
	const char *path_z, const struct source_taps *taps, struct error *error);

/* The same for a descriptor that is open already, which it closes; `name_z` is for messages. */
struct source *source_from_descriptor(int descriptor, const char *name_z, struct error *error);

/*
 * Give out UTF-8 made of text in the encoding `charset_z` (borrowed), as charset.h says; to be
 * asked before the first source_read. False with error filled.
 */
bool source_convert(struct source *source, const char *charset_z, struct error *error);

/*
 * Up to `capacity` of the next bytes, decompressed: their count, 0 at the end, -1 with error
 * filled (STATUS_SYSTEM for a read error, STATUS_BAD_DATA for gzip that is damaged, truncated or
 * has something else behind it, and for bytes that source_convert cannot convert).
 */
ssize_t source_read(struct source *source, char *bytes, size_t capacity, struct error *error);

/* Room before bytes that are lent, and behind them. */
#define SOURCE_FRONT BUFFER_SIZE(64 << 10, 41)
#define SOURCE_BEHIND ((size_t)64)

/*
 * The same without copying them: the next bytes where they were read to, and `before` in front of
 * them, which is copied there: *bytes. That, with SOURCE_FRONT bytes before them and SOURCE_BEHIND
 * after, is the caller's until the next bytes are asked for; at the end and on an error what was
 * lent before stays so. At most SOURCE_FRONT bytes of `before`; not where source_lends is false.
 */
ssize_t source_lend(struct source *source, struct span before, char **bytes, struct error *error);

/* Whether it can: not where it converts. */
bool source_lends(const struct source *source);

/* "standard input" or the path; lives as long as the source. */
const char *source_name_z(const struct source *source);

/*
 * Bytes of the file, compressed or not, that have been read so far, a little ahead of what
 * source_read gave.
 */
uint64_t source_progress(const struct source *source);

/* Whether the bytes came compressed; known after the first source_read. */
bool source_was_gzip(const struct source *source);

/* Whether `descriptor` is the regular file that this source reads. */
bool source_is_file(const struct source *source, int descriptor);

/* Stop the thread, wherever it is, and free everything. NULL is allowed. */
void source_close(struct source *source);

#endif

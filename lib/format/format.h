/* format.h - the two shapes of an export, and the most that one record may measure */
#ifndef ROSTER_FORMAT_FORMAT_H
#define ROSTER_FORMAT_FORMAT_H

#include "io/sizes.h"

#include <stddef.h>

enum format {
	FORMAT_UNKNOWN,
	FORMAT_CSV,    /* RFC 4180, with a header */
	FORMAT_NDJSON, /* one RFC 8259 object a line */
};

/* "csv" or "ndjson", as options have it. */
static inline const char *
format_name_z(enum format format)
{
	return format == FORMAT_NDJSON ? "ndjson" : "csv";
}

/*
 * Bytes. A quoted field that is not closed within so many is taken for a stray quote, and a line
 * that is longer ends the program.
 */
#define RECORD_LIMIT BUFFER_SIZE(1 << 20, 700)

/* So many bytes behind a record can be read (not written), whatever they hold. */
#define RECORD_PADDING ((size_t)64)

#endif

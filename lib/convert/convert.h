/* convert.h - exports of one shape as exports of another */
#ifndef ROSTER_CONVERT_CONVERT_H
#define ROSTER_CONVERT_CONVERT_H

#include "io/buffer.h"
#include "record/reader.h"

/* The shapes; the first three as format.h has them. */
enum convert_shape {
	SHAPE_UNKNOWN = FORMAT_UNKNOWN,
	SHAPE_CSV = FORMAT_CSV,
	SHAPE_NDJSON = FORMAT_NDJSON,
	SHAPE_API, /* objects of the platform's API */
};

/* What stands around API objects that are written. */
enum convert_wrap {
	WRAP_LINES, /* nothing: one a line */
	WRAP_ARRAY,
	WRAP_ITEMS, /* {"items":[...]} */
};

/* All of it borrowed. */
struct convert_request {
	struct reader_options input; /* its format where `from` is no SHAPE_API */
	enum convert_shape from, to; /* SHAPE_UNKNOWN: seen; as the input */
	enum convert_wrap wrap;
	bool without_shape; /* leave api_shape out */
	const char *output_z, *rejects_z;
	bool gzip;
	unsigned threads;
	bool no_progress;
};

/* Initialise to {0}; free with buffer_free. */
struct convert_counts {
	uint64_t read, written, rejected, contradictions;
	struct buffer left_aside; /* keys beside "items", joined by ", " */
};

/*
 * Convert. False with error filled; then the output ends as a failed one of a filter does, and
 * nothing else is left.
 */
bool convert(
	const struct convert_request *request, struct convert_counts *counts, struct error *error);

#endif

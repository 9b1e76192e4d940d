/* csv_cut.h - where a CSV record ends, and where its fields do (RFC 4180) */
#ifndef ROSTER_FORMAT_CSV_CUT_H
#define ROSTER_FORMAT_CSV_CUT_H

#include "cli/span.h"
#include "format/defect.h"

#include <stdint.h>

enum cut {
	CUT_RECORD,   /* a whole record */
	CUT_BAD,      /* a whole record, but a bad one: see the defect */
	CUT_MORE,     /* its end is not among these bytes */
	CUT_UNCLOSED, /* a quoted field is not closed: only where `final` was said */
};

/* A record as extents in its own bytes. The caller owns it; free with csv_row_free. */
struct csv_row {
	uint32_t *ends; /* field i ends before ends[i] and begins behind ends[i - 1] + 1 */
	size_t count;   /* of fields; those past `capacity` are counted, not kept */
	size_t capacity;
	size_t length;        /* of the whole record, line end included */
	size_t content;       /* without the line end */
	size_t defect_offset; /* of the quote that was not closed, for CUT_UNCLOSED */
	bool quoted;          /* a field begins with a quote */
	bool doubled;         /* and has a doubled quote in it */
};

/* Bytes are looked at in steps of 64; what was learnt is kept from record to record. */
struct csv_cutter {
	unsigned char delimiter;
	const char *chunk; /* the 64 bytes that the masks are of; NULL: none */
	uint64_t special, high;
};

/* Forget the chunk: to be called whenever the bytes have moved. */
static inline void
csv_cutter_reset(struct csv_cutter *cutter)
{
	cutter->chunk = NULL;
}

/*
 * Cut one record from the start of `bytes`, behind which 64 further bytes can be read. `final`
 * says that no more will follow, so that a missing line end is the record's end. A quote opens a
 * field only at its start; the record ends at the first LF outside a quoted field.
 */
enum cut csv_cut(struct csv_cutter *cutter, struct span bytes, bool final, struct csv_row *row,
	struct defect *defect);

/* Room for `count` fields. */
void csv_row_reserve(struct csv_row *row, size_t count);
void csv_row_free(struct csv_row *row);

static inline struct span
csv_row_field(const struct csv_row *row, const char *record, size_t i)
{
	size_t start = i ? (size_t)row->ends[i - 1] + 1 : 0;
	return span_of(record + start, row->ends[i] - start);
}

#endif

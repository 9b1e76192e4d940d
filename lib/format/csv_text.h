/* csv_text.h - the text of a CSV field, and a CSV field of a text (RFC 4180) */
#ifndef ROSTER_FORMAT_CSV_TEXT_H
#define ROSTER_FORMAT_CSV_TEXT_H

#include "format/csv_cut.h"
#include "io/arena.h"
#include "io/buffer.h"

/*
 * Whether the text of a raw field, quotes included, stands in it as it is: no quotes, or only the
 * two around it. Then *text is set to a part of raw.
 */
static inline bool
csv_text_in_place(struct span raw, struct span *text)
{
	*text = raw;
	if (!raw.length || raw.data[0] != '"')
		return true;
	*text = span_of(raw.data + 1, raw.length - 2);
	return !memchr(text->data, '"', text->length);
}

/* libcsv, kept for reuse. */
struct csv_unquoter;

struct csv_unquoter *csv_unquoter_new(unsigned char delimiter);

/*
 * Have libcsv read one row of `content` (no line end) in strict mode, and copy the text of its
 * `count` fields to `arena` and to texts[0..count-1]. False when libcsv refuses the row or sees
 * another number of fields.
 */
bool csv_unquote_row(struct csv_unquoter *unquoter, struct span content, size_t count,
	struct span *texts, struct arena *arena);

void csv_unquoter_free(struct csv_unquoter *unquoter);

/*
 * Append a field with this text. It is quoted when it must be (a delimiter, quote, CR or LF in
 * it, or empty text where `alone` says that it is the record's only field), or when `quoted` asks.
 */
void csv_add_field(
	struct buffer *buffer, struct span text, unsigned char delimiter, bool quoted, bool alone);

/* Append a row of `count` texts, at least one, with a line feed. */
void csv_add_row(
	struct buffer *buffer, const struct span *texts, size_t count, unsigned char delimiter);

/*
 * The same of names, for the header of a file: a first one that could be taken for the beginning of
 * NDJSON, for blanks or for a byte order mark is quoted.
 */
void csv_add_header(
	struct buffer *buffer, const struct span *names, size_t count, unsigned char delimiter);

#endif

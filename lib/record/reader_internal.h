/* reader_internal.h - what the two readers share; nobody else includes it */
#ifndef ROSTER_RECORD_READER_INTERNAL_H
#define ROSTER_RECORD_READER_INTERNAL_H

#include "format/csv_text.h"
#include "format/poison.h"
#include "io/buffer.h"
#include "record/ndjson_keys.h"
#include "record/reader.h"
#include "record/window.h"

struct reader {
	struct reader_options options;
	struct columns *columns;
	enum format format;
	size_t next_path;
	struct window window;
	struct buffer prefix;
	struct record record;
	uint64_t record_count;
	uint64_t bytes_before; /* of the files before this one */
	uint64_t good_count;   /* of those, the ones that are no bad records */

	/* CSV */
	struct csv_cutter cutter;
	struct csv_row row;
	struct csv_unquoter *unquoter;
	struct span *names;
	size_t name_count;
	struct arena name_bytes;
	int *field_of;

	/* NDJSON */
	struct json_members members;
	struct ndjson_keys keys;
};

/* Read the header of the file in the window: the first one's is kept, later ones must be equal. */
bool csv_read_header(struct reader *reader, bool first, struct error *error);

/* The next record of the file in the window; READING_END at its end. */
enum reading csv_next(struct reader *reader, struct error *error);
enum reading ndjson_next(struct reader *reader, struct error *error);

/* Free what it owns, the source included, not itself. */
void reader_free(struct reader *reader);

/* Fill the record's place and bytes: `length` from the window's start. */
void reader_place_record(struct reader *reader, size_t length);

/* "FILE:LINE" of the window's start, for messages; a static buffer. */
const char *reader_place_z(const struct reader *reader);

/* The error for a line of more than RECORD_LIMIT bytes. */
bool reader_refuse_length(const struct reader *reader, struct error *error);

#endif

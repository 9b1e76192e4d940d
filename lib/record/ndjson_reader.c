/* ndjson_reader.c - see reader.h: the records of NDJSON */
#include "record/reader_internal.h"

static bool
is_blank(struct span line)
{
	for (size_t i = 0; i < line.length; i++)
		if (line.data[i] != ' ' && line.data[i] != '\t' && line.data[i] != '\r')
			return false;
	return true;
}

/*
 * The line at `offset` of the window: its length with the line feed, 0 at the end of the input.
 * Filling the window moves the bytes, so offsets count.
 */
static bool
measure_line(struct reader *reader, size_t offset, size_t *length, struct error *error)
{
	struct window *window = &reader->window;
	size_t looked = 0;
	for (;;) {
		struct span bytes = window_span(window);
		size_t available = bytes.length - offset;
		const char *start = bytes.data + offset;
		const char *line_feed = available > looked
						? memchr(start + looked, '\n', available - looked)
						: NULL;
		*length = line_feed ? (size_t)(line_feed - start) + 1 : available;
		if (*length > RECORD_LIMIT)
			return reader_refuse_length(reader, error);
		if (line_feed || window->ended)
			return true;
		looked = available;
		if (!window_fill(window, error))
			return false;
	}
}

static struct span
without_line_feed(struct span line)
{
	if (line.length && line.data[line.length - 1] == '\n')
		line.length--;
	return line;
}

/* Blank lines belong to the record before them. */
static bool
measure_blank_lines(struct reader *reader, size_t offset, size_t *blank, struct error *error)
{
	struct span next = window_span(&reader->window);
	*blank = 0;
	if (offset < next.length && next.data[offset] == '{')
		return true;
	for (;;) {
		size_t length;
		if (!measure_line(reader, offset + *blank, &length, error))
			return false;
		const char *start = window_span(&reader->window).data + offset + *blank;
		if (!length || !is_blank(without_line_feed(span_of(start, length))))
			return true;
		*blank += length;
		if (*blank > RECORD_LIMIT)
			return error_set(error, STATUS_BAD_DATA,
				"%s: more than 1 MiB of blank lines stands behind this line",
				reader_place_z(reader));
	}
}

enum reading
ndjson_next(struct reader *reader, struct error *error)
{
	size_t length, blank;
	struct span ahead = window_span(&reader->window);
	bool scanned = json_scan_ahead(ahead, &reader->members, &length) && length < RECORD_LIMIT;
	if (scanned)
		length++;
	else if (!measure_line(reader, 0, &length, error))
		return READING_FAILED;
	if (!length)
		return READING_END;
	if (!measure_blank_lines(reader, length, &blank, error))
		return READING_FAILED;
	struct record *record = &reader->record;
	reader_place_record(reader, length + blank);
	struct span line = without_line_feed(span_of(record->raw.data, length));
	record->content = line.length;
	record->members = &reader->members;
	bool well = scanned || json_scan(line, &reader->members, &record->defect);
	struct poison poison;
	if (!well && poison_find(line, &poison)) {
		poison_refuse(&poison, reader_place_z(reader), error);
		return READING_FAILED;
	}
	well = well && ndjson_keys_match(&reader->keys, record);
	window_advance(&reader->window, length + blank, blank ? count_lines(record->raw) : 1);
	return well ? READING_RECORD : READING_BAD;
}

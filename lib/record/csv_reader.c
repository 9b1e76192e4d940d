/* csv_reader.c - see reader.h: the header and the records of CSV */
#include "cli/memory.h"
#include "record/reader_internal.h"

#include <stdlib.h>

/* Cut at most RECORD_LIMIT bytes: whether a record is too long must not hang on the buffers. */
static enum cut
cut_next(struct reader *reader, struct error *error)
{
	struct window *window = &reader->window;
	for (;;) {
		struct span bytes = window_span(window);
		bool clipped = bytes.length > RECORD_LIMIT;
		struct span part = clipped ? span_of(bytes.data, RECORD_LIMIT) : bytes;
		if (part.length || window->ended) {
			enum cut cut = csv_cut(&reader->cutter, part, window->ended && !clipped,
				&reader->row, &reader->record.defect);
			if (cut != CUT_MORE)
				return cut;
			if (clipped)
				return CUT_MORE;
		}
		if (!window_fill(window, error))
			return CUT_MORE;
		csv_cutter_reset(&reader->cutter);
	}
}

/* The bytes of blank lines at `offset`, which belong to the record before them. */
static bool
measure_blank_lines(struct reader *reader, size_t offset, size_t *length, struct error *error)
{
	struct window *window = &reader->window;
	*length = 0;
	for (;;) {
		struct span bytes = window_span(window);
		size_t at = offset + *length;
		if (at < bytes.length && bytes.data[at] == '\n') {
			*length += 1;
		} else if (at + 1 < bytes.length && bytes.data[at] == '\r') {
			if (bytes.data[at + 1] != '\n')
				return true;
			*length += 2;
		} else if (at < bytes.length && bytes.data[at] != '\r') {
			return true;
		} else if (window->ended) {
			return true;
		} else {
			if (!window_fill(window, error))
				return false;
			csv_cutter_reset(&reader->cutter);
		}
		if (*length > RECORD_LIMIT)
			return error_set(error, STATUS_BAD_DATA,
				"%s: more than 1 MiB of blank lines stands behind this line",
				reader_place_z(reader));
	}
}

static bool
check_header_names(
	const struct reader *reader, const struct span *names, size_t count, struct error *error)
{
	for (size_t i = 0; i < count; i++) {
		if (!span_trim(names[i]).length)
			return error_set(error, STATUS_BAD_DATA,
				"%s: column %zu of the header has no name; give it one or take "
				"the column out",
				reader_place_z(reader), i + 1);
		for (size_t j = 0; j < i; j++)
			if (span_equal(names[i], names[j]))
				return error_set(error, STATUS_BAD_DATA,
					"%s: the column \"%.*s\" appears twice in the header "
					"(columns %zu and %zu); rename one",
					reader_place_z(reader), SPAN_ARGUMENTS(names[i]), j + 1,
					i + 1);
	}
	return true;
}

static bool
check_same_names(
	const struct reader *reader, const struct span *names, size_t count, struct error *error)
{
	if (count != reader->name_count)
		return error_set(error, STATUS_BAD_DATA,
			"%s: the header has %zu columns, the first file's has %zu",
			reader_place_z(reader), count, reader->name_count);
	for (size_t i = 0; i < count; i++)
		if (!span_equal(names[i], reader->names[i]))
			return error_set(error, STATUS_BAD_DATA,
				"%s: column %zu is \"%.*s\", in the first file it is \"%.*s\"",
				reader_place_z(reader), i + 1, SPAN_ARGUMENTS(names[i]),
				SPAN_ARGUMENTS(reader->names[i]));
	return true;
}

static void
unquote_names(struct reader *reader, const char *header, struct span *names, struct arena *arena)
{
	for (size_t i = 0; i < reader->row.count; i++) {
		struct span raw = csv_row_field(&reader->row, header, i);
		if (!csv_text_in_place(raw, &names[i]))
			csv_unquote_row(reader->unquoter, raw, 1, &names[i], arena);
	}
}

static bool
keep_names(struct reader *reader, const char *header, struct error *error)
{
	size_t count = reader->row.count;
	reader->name_count = count;
	reader->names = memory_zeroed(count, sizeof(*reader->names));
	reader->field_of = memory_zeroed(reader->columns->count, sizeof(*reader->field_of));
	unquote_names(reader, header, reader->names, &reader->name_bytes);
	for (size_t i = 0; i < count; i++)
		reader->names[i] = arena_copy(&reader->name_bytes, reader->names[i]);
	return check_header_names(reader, reader->names, count, error) &&
	       columns_find(reader->columns, reader->names, count, reader->field_of,
		       reader_place_z(reader), error);
}

static bool
compare_names(struct reader *reader, const char *header, struct error *error)
{
	struct arena arena = {0};
	struct span *names = memory_zeroed(reader->row.count, sizeof(*names));
	unquote_names(reader, header, names, &arena);
	bool same = check_same_names(reader, names, reader->row.count, error);
	free(names);
	arena_free(&arena);
	return same;
}

/* Cut the header, with room for as many fields as it turns out to have. */
static bool
cut_header(struct reader *reader, struct error *error)
{
	for (;;) {
		error->status = STATUS_OK;
		enum cut cut = cut_next(reader, error);
		if (error->status != STATUS_OK)
			return false;
		struct poison poison;
		if (poison_find(window_span(&reader->window), &poison))
			return poison_refuse(&poison, reader_place_z(reader), error);
		if (cut == CUT_MORE)
			return reader_refuse_length(reader, error);
		if (cut == CUT_UNCLOSED)
			return error_set(error, STATUS_BAD_DATA,
				"%s:%zu: a quote is opened in the header and never closed; close "
				"it",
				reader_place_z(reader), reader->row.defect_offset + 1);
		if (cut == CUT_BAD)
			return error_set(error, STATUS_BAD_DATA, "%s:%zu: in the header: %s",
				reader_place_z(reader), reader->record.defect.offset + 1,
				reader->record.defect.reason);
		if (reader->row.count <= reader->row.capacity)
			return true;
		csv_row_reserve(&reader->row, reader->row.count);
		csv_cutter_reset(&reader->cutter);
	}
}

bool
csv_read_header(struct reader *reader, bool first, struct error *error)
{
	size_t blank;
	if (first)
		csv_row_reserve(&reader->row, 64);
	if (!cut_header(reader, error) ||
		!measure_blank_lines(reader, reader->row.length, &blank, error))
		return false;
	struct span header = span_of(window_span(&reader->window).data, reader->row.length + blank);
	if (!(first ? keep_names : compare_names)(reader, header.data, error))
		return false;
	if (first)
		buffer_add(&reader->prefix, header);
	window_advance(&reader->window, header.length, count_lines(header));
	return true;
}

/* An unclosed quote: its first physical line is bad, and reading goes on behind it. */
static enum reading
reject_line(struct reader *reader, bool at_end, struct error *error)
{
	struct span bytes = window_span(&reader->window);
	struct poison poison;
	if (poison_find(bytes, &poison)) {
		poison_refuse(&poison, reader_place_z(reader), error);
		return READING_FAILED;
	}
	size_t most = bytes.length < RECORD_LIMIT ? bytes.length : RECORD_LIMIT;
	const char *line_feed = memchr(bytes.data, '\n', most);
	if (!line_feed && !at_end) {
		reader_refuse_length(reader, error);
		return READING_FAILED;
	}
	size_t length = line_feed ? (size_t)(line_feed - bytes.data) + 1 : bytes.length;
	size_t offset = reader->row.defect_offset, blank = 0;
	if (line_feed && !measure_blank_lines(reader, length, &blank, error))
		return READING_FAILED;
	reader_place_record(reader, length + blank);
	defect_set(&reader->record.defect, offset,
		"a quote is opened and not closed within %s; close it, or double it if it is text",
		at_end ? "the file" : "1 MiB");
	window_advance(&reader->window, length + blank, count_lines(reader->record.raw));
	csv_cutter_reset(&reader->cutter);
	return READING_BAD;
}

static bool
check_row(struct reader *reader, struct record *record)
{
	const struct csv_row *row = &reader->row;
	if (row->count != reader->name_count)
		return defect_set(&record->defect, 0,
			"the record has %zu field%s, the header has %zu", row->count,
			row->count == 1 ? "" : "s", reader->name_count);
	record->names = reader->names;
	record->field_count = row->count;
	record->field_of = reader->field_of;
	record->row = row;
	record->unquoter = reader->unquoter;
	return true;
}

enum reading
csv_next(struct reader *reader, struct error *error)
{
	struct window *window = &reader->window;
	error->status = STATUS_OK;
	while (window->start == window->end && !window->ended) {
		if (!window_fill(window, error))
			return READING_FAILED;
		csv_cutter_reset(&reader->cutter);
	}
	if (window->start == window->end)
		return READING_END;
	enum cut cut = cut_next(reader, error);
	if (error->status != STATUS_OK)
		return READING_FAILED;
	if (cut == CUT_UNCLOSED || cut == CUT_MORE)
		return reject_line(reader, cut == CUT_UNCLOSED, error);
	struct poison poison;
	if (reader->row.quoted && poison_find(window_span(window), &poison)) {
		poison_refuse(&poison, reader_place_z(reader), error);
		return READING_FAILED;
	}
	size_t blank;
	if (!measure_blank_lines(reader, reader->row.length, &blank, error))
		return READING_FAILED;
	reader_place_record(reader, reader->row.length + blank);
	struct record *record = &reader->record;
	record->content = reader->row.content;
	bool well = cut == CUT_RECORD && check_row(reader, record);
	uint64_t lines = reader->row.quoted || blank ? count_lines(record->raw) : 1;
	window_advance(window, record->raw.length, lines);
	return well ? READING_RECORD : READING_BAD;
}

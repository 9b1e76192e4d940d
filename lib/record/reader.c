/* reader.c - see reader.h: files one after the other, and which format they have */
#include "record/reader.h"

#include "cli/memory.h"
#include "cli/progress.h"
#include "record/foreign.h"
#include "record/reader_internal.h"

#include <stdio.h>
#include <stdlib.h>

#define TELL_EVERY 4096 /* records */

static const char byte_order_mark[] = "\xef\xbb\xbf";

const char *
reader_place_z(const struct reader *reader)
{
	static char place[1024];
	snprintf(place, sizeof(place), "%s:%llu", source_name_z(reader->window.source),
		(unsigned long long)reader->window.line);
	return place;
}

bool
reader_refuse_length(const struct reader *reader, struct error *error)
{
	return error_set(error, STATUS_BAD_DATA,
		"%s: the line is longer than 1 MiB; this is no export, or --from is wrong",
		reader_place_z(reader));
}

void
reader_place_record(struct reader *reader, size_t length)
{
	struct record *record = &reader->record;
	record_clear(record);
	record->format = reader->format;
	record->delimiter = reader->options.delimiter;
	record->raw = span_of(window_span(&reader->window).data, length);
	record->content = length;
	record->file_z = source_name_z(reader->window.source);
	record->line = reader->window.line;
	record->number = ++reader->record_count;
	record->columns = reader->columns;
}

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Fill the window until its first byte that is not white space, after a BOM, is known. */
static bool
find_first(struct reader *reader, size_t *mark, size_t *first, struct error *error)
{
	struct window *window = &reader->window;
	for (;;) {
		struct span bytes = window_span(window);
		*mark = span_starts_with(bytes, span_of(byte_order_mark, 3)) ? 3 : 0;
		*first = *mark;
		while (*first < bytes.length && is_white(bytes.data[*first]))
			(*first)++;
		bool perhaps_mark = bytes.length < 3 && bytes.length &&
				    bytes.data[0] == byte_order_mark[0];
		if (window->ended || (*first < bytes.length && !perhaps_mark))
			return true;
		if (bytes.length > RECORD_LIMIT)
			return error_set(error, STATUS_BAD_DATA,
				"%s: more than 1 MiB of white space stands before the first record",
				reader_place_z(reader));
		if (!window_fill(window, error))
			return false;
	}
}

static void
keep_prefix(struct reader *reader, size_t length, bool keep)
{
	struct span prefix = span_of(window_span(&reader->window).data, length);
	if (keep)
		buffer_add(&reader->prefix, prefix);
	window_advance(&reader->window, length, count_lines(prefix));
}

/* Blank lines before the header. */
static size_t
measure_csv_prefix(struct span bytes, size_t mark)
{
	size_t length = mark;
	for (;;) {
		struct span rest = span_of(bytes.data + length, bytes.length - length);
		if (span_starts_with(rest, span_of("\n", 1)))
			length++;
		else if (span_starts_with(rest, span_of("\r\n", 2)))
			length += 2;
		else
			return length;
	}
}

/* Blank lines before the first object; the spaces on its own line are its own. */
static size_t
measure_ndjson_prefix(struct span bytes, size_t mark, size_t first)
{
	size_t length = first;
	if (first == bytes.length)
		return first;
	while (length > mark && bytes.data[length - 1] != '\n')
		length--;
	return length;
}

static bool
see_format(struct reader *reader, enum format *format, bool first_file, struct error *error)
{
	size_t mark, first;
	while (!reader->window.ended && window_span(&reader->window).length < FOREIGN_MAGIC_MOST)
		if (!window_fill(&reader->window, error))
			return false;
	if (!foreign_refuse(
		    window_span(&reader->window), source_name_z(reader->window.source), error) ||
		!find_first(reader, &mark, &first, error))
		return false;
	struct span bytes = window_span(&reader->window);
	*format = reader->options.from;
	if (!bytes.length && *format != FORMAT_NDJSON)
		return error_set(error, STATUS_BAD_DATA,
			"%s: the file is empty; say --from ndjson if that is right",
			source_name_z(reader->window.source));
	if (*format == FORMAT_UNKNOWN)
		*format = first == bytes.length || bytes.data[first] == '{' ? FORMAT_NDJSON
									    : FORMAT_CSV;
	size_t prefix = *format == FORMAT_NDJSON ? measure_ndjson_prefix(bytes, mark, first)
						 : measure_csv_prefix(bytes, mark);
	keep_prefix(reader, prefix, first_file);
	return true;
}

static bool
open_next(struct reader *reader, struct error *error)
{
	bool first = reader->next_path == 0;
	struct source *source = source_open_tapped(
		reader->options.paths_z[reader->next_path++], &reader->options.taps, error);
	if (!source)
		return false;
	if (reader->window.source)
		reader->bytes_before += source_progress(reader->window.source);
	source_close(reader->window.source);
	window_open(&reader->window, source);
	if (reader->options.charset_z && !source_convert(source, reader->options.charset_z, error))
		return false;
	csv_cutter_reset(&reader->cutter);
	enum format format;
	if (!see_format(reader, &format, first, error))
		return false;
	if (!first && format != reader->format)
		return error_set(error, STATUS_BAD_DATA, "%s: is %s, the files before it are %s",
			source_name_z(source), format_name_z(format),
			format_name_z(reader->format));
	reader->format = format;
	return format == FORMAT_CSV ? csv_read_header(reader, first, error) : true;
}

struct reader *
reader_open(const struct reader_options *options, struct columns *columns, struct error *error)
{
	struct reader *reader = memory_zeroed(1, sizeof(*reader));
	reader->options = *options;
	reader->columns = columns;
	reader->window.tap = options->tap;
	reader->cutter.delimiter = options->delimiter;
	reader->unquoter = csv_unquoter_new(options->delimiter);
	if (!reader->unquoter)
		error_set(error, STATUS_SYSTEM, "no memory for libcsv");
	if (!reader->unquoter || !open_next(reader, error)) {
		reader_close(reader);
		return NULL;
	}
	if (reader->format == FORMAT_NDJSON)
		ndjson_keys_begin(&reader->keys, columns);
	return reader;
}

enum format
reader_format(const struct reader *reader)
{
	return reader->format;
}

struct span
reader_prefix(const struct reader *reader)
{
	return buffer_span(&reader->prefix);
}

const struct span *
reader_names(const struct reader *reader, size_t *count)
{
	*count = reader->name_count;
	return reader->names;
}

static void
tell_progress(const struct reader *reader)
{
	struct progress_state state = {
		.done = reader->bytes_before + source_progress(reader->window.source),
		.bytes = reader->window.position,
		.records = reader->record_count,
	};
	progress_tell(reader->options.progress, &state);
}

enum reading
reader_next(struct reader *reader, struct record **record, struct error *error)
{
	*record = &reader->record;
	for (;;) {
		enum reading reading = reader->format == FORMAT_CSV ? csv_next(reader, error)
								    : ndjson_next(reader, error);
		if (reader->options.progress && reader->record_count % TELL_EVERY == 0)
			tell_progress(reader);
		reader->good_count += reading == READING_RECORD;
		if (reading != READING_END || reader->next_path == reader->options.path_count)
			return reading;
		if (!open_next(reader, error))
			return READING_FAILED;
	}
}

enum reading
reader_next_good(struct reader *reader, struct record **record, struct error *error)
{
	enum reading reading;
	do
		reading = reader_next(reader, record, error);
	while (reading == READING_BAD);
	return reading;
}

/* Whether a record ends there and no blank line follows, which would be its own. */
static bool
ends_record(struct span expected, const struct window *window)
{
	struct span bytes = window_span(window);
	if (bytes.length == expected.length)
		return true;
	return expected.data[expected.length - 1] == '\n' && !is_white(bytes.data[expected.length]);
}

bool
reader_pass(struct reader *reader, struct span expected, bool *passed, struct error *error)
{
	struct window *window = &reader->window;
	*passed = false;
	while (!window->ended && window_span(window).length <= expected.length) {
		if (!window_fill(window, error))
			return false;
		csv_cutter_reset(&reader->cutter);
	}
	if (!expected.length || !span_starts_with(window_span(window), expected) ||
		!ends_record(expected, window))
		return true;
	*passed = true;
	reader->record_count++;
	reader->good_count++;
	window_advance(window, expected.length, count_lines(expected));
	return true;
}

bool
reader_column_missing(const struct reader *reader, struct column column, struct error *error)
{
	size_t count;
	const struct span *names = ndjson_keys_names(&reader->keys, &count);
	return columns_missing(reader->columns, column.index, names, count,
		source_name_z(reader->window.source), error);
}

bool
reader_check_columns(const struct reader *reader, struct error *error)
{
	if (reader->format != FORMAT_NDJSON || !reader->good_count)
		return true;
	for (size_t i = 0; i < reader->columns->count; i++) {
		const struct wanted_column *wanted = &reader->columns->list[i];
		if (wanted->need == COLUMN_REQUIRED && !wanted->seen)
			return reader_column_missing(reader, (struct column){i}, error);
	}
	return true;
}

bool
reader_reads_file(const struct reader *reader, int descriptor)
{
	return source_is_file(reader->window.source, descriptor);
}

bool
reader_is_plain(const struct reader *reader)
{
	return !reader->options.charset_z && !source_was_gzip(reader->window.source);
}

uint64_t
reader_position(const struct reader *reader)
{
	return reader->window.position;
}

void
reader_free(struct reader *reader)
{
	window_close(&reader->window);
	buffer_free(&reader->prefix);
	record_free(&reader->record);
	csv_row_free(&reader->row);
	csv_unquoter_free(reader->unquoter);
	free(reader->names);
	arena_free(&reader->name_bytes);
	free(reader->field_of);
	json_members_free(&reader->members);
	ndjson_keys_free(&reader->keys);
}

void
reader_close(struct reader *reader)
{
	if (!reader)
		return;
	reader_free(reader);
	free(reader);
}

/* json_stream.c - see json_stream.h */
#include "convert/json_stream_internal.h"

#include "cli/memory.h"
#include "convert/json_extent.h"
#include "format/poison.h"

#include <stdlib.h>

bool
json_stream_refuse(const struct json_stream *stream, struct error *error, const char *what_z)
{
	return error_set(error, STATUS_BAD_DATA, "%s:%llu: %s",
		source_name_z(stream->window.source), (unsigned long long)stream->window.line,
		what_z);
}

void
json_stream_advance(struct json_stream *stream, size_t length)
{
	struct span used = span_of(window_span(&stream->window).data, length);
	window_advance(&stream->window, length, count_lines(used));
}

bool
json_stream_skip_space(struct json_stream *stream, char *byte, struct error *error)
{
	for (;;) {
		struct span bytes = window_span(&stream->window);
		size_t space = json_space_length(bytes);
		json_stream_advance(stream, space);
		*byte = space < bytes.length ? bytes.data[space] : '\0';
		if (space < bytes.length || stream->window.ended)
			return true;
		if (!window_fill(&stream->window, error))
			return false;
	}
}

bool
json_stream_measure_value(struct json_stream *stream, size_t *length, struct error *error)
{
	struct window *window = &stream->window;
	for (;;) {
		struct span bytes = window_span(window);
		*length = json_extent(bytes);
		if (*length || window->ended || bytes.length > RECORD_LIMIT)
			return true;
		if (!window_fill(window, error))
			return false;
	}
}

bool
json_stream_refuse_unclosed(const struct json_stream *stream, struct error *error)
{
	struct poison poison;
	if (poison_find(window_span(&stream->window), &poison)) {
		char *place_z = text_formatted_z("%s:%llu", source_name_z(stream->window.source),
			(unsigned long long)stream->window.line);
		poison_refuse(&poison, place_z, error);
		free(place_z);
		return false;
	}
	return json_stream_refuse(stream, error,
		stream->window.ended
			? "what begins here is not closed; the file is cut off, so fetch it again"
			: "what begins here is longer than 1 MiB; this is no list of contacts");
}

/* Without the white space between its tokens. */
static void
join_lines(struct buffer *joined, struct span raw)
{
	buffer_clear(joined);
	for (size_t i = 0; i < raw.length;) {
		size_t space = json_space_length(span_of(raw.data + i, raw.length - i));
		i += space;
		size_t length = 0;
		if (i < raw.length && raw.data[i] == '"')
			length = json_extent(span_of(raw.data + i, raw.length - i));
		else
			length = i < raw.length;
		buffer_add(joined, span_of(raw.data + i, length));
		i += length;
	}
	buffer_reserve(joined, JSON_PADDING);
	memset(joined->data + joined->length, 0, JSON_PADDING);
}

/* Line feeds would end a line of NDJSON; json_scan takes a space for what they are here. */
static bool
scan_lines(struct json_stream *stream, struct span raw)
{
	struct buffer flat = {0};
	buffer_add(&flat, raw);
	for (size_t i = 0; i < flat.length; i++)
		if (flat.data[i] == '\n')
			flat.data[i] = ' ';
	buffer_reserve(&flat, JSON_PADDING);
	memset(flat.data + flat.length, 0, JSON_PADDING);
	bool well = json_scan(buffer_span(&flat), &stream->members, &stream->record.defect);
	buffer_free(&flat);
	if (!well)
		return false;
	join_lines(&stream->joined, raw);
	return json_scan(buffer_span(&stream->joined), &stream->members, &stream->record.defect);
}

static enum reading
take_value(struct json_stream *stream, size_t length, struct json_object *object)
{
	struct record *record = &stream->record;
	record_clear(record);
	record->format = FORMAT_NDJSON;
	record->raw = span_of(window_span(&stream->window).data, length);
	record->content = length;
	record->file_z = source_name_z(stream->window.source);
	record->line = stream->window.line;
	record->number = ++stream->record_count;
	record->members = &stream->members;
	*object = (struct json_object){record->raw, &stream->members, record};
	bool several_lines = memchr(record->raw.data, '\n', length) != NULL;
	bool well = record->raw.data[0] == '{' ||
		    defect_set(&record->defect, 0, "this is no JSON object, as contacts are");
	if (well)
		well = several_lines ? scan_lines(stream, record->raw)
				     : json_scan(record->raw, &stream->members, &record->defect);
	if (well && several_lines)
		object->text = buffer_span(&stream->joined);
	json_stream_advance(stream, length);
	stream->behind_value = true;
	return well ? READING_RECORD : READING_BAD;
}

/* What begins with neither a brace nor a bracket is bad to the end of its line. */
static enum reading
take_line(struct json_stream *stream, struct json_object *object, struct error *error)
{
	for (;;) {
		struct span bytes = window_span(&stream->window);
		struct poison poison;
		const char *end = memchr(bytes.data, '\n', bytes.length);
		size_t length = end ? (size_t)(end - bytes.data) : bytes.length;
		if (length > RECORD_LIMIT || poison_find(bytes, &poison)) {
			json_stream_refuse_unclosed(stream, error);
			return READING_FAILED;
		}
		if (end || stream->window.ended)
			return take_value(stream, length, object);
		if (!window_fill(&stream->window, error))
			return READING_FAILED;
	}
}

static bool
open_next(struct json_stream *stream, struct error *error)
{
	struct source *source = source_open(stream->paths_z[stream->next_path++], error);
	if (!source)
		return false;
	if (stream->window.source)
		stream->bytes_before += source_progress(stream->window.source);
	source_close(stream->window.source);
	window_open(&stream->window, source);
	if (stream->charset_z && !source_convert(source, stream->charset_z, error))
		return false;
	char byte;
	if (!json_stream_skip_space(stream, &byte, error))
		return false;
	while (!stream->window.ended && window_span(&stream->window).length < 3)
		if (!window_fill(&stream->window, error))
			return false;
	if (span_starts_with(window_span(&stream->window), span_from_z("\xef\xbb\xbf")))
		json_stream_advance(stream, 3);
	return true;
}

struct json_stream *
json_stream_open(
	const char *const *paths_z, size_t path_count, const char *charset_z, struct error *error)
{
	struct json_stream *stream = memory_zeroed(1, sizeof(*stream));
	stream->paths_z = paths_z;
	stream->path_count = path_count;
	stream->charset_z = charset_z;
	if (open_next(stream, error))
		return stream;
	json_stream_close(stream);
	return NULL;
}

/* One step in an array: its end, a comma, or a value; *length is of the value, else 0. */
static bool
step_in_array(struct json_stream *stream, char byte, size_t *length, struct error *error)
{
	*length = 0;
	if (byte == ']') {
		json_stream_advance(stream, 1);
		if (stream->surroundings == IN_ITEMS)
			return json_stream_leave_items(stream, error);
		stream->surroundings = OUTSIDE;
		return true;
	}
	if (!byte && stream->window.ended)
		return json_stream_refuse(stream, error,
			"the array of contacts is not closed; the file is cut off, so fetch it "
			"again");
	if (stream->behind_value) {
		if (byte != ',')
			return json_stream_refuse(
				stream, error, "a comma or ] is expected behind a contact");
		json_stream_advance(stream, 1);
		if (!json_stream_skip_space(stream, &byte, error))
			return false;
	}
	if (byte == ']' || byte == '}' || byte == ',')
		return json_stream_refuse(
			stream, error, "a contact is expected behind a comma or [");
	return json_stream_measure_value(stream, length, error) &&
	       (*length || json_stream_refuse_unclosed(stream, error));
}

enum reading
json_stream_next(struct json_stream *stream, struct json_object *object, struct error *error)
{
	for (;;) {
		char byte;
		size_t length = 0;
		if (!json_stream_skip_space(stream, &byte, error))
			return READING_FAILED;
		if (stream->surroundings != OUTSIDE) {
			if (!step_in_array(stream, byte, &length, error))
				return READING_FAILED;
		} else if (byte == '{') {
			if (!json_stream_enter_object(stream, &length, error))
				return READING_FAILED;
		} else if (byte == '[') {
			json_stream_advance(stream, 1);
			stream->surroundings = IN_ARRAY;
			stream->behind_value = false;
		} else if (byte || !stream->window.ended) {
			return take_line(stream, object, error);
		} else if (stream->next_path == stream->path_count) {
			return READING_END;
		} else if (!open_next(stream, error)) {
			return READING_FAILED;
		}
		if (length)
			return take_value(stream, length, object);
	}
}

struct span
json_stream_left_aside(const struct json_stream *stream)
{
	return buffer_span(&stream->aside_names);
}

struct progress_state
json_stream_progress(const struct json_stream *stream, uint64_t records)
{
	return (struct progress_state){
		.done = stream->bytes_before + source_progress(stream->window.source),
		.bytes = stream->window.position,
		.records = records,
	};
}

void
json_stream_close(struct json_stream *stream)
{
	if (!stream)
		return;
	window_close(&stream->window);
	record_free(&stream->record);
	json_members_free(&stream->members);
	buffer_free(&stream->joined);
	span_map_free(&stream->aside);
	buffer_free(&stream->aside_names);
	free(stream);
}

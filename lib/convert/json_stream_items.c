/* json_stream_items.c - see json_stream_internal.h: the object around "items":[...] */
#include "convert/json_extent.h"
#include "convert/json_stream_internal.h"

static void
leave_aside(struct json_stream *stream, struct span key)
{
	bool added;
	span_map_add(&stream->aside, key, 0, &added);
	if (!added)
		return;
	buffer_add_z(&stream->aside_names, stream->aside_names.length ? ", " : "");
	buffer_add(&stream->aside_names, key);
}

/*
 * Whether the object at the start of `bytes` has a member "items" that is an array: *length is
 * where its elements begin. `note` says to note the keys of the members before it as left aside.
 */
static bool
find_items(struct json_stream *stream, struct span bytes, bool note, size_t *length)
{
	for (size_t at = 1;;) {
		struct span rest = span_of(bytes.data + at, bytes.length - at);
		size_t space = json_space_length(rest);
		size_t key = json_extent(span_of(rest.data + space, rest.length - space));
		if (key < 2 || rest.data[space] != '"')
			return false;
		struct span name = span_of(rest.data + space + 1, key - 2);
		at += space + key;
		at += json_space_length(span_of(bytes.data + at, bytes.length - at)) + 1;
		if (at >= bytes.length || bytes.data[at - 1] != ':')
			return false;
		at += json_space_length(span_of(bytes.data + at, bytes.length - at));
		if (at < bytes.length && bytes.data[at] == '[' && span_equal_z(name, "items")) {
			*length = at + 1;
			return true;
		}
		size_t value = json_extent(span_of(bytes.data + at, bytes.length - at));
		at += value;
		at += json_space_length(span_of(bytes.data + at, bytes.length - at)) + 1;
		if (!value || at >= bytes.length || bytes.data[at - 1] != ',')
			return false;
		if (note)
			leave_aside(stream, name);
	}
}

/* A key or value that is left aside, and what must stand behind it. */
static bool
skip_value(struct json_stream *stream, struct error *error)
{
	size_t length;
	if (!json_stream_measure_value(stream, &length, error))
		return false;
	if (!length)
		return json_stream_refuse_unclosed(stream, error);
	json_stream_advance(stream, length);
	return true;
}

bool
json_stream_leave_items(struct json_stream *stream, struct error *error)
{
	char byte;
	for (;;) {
		if (!json_stream_skip_space(stream, &byte, error))
			return false;
		if (byte == '}') {
			json_stream_advance(stream, 1);
			stream->surroundings = OUTSIDE;
			return true;
		}
		if (byte != ',')
			break;
		json_stream_advance(stream, 1);
		size_t length;
		if (!json_stream_skip_space(stream, &byte, error) ||
			!json_stream_measure_value(stream, &length, error))
			return false;
		if (byte != '"' || !length)
			break;
		leave_aside(stream, span_of(window_span(&stream->window).data + 1, length - 2));
		json_stream_advance(stream, length);
		if (!json_stream_skip_space(stream, &byte, error))
			return false;
		if (byte != ':')
			break;
		json_stream_advance(stream, 1);
		if (!json_stream_skip_space(stream, &byte, error) || !skip_value(stream, error))
			return false;
	}
	return json_stream_refuse(stream, error,
		"the object around \"items\" does not end as one; the file is cut off or was "
		"edited, so fetch it again");
}

bool
json_stream_enter_object(struct json_stream *stream, size_t *length, struct error *error)
{
	size_t elements;
	if (!json_stream_measure_value(stream, length, error))
		return false;
	struct span bytes = window_span(&stream->window);
	bool perhaps = !*length;
	for (size_t i = 0; !perhaps && i + 7 <= *length; i++)
		perhaps = bytes.data[i] == '"' && memcmp(bytes.data + i, "\"items\"", 7) == 0;
	if (perhaps && find_items(stream, bytes, false, &elements)) {
		find_items(stream, bytes, true, &elements);
		json_stream_advance(stream, elements);
		stream->surroundings = IN_ITEMS;
		stream->behind_value = false;
		*length = 0;
		return true;
	}
	return *length || json_stream_refuse_unclosed(stream, error);
}

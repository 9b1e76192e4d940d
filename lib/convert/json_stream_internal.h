/* json_stream_internal.h - what the parts of json_stream share; nobody else includes it */
#ifndef ROSTER_CONVERT_JSON_STREAM_INTERNAL_H
#define ROSTER_CONVERT_JSON_STREAM_INTERNAL_H

#include "convert/json_stream.h"
#include "io/span_map.h"
#include "record/window.h"

enum surroundings {
	OUTSIDE,
	IN_ARRAY,
	IN_ITEMS, /* of an object whose other members are left aside */
};

struct json_stream {
	const char *const *paths_z;
	size_t path_count, next_path;
	const char *charset_z;
	struct window window;
	uint64_t bytes_before; /* of the files before this one */
	enum surroundings surroundings;
	bool behind_value; /* in an array: a comma or ] must follow */
	struct record record;
	struct json_members members;
	struct buffer joined; /* the object, when it came on several lines */
	struct span_map aside;
	struct buffer aside_names;
	uint64_t record_count;
};

/* Set the error about the place where the stream is; false. */
bool json_stream_refuse(const struct json_stream *stream, struct error *error, const char *what_z);

/* The same, of a value that json_stream_measure_value found no end of. */
bool json_stream_refuse_unclosed(const struct json_stream *stream, struct error *error);

/* Go over that many bytes of the window. */
void json_stream_advance(struct json_stream *stream, size_t length);

/* Go over white space to the next byte; *byte is NUL at the end of the file. */
bool json_stream_skip_space(struct json_stream *stream, char *byte, struct error *error);

/* The length of the value that the window begins with; 0 when it is too long or not closed. */
bool json_stream_measure_value(struct json_stream *stream, size_t *length, struct error *error);

/* An object outside: a contact, or what stands around "items". *length is 0 for the latter. */
bool json_stream_enter_object(struct json_stream *stream, size_t *length, struct error *error);

/* Behind "items":[...]: the other members, to the brace. */
bool json_stream_leave_items(struct json_stream *stream, struct error *error);

#endif

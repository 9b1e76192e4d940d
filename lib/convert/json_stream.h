/* json_stream.h - JSON objects one after the other: one a line, in an array, or in {"items":[...]}
 */
#ifndef ROSTER_CONVERT_JSON_STREAM_H
#define ROSTER_CONVERT_JSON_STREAM_H

#include "cli/progress.h"
#include "record/reader.h"

struct json_stream;

/*
 * What was read of the objects of a file. An object on several lines is given without the white
 * space between its tokens, one on a line as it stands.
 */
struct json_object {
	struct span text;             /* JSON_PADDING bytes behind it can be read */
	struct json_members *members; /* of the text, as json_scan finds them */
	struct record *record;        /* its bytes, place and defect, as for rejects */
};

/*
 * Open the first file ("-" is standard input). A file may hold several arrays and objects behind
 * each other, as pages of an API put into one file do; memory is what one object needs, whatever
 * the length of an array. `charset_z` is as reader_options has it; it and `paths_z` are borrowed.
 * NULL with error filled. Free with json_stream_close.
 */
struct json_stream *json_stream_open(
	const char *const *paths_z, size_t path_count, const char *charset_z, struct error *error);

/*
 * The next object; it holds until the next call. READING_BAD is a value that is no object or no
 * JSON; what cannot be gone over (an array that is not closed) is READING_FAILED.
 */
enum reading json_stream_next(
	struct json_stream *stream, struct json_object *object, struct error *error);

/* The keys that stood beside "items", joined by ", ": they are not given out. */
struct span json_stream_left_aside(const struct json_stream *stream);

/* How far it is. `records` is the caller's. */
struct progress_state json_stream_progress(const struct json_stream *stream, uint64_t records);

/* NULL is allowed. */
void json_stream_close(struct json_stream *stream);

#endif

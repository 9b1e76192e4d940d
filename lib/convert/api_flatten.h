/* api_flatten.h - an object of the API as a flat record */
#ifndef ROSTER_CONVERT_API_FLATTEN_H
#define ROSTER_CONVERT_API_FLATTEN_H

#include "convert/api_shape.h"
#include "convert/json_stream.h"

/* Kept from object to object. Initialise to {0}; free with api_flattener_free. */
struct api_flattener {
	struct api_gap *gaps; /* in the object's order */
	size_t count, capacity;
	struct json_members entry;
	struct buffer shape;
	struct arena arena;
	uint64_t contradictions; /* objects that say two things, see below */
};

/*
 * Append the flat record of an object, a line of NDJSON: the values of `profile` under their names,
 * then those at the top, as raw as they came, then api_shape if `with_shape`. A key at the top that
 * says what a column of the profile says has no column of its own; one that says something else is
 * the column api_KEY and counts as a contradiction. False (a bad record) when two values would be
 * the same column.
 */
bool api_flatten(struct api_flattener *flattener, const struct json_object *object, bool with_shape,
	struct buffer *line);

void api_flattener_free(struct api_flattener *flattener);

#endif

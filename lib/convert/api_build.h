/* api_build.h - a flat record as an object of the API again */
#ifndef ROSTER_CONVERT_API_BUILD_H
#define ROSTER_CONVERT_API_BUILD_H

#include "convert/api_shape.h"
#include "record/record.h"

/* Kept from record to record. Initialise to {0}; free with api_builder_free. */
struct api_builder {
	bool *used; /* by field: whether it stands in the object */
	size_t used_capacity;
	size_t hint; /* where the next field probably is */
	struct buffer others;
	struct buffer shape; /* made for a record that has none */
	struct json_members members;
	struct arena arena;
};

/*
 * Append the object that a flat record stands for, without a line end. What api_shape had as a
 * column is put into its gap, as raw as it is where it came as JSON of the same kind; columns that
 * it does not know go to the end of the profile unless they are blank. A record without api_shape
 * becomes an object with its columns in the profile, without types, and at the top those that the
 * platform has there. False (a bad record) when a column is gone, a value is not of its kind,
 * or api_shape was damaged.
 */
bool api_build(struct api_builder *builder, struct record *record, struct buffer *object);

void api_builder_free(struct api_builder *builder);

#endif

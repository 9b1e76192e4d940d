/* update_columns.h - what the platform calls the columns of an export */
#ifndef ROSTER_REVIEW_UPDATE_COLUMNS_H
#define ROSTER_REVIEW_UPDATE_COLUMNS_H

#include "io/span_map.h"
#include "record/columns.h"

struct update_column {
	struct span name; /* the native one, or as the export has it */
	bool native;
};

/* Columns that were named so far. Initialise to {0}; free with update_columns_free. */
struct update_columns {
	struct columns natives;  /* what --column says is mapped here before update_columns_begin */
	struct span_map by_name; /* as the export has it -> list */
	struct update_column *list;
	size_t count;
};

/* Know the native names. False with error filled (STATUS_USAGE) when another role is mapped. */
bool update_columns_begin(struct update_columns *columns, struct error *error);

/*
 * The column that an export calls `name`: a native one is known as columns.h says, any other is a
 * field of the program's own, and keeps its name. The pointer holds until the next call, the name
 * until update_columns_free.
 */
const struct update_column *update_columns_name(struct update_columns *columns, struct span name);

void update_columns_free(struct update_columns *columns);

#endif

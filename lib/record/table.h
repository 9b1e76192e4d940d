/* table.h - a small file with all of its columns, read whole */
#ifndef ROSTER_RECORD_TABLE_H
#define ROSTER_RECORD_TABLE_H

#include "cli/error.h"
#include "io/span_map.h"

struct table_row {
	const struct span *cells; /* as many as there were columns when it was read */
	size_t cell_count;
	uint64_t line; /* where it starts, from 1 */
};

/* Initialise to {0}; free with table_free. */
struct table {
	char *path_z;
	struct span *names; /* by column: the header's, or the keys of the objects */
	size_t column_count;
	struct table_row *rows;
	size_t row_count;
	struct span_map by_name;
	struct arena arena;
};

/*
 * Read a CSV or NDJSON file, plain or gzip'd. False with error filled when it cannot be read or has
 * a bad record; a file without rows is an error too, because a list that says nothing is a mistake.
 */
bool table_read(struct table *table, const char *path_z, struct error *error);

/* A value as record_text gives it; its data is NULL where the object had no such key. */
static inline struct span
table_cell(const struct table *table, size_t row, size_t column)
{
	const struct table_row *cells = &table->rows[row];
	return column < cells->cell_count ? cells->cells[column] : span_of(NULL, 0);
}

void table_free(struct table *table);

#endif

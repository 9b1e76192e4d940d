/* update_files.h - what is to be uploaded: a CSV file for each exact set of changed columns */
#ifndef ROSTER_REVIEW_UPDATE_FILES_H
#define ROSTER_REVIEW_UPDATE_FILES_H

#include "io/span_map.h"
#include "run/approval_files.h"

enum update_key {
	UPDATE_BY_CUSTOMER_ID,
	UPDATE_BY_SIGNALVINE_ID,
};

/* The platform's name for that key. */
const char *update_key_z(enum update_key key);

struct update_value {
	struct span name; /* of the column, on the platform */
	struct span text;
	bool native;
};

/* One contact: all that is to be changed of it. Spans are borrowed while it is added. */
struct update_row {
	enum update_key key_column;
	struct span key;
	struct update_value *values; /* sorted by update_files_add */
	size_t count;
};

/* A file of the exact columns of its set. */
struct update_part {
	size_t set;
	size_t file; /* of approval_files */
	uint64_t contacts;
};

struct update_set {
	enum update_key key_column;
	struct update_value *columns; /* names only; they are owned by `names` */
	size_t column_count;
	struct buffer header;
	size_t part; /* that is being written */
};

/* Initialise to {0} with what is borrowed; free with update_files_free. */
struct update_files {
	struct approval_files *files;
	uint64_t max_size; /* a file is smaller */
	struct update_set *sets;
	struct update_part *parts;
	size_t set_count, part_count;
	struct span_map by_columns;
	struct arena names;
	struct buffer line;
};

/*
 * Add a row to the file of its columns, update-COLUMN+COLUMN.csv: the columns by the order of their
 * names' bytes, what no file name should have replaced by `_`, and -2, -3 ... behind it where that
 * name is taken or the file before is full. *part is the row's file in `parts`. False with error
 * filled.
 */
bool update_files_add(
	struct update_files *updates, struct update_row *row, size_t *part, struct error *error);

const char *update_part_name_z(const struct update_files *updates, const struct update_part *part);

void update_files_free(struct update_files *updates);

#endif

/* list.h - a small file of values, read whole: what --protect, --consent and in file() name */
#ifndef ROSTER_RECORD_LIST_H
#define ROSTER_RECORD_LIST_H

#include "cli/error.h"
#include "cli/span.h"

#include <stddef.h>
#include <stdint.h>

/* The texts of some columns of a CSV or NDJSON file, plain or gzip'd. */
struct list {
	char *path_z;
	size_t column_count;
	bool *has_column;    /* by column, as asked: whether the file has it */
	struct span *texts;  /* row by row, column_count each; "" where there is none */
	uint64_t *lines;     /* where each row starts */
	size_t count;        /* of rows */
	struct arena *arena; /* holds the texts */
};

/*
 * Read the columns `names` of the file `path_z`, found as columns.h says. A file that cannot be
 * read, has a bad record, or has none of the columns gives NULL with error filled; so does one
 * without rows, because a list that says nothing is a mistake. Free with list_free.
 */
struct list *list_read(
	const char *path_z, const struct span *names, size_t count, struct error *error);

static inline struct span
list_text(const struct list *list, size_t row, size_t column)
{
	return list->texts[row * list->column_count + column];
}

/* False with error filled, for a folder of lists that has none, which is as much of a mistake. */
bool list_refuse_folder(const char *path_z, struct error *error);

/* NULL is allowed. */
void list_free(struct list *list);

#endif

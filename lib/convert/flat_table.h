/* flat_table.h - flat records of any columns as one CSV table */
#ifndef ROSTER_CONVERT_FLAT_TABLE_H
#define ROSTER_CONVERT_FLAT_TABLE_H

#include "io/sink.h"

struct flat_table;

/*
 * The header of CSV is known only when all records are, so they wait in a file without a name in
 * the folder for temporary files. NULL with error filled. Free with flat_table_close.
 */
struct flat_table *flat_table_new(struct error *error);

/* Take one record, a line of NDJSON with its line feed. */
bool flat_table_add(struct flat_table *table, struct span line, struct error *error);

/*
 * Write all of them: a column for each key that there was, in the order in which they came,
 * api_shape last. What JSON has and CSV has not is written as JSON text. False with error filled
 * (STATUS_BAD_DATA) when there are records and no key, or a key without a name.
 */
bool flat_table_write(
	struct flat_table *table, unsigned char delimiter, struct sink *sink, struct error *error);

/* NULL is allowed. */
void flat_table_close(struct flat_table *table);

#endif

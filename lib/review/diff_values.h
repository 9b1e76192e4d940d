/* diff_values.h - the values of a contact, column by column: packed, unpacked, compared */
#ifndef ROSTER_REVIEW_DIFF_VALUES_H
#define ROSTER_REVIEW_DIFF_VALUES_H

#include "record/record.h"
#include "review/diff_columns.h"
#include "review/group_sets.h"

/* One value that differs. */
struct diff_field {
	struct span name;
	enum diff_kind kind;
	struct span from, to;
};

/*
 * The texts of a record's values by column, "" where it has none; `texts` has room for all columns.
 * A JSON value without a text (an object, say) is its raw bytes. They hold as long as the record.
 */
void diff_values_of(
	struct record *record, const struct diff_fit *fit, struct span *texts, size_t column_count);

/* Append the texts, each behind its length. */
void diff_values_pack(struct buffer *packed, const struct span *texts, size_t column_count);

/* The reverse: parts of `packed`; columns that were met later are "". */
void diff_values_unpack(struct span packed, struct span *texts, size_t column_count);

/* Whether two texts are one value of that kind. */
bool diff_values_same(
	enum diff_kind kind, struct span from, struct span to, struct group_sets *scratch);

/*
 * Compare two contacts by the columns that both sides have; what differs goes to `fields`, which
 * has room for all columns. Counts in columns. Returns how many differ.
 */
size_t diff_values_compare(struct diff_columns *columns, const struct span *from,
	const struct span *to, struct diff_field *fields, struct group_sets *scratch);

#endif

/* where.h - the --where language: which records does an expression mean? */
#ifndef ROSTER_WHERE_WHERE_H
#define ROSTER_WHERE_WHERE_H

#include "record/date.h"
#include "record/record.h"

/*
 *     expression   any of: expression or expression, expression and expression, not expression,
 *                  ( expression ), and as in SQL `not` binds closest, then `and`, then `or`
 *     predicate    operand = value, and != < <= > >=
 *                  operand ~ "regex"                      POSIX extended, somewhere in the text
 *                  operand [not] in (value, ...)          all of one type
 *                  operand [not] in file("list.csv", column)
 *                  operand is [not] empty
 *                  operand has "group"
 *     operand      a column: letters, digits and _ as it is, anything else in `backquotes`
 *                  lower(column), which makes A to Z small
 *     value        "text" or 'text', a number, TRUE or FALSE, YYYY-MM-DD or today, and a date
 *                  + or - NUMBER days, weeks, months or years, as often as wanted
 *
 * A quote or backquote is doubled inside its own kind. Keywords may be written in any case.
 *
 * The value's type says how the field is read: as its text (ordered by bytes), as a number
 * (decimal.h), as a truth (truth.h) or as a date (date.h). A field that cannot be read so makes
 * its record a bad one. Missing, null, "" and [] are empty: equal to "", and every other predicate
 * but `is empty` is false of them; a blank cell of a list file is not looked for. `!=` and `not in`
 * are `not` of the other. So an expression and its `not` split the good records in two.
 * `lower(column) in file(...)` takes the list's texts in small letters too.
 *
 * Matching goes by bytes as long as the program does not call setlocale.
 */
struct where;

struct where_context {
	struct date today;
	/* Columns that are keys, besides customer_id, signalvine_id, phone and program_phone. */
	const struct span *key_names;
	size_t key_name_count;
	/* Where to read a list from, to be freed; NULL with error filled. NULL itself: as named. */
	char *(*locate_list)(const char *path_z, const char *kept_z, struct error *error);
	const char *kept_z; /* for locate_list: the folder that lists were kept in, or NULL */
};

/*
 * Read an expression and ask `columns` for the columns in it, all required. Nothing of the
 * arguments is kept. NULL with error filled: STATUS_USAGE and a text of three lines with a caret,
 * or what list_read says. Free with where_free.
 */
struct where *where_parse(const char *expression_z, struct columns *columns,
	const struct where_context *context, struct error *error);

/*
 * Whether the expression is true of a record, which must have come from a reader of the same
 * columns. False when the record is bad: its defect is filled. `and` and `or` read no more than
 * they need.
 */
bool where_test(struct where *where, struct record *record, bool *matches);

/*
 * The columns of the expression, for the summary: their names as they were written there, and how
 * many of the good records that were tested had an empty one where it was read. One that is spelled
 * in several ways counts for the first of them.
 */
size_t where_column_count(const struct where *where);
struct span where_column_name(const struct where *where, size_t i);
uint64_t where_empty_count(const struct where *where, size_t i);

/* NULL is allowed. */
void where_free(struct where *where);

#endif

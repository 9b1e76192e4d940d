/* columns.h - the columns that a program asks for, and how a file's names match them */
#ifndef ROSTER_RECORD_COLUMNS_H
#define ROSTER_RECORD_COLUMNS_H

#include "cli/error.h"
#include "cli/span.h"

/* A column that was asked for; made by columns_want. */
struct column {
	size_t index;
};

enum column_need {
	COLUMN_REQUIRED, /* a file without it is an error */
	COLUMN_OPTIONAL, /* its values are missing, then */
};

enum column_match {
	COLUMN_MATCH_NONE,
	COLUMN_MATCH_LOOSE, /* regardless of case, spaces, `_` and `-` */
	COLUMN_MATCH_EXACT,
};

struct wanted_column {
	char *sought_z; /* the name asked for, or the one that --column gives it */
	enum column_need need;
	bool seen; /* some record or the header had it */
};

/* What --column says. */
struct column_mapping {
	char *role_z, *name_z;
	bool used; /* somebody asked for the role */
};

/* Initialise to {0}; free with columns_free. */
struct columns {
	struct wanted_column *list;
	size_t count;
	size_t *required; /* into list: what was asked for as required, in the order of asking */
	size_t required_count;
	struct column_mapping *mapped;
	size_t mapped_count;
};

/* Take `name` wherever the native name `role` is asked for. To be said before columns_want. */
void columns_map(struct columns *columns, struct span role, struct span name);

/* What --column says of a role, or NULL. */
struct column_mapping *columns_find_mapping(const struct columns *columns, struct span role);

/*
 * False with error filled (STATUS_USAGE) when another role than `active` is mapped onto the column
 * `active`, which would be changed past its guard then. To be asked when all is mapped.
 */
bool columns_check_mapping(const struct columns *columns, struct error *error);

/*
 * False with error filled (STATUS_USAGE) when a role is mapped that nobody asked for, and that no
 * filter knows either. To be asked when all columns are.
 */
bool columns_check_used(const struct columns *columns, struct error *error);

/* Ask for a column; the same name gives the same column, and required wins. */
struct column columns_want(struct columns *columns, struct span name, enum column_need need);

/* Equal regardless of case, spaces, `_` and `-`. */
bool column_names_alike(struct span a, struct span b);

/* The same, or one is the role and the other the name that --column gives it. */
bool columns_alike(const struct columns *columns, struct span a, struct span b);

enum column_match columns_match(const struct columns *columns, size_t index, struct span name);

/*
 * Find every column in a CSV header: field_of[i] becomes the number of the field, or -1. False
 * with error filled (STATUS_BAD_DATA) when a required one is not there or two fields match one.
 * `place_z` is the file and line, for the message.
 */
bool columns_find(struct columns *columns, const struct span *names, size_t count, int *field_of,
	const char *place_z, struct error *error);

/* Whether a header is of one name that has delimiters in it: something else than was said divides
 * it. */
bool columns_undivided(const struct span *names, size_t count);

/* The same of a list, which has no --delimiter: what to say behind its error, or "". */
const char *columns_list_hint_z(const struct span *names, size_t count);

/* The error for a required column that nothing matches, with the nearest of `names`. */
bool columns_missing(const struct columns *columns, size_t index, const struct span *names,
	size_t count, const char *place_z, struct error *error);

void columns_free(struct columns *columns);

#endif

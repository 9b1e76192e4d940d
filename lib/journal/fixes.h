/* fixes.h - a list of values to be set, by contact */
#ifndef ROSTER_JOURNAL_FIXES_H
#define ROSTER_JOURNAL_FIXES_H

#include "journal/recorded.h"
#include "record/key.h"
#include "record/table.h"

#define FIX_NOT_EXPECTED SIZE_MAX

/* A column of the list that is to be set. */
struct fix_column {
	size_t cell;          /* its number in the table */
	size_t expected_cell; /* that of its old_ column; FIX_NOT_EXPECTED: there is none */
	struct column column; /* of the export, and how its values are compared: */
	enum role role;       /* both for whoever reads the fixes */
};

/* A row of it. */
struct fix {
	struct span key;
	size_t key_column;
	size_t first; /* the first row with this key */
	size_t rival; /* of a first row: one with its key that says something else; else itself */
	uint32_t met; /* of a first row: contacts with its key; for whoever reads the fixes */
	bool used;    /* of a first row: it was found for one, before another contradicted it */
};

/* Initialise to {0}; free with fixes_free. */
struct fixes {
	struct table table;
	struct fix_column *columns;
	size_t column_count;
	struct fix *list;                         /* by row of the table */
	struct span keys[KEY_COLUMNS_MOST];       /* their names, borrowed */
	struct span_map by_key[KEY_COLUMNS_MOST]; /* -> first row */
};

/*
 * Read the list `path_z`. Its key is the first cell that is not blank in the columns `keys`
 * (borrowed), found as columns.h says. `set_z` names the columns to be set, joined by commas; NULL:
 * all that are neither a key nor old_ and the name of another. A key is never set. False with error
 * filled.
 */
bool fixes_read(struct fixes *fixes, const char *path_z, const struct span *keys, size_t key_count,
	const char *set_z, struct error *error);

/*
 * The row about a contact, by any of its keys, counting those found as met. *found is false when
 * there is none, or several that contradict each other. False (a bad record) as record_text.
 */
bool fixes_find(struct fixes *fixes, const struct key_columns *keys, struct record *contact,
	size_t *row, bool *found);

/* A row that contradicts this one; false when there is none. */
bool fixes_contradict(const struct fixes *fixes, size_t row, size_t *other);

void fixes_free(struct fixes *fixes);

#endif

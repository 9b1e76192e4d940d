/* journal_index.h - a journal in memory, by contact: what each field was first and became last */
#ifndef ROSTER_JOURNAL_JOURNAL_INDEX_H
#define ROSTER_JOURNAL_JOURNAL_INDEX_H

#include "io/span_map.h"
#include "journal/recorded.h"
#include "record/key.h"

/* A field that the journal speaks of. */
struct journal_field {
	struct span name;
	bool used;            /* it has a change in the index */
	bool of_set_active;   /* set-active changed it, so it is `active`, whatever it is called */
	bool may_become[2];   /* some `from` [0], some `to` [1] looks like TRUE */
	bool absent;          /* some line has no `from` or no `to` */
	struct column column; /* of the export, and how its values are compared: */
	enum role role;       /* both for whoever reads the index */
};

/*
 * All lines about one field of one contact. Where each starts from what the one before ended with,
 * they are one change from the first `from` to the last `to`. Lines that say the same again are of
 * so many contacts with that key. Anything else is tangled: nobody knows which line comes first or
 * whom it is about.
 */
struct journal_change {
	uint32_t next;      /* number of the contact's next change; 0: none */
	uint32_t field;     /* number in fields */
	uint32_t values[2]; /* numbers in values: from, to */
	uint32_t times;     /* contacts with this key that it was made to */
	uint32_t met;       /* contacts with this key met so far; for whoever reads the index */
	uint64_t line : 63; /* its first, from 1; a bit less, so that millions take 32 bytes each */
	uint64_t tangled : 1;
};

/* Initialise to {0}; free with journal_index_free. */
struct journal_index {
	char *path_z;
	bool of_ndjson; /* some line says that its values are JSON */
	struct journal_field *fields;
	size_t field_count;
	struct journal_change *changes; /* from number 1 on, in the order of the journal */
	size_t change_count;            /* without number 0 */
	struct recorded *values;        /* number 0 is absent; filled by journal_index_decode */
	struct journal_value *raw_values;
	size_t value_count;
	struct span_map by_key[KEY_COLUMNS_MOST]; /* -> number of the contact's first change */
	struct span_map by_raw, by_field;
	struct arena arena;
	size_t change_capacity, value_capacity;
};

/* Which lines count: those of a field (NULL: all), in one of some update files (none: all). */
struct journal_choice {
	const char *field_z;
	const char *const *parts_z;
	size_t part_count;
};

/*
 * Read the journal `path_z`. A line's key_field must be one of `keys`, columns of `columns`; where
 * it has none, the key is the first column's. A journal with changes, but none that
 * counts, is an error. False with error filled.
 */
bool journal_index_read(struct journal_index *index, const char *path_z,
	const struct key_columns *keys, const struct columns *columns,
	const struct journal_choice *choice, struct error *error);

/*
 * Read the raw values for an export of that format. They are JSON where a line says so. Of a
 * journal that does not say it, values that are all JSON are JSON, values that are all CSV are CSV,
 * and values that could be either are what the export is: JSON values with recorded.h's `either`.
 * False with error filled (STATUS_BAD_DATA) when one is neither.
 */
bool journal_index_decode(struct journal_index *index, enum format format, struct error *error);

/* The number of the first change of the contact with that key; 0: there is none. */
uint32_t journal_index_find(const struct journal_index *index, size_t key_column, struct span key);

void journal_index_free(struct journal_index *index);

#endif

/* key.h - what a contact is known by */
#ifndef ROSTER_RECORD_KEY_H
#define ROSTER_RECORD_KEY_H

#include "record/record.h"

#define KEY_COLUMNS_MOST 8

/* The columns of a key, the first that is not blank counts. */
struct key_columns {
	struct column list[KEY_COLUMNS_MOST];
	size_t count;
};

struct key {
	struct span text; /* empty: the contact has none */
	size_t column;    /* which of the key columns it is from */
};

/*
 * Ask for the columns of `names_z`, joined by commas; NULL is customer_id,signalvine_id, of which
 * those absent are skipped. False with error filled (STATUS_USAGE) when there are none or too many.
 */
bool key_columns_want(struct key_columns *keys, const char *names_z, struct columns *columns,
	struct error *error);

/* The record's key. False (a bad record) when a key has no text. */
bool record_key(struct record *record, const struct key_columns *keys, struct key *key);

#endif

/* left_alone.h - single values of contacts that no filter changes */
#ifndef ROSTER_CHAIN_LEFT_ALONE_H
#define ROSTER_CHAIN_LEFT_ALONE_H

#include "io/span_map.h"
#include "record/key.h"

/* A field of a contact. */
struct left_alone_entry {
	uint32_t next; /* number of the contact's next one; 0: none */
	struct column column;
};

/* Initialise to {0}; free with left_alone_free. */
struct left_alone {
	struct key_columns keys;
	struct left_alone_entry *entries; /* from number 1 on */
	size_t count;
	struct span_map by_key[KEY_COLUMNS_MOST]; /* -> number of the contact's first */
};

/*
 * Read a list of NDJSON, each line with `key`, `key_field` and `field`; one with `again` says
 * nothing. Asks for the columns that they speak of. False with error filled.
 */
bool left_alone_read(
	struct left_alone *list, const char *path_z, struct columns *columns, struct error *error);

/* Take back those changes of the record that are in the list; whether there was one. */
bool left_alone_take_back(const struct left_alone *list, struct record *record);

void left_alone_free(struct left_alone *list);

#endif

/* protect.h - contacts that no filter touches */
#ifndef ROSTER_CHAIN_PROTECT_H
#define ROSTER_CHAIN_PROTECT_H

#include "record/record.h"

/* Initialise to {0}; free with protect_free. */
struct protect {
	struct protect_list *lists;
	size_t count;
	struct column customer_id, phone;
	bool by_customer_id, by_phone;
};

/*
 * Add the list in `path_z`, with a header customer_id, phone or both. A contact is protected when
 * either is in a list; phones are compared as phone_set.h says. False with error filled.
 */
bool protect_add(struct protect *protect, const char *path_z, struct error *error);

/* The same for all lists of a folder, which must have one; a path that is none is a list. */
bool protect_add_folder(struct protect *protect, const char *path_z, struct error *error);

/* Ask for the columns that the lists name. */
void protect_want(struct protect *protect, struct columns *columns);

/* Whether the record is protected; false from the function itself means a bad record. */
bool protect_test(struct protect *protect, struct record *record, bool *found);

/* Say on standard error which entries matched no contact. */
void protect_report(const struct protect *protect, const char *program_z);

void protect_free(struct protect *protect);

#endif

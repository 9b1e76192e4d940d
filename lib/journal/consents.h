/* consents.h - who asked to hear from the school again, and where it was given */
#ifndef ROSTER_JOURNAL_CONSENTS_H
#define ROSTER_JOURNAL_CONSENTS_H

#include "cli/error.h"
#include "io/span_map.h"
#include "journal/guard_rules.h"
#include "record/date.h"

struct consent {
	struct span text; /* "DATE SOURCE" */
	struct date day;
};

/* Initialise to {0}; free with consents_free. */
struct consents {
	struct span_map by_key[GUARD_KEY_COUNT]; /* -> number in list */
	struct consent *list;
	size_t count;
	struct arena arena;
};

/*
 * Read a list with the columns customer_id or signalvine_id, date (YYYY-MM-DD, not yet to come) and
 * source. False with error filled when it cannot be read or a row of it lacks something.
 */
bool consents_read(struct consents *consents, const char *path_z, struct error *error);

/* The newest of a contact, by any of its keys; NULL when the list does not name it. */
const struct consent *consents_find(
	const struct consents *consents, const struct guard_contact *contact);

void consents_free(struct consents *consents);

#endif

/* consents.h - who asked to hear from the school again, and where it was given */
#ifndef ROSTER_JOURNAL_CONSENTS_H
#define ROSTER_JOURNAL_CONSENTS_H

#include "cli/error.h"
#include "io/span_map.h"
#include "journal/guard_rules.h"

/* Initialise to {0}; free with consents_free. */
struct consents {
	struct span_map by_key[GUARD_KEY_COUNT]; /* -> number in texts */
	struct span *texts;                      /* "DATE SOURCE" */
	size_t count;
	struct arena arena;
};

/*
 * Read a list with the columns customer_id or signalvine_id, date (YYYY-MM-DD) and source. False
 * with error filled when it cannot be read or a row of it lacks something.
 */
bool consents_read(struct consents *consents, const char *path_z, struct error *error);

/* "DATE SOURCE" of a contact that the list names; data NULL when it does not. */
struct span consents_find(const struct consents *consents, const struct guard_contact *contact);

void consents_free(struct consents *consents);

#endif

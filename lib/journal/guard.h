/* guard.h - who may be made active again: the one function that every such path asks */
#ifndef ROSTER_JOURNAL_GUARD_H
#define ROSTER_JOURNAL_GUARD_H

#include "record/record.h"

struct guard;

/*
 * `consent_z` is the list of those who asked to hear from the school again, with the columns
 * customer_id or signalvine_id, date (YYYY-MM-DD) and source; NULL: nobody did. The columns that
 * the guard looks at are asked of `columns`, which is borrowed. NULL with error filled, when the
 * list cannot be read or a row of it lacks something. Free with guard_free.
 */
struct guard *guard_open(const char *consent_z, struct columns *columns, struct error *error);

enum guard_answer {
	GUARD_ALLOWED, /* *consent says why: "DATE SOURCE", which lives as long as the guard */
	GUARD_HELD,    /* nothing proves consent: leave the contact as it is */
	GUARD_BAD,     /* a key of the record cannot be read: see its defect */
};

enum guard_answer guard_ask(const struct guard *guard, struct record *record, struct span *consent);

/* NULL is allowed. */
void guard_free(struct guard *guard);

#endif

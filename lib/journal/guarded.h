/* guarded.h - the list of those whom the guard left as they are, and what would help */
#ifndef ROSTER_JOURNAL_GUARDED_H
#define ROSTER_JOURNAL_GUARDED_H

#include "io/side_file.h"
#include "journal/evidence.h"

/*
 * Append a line to the list: NDJSON with key, key_field (where the key is no customer_id), phone,
 * reason, last_step where that is what the evidence has (NULL: it is not), and to_do.
 */
bool guarded_add(struct side_file *list, const struct guard_contact *contact,
	const struct guard_rule *unmet, const struct evidence_source *last_step,
	struct error *error);

#endif

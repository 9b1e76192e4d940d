/* guarded.h - the list of those whom the guard left as they are, and what would help */
#ifndef ROSTER_JOURNAL_GUARDED_H
#define ROSTER_JOURNAL_GUARDED_H

#include "io/side_file.h"
#include "journal/guard_rules.h"

/*
 * Append a line to the list: NDJSON with key, key_field (where the key is no customer_id), phone,
 * reason, and to_do.
 */
bool guarded_add(struct side_file *list, const struct guard_contact *contact,
	const struct guard_rule *unmet, struct error *error);

#endif

/* groups.h - the groups that a contact is in: a list joined by `;`, or a JSON array of texts */
#ifndef ROSTER_RECORD_GROUPS_H
#define ROSTER_RECORD_GROUPS_H

#include "record/record.h"

/* Names are case-sensitive and taken as they are; empty ones (`;;`) are not there. */
struct groups {
	const struct span *names; /* in the record's arena */
	size_t count;
	bool array; /* they came as a JSON array */
};

/* False (a bad record) when the column is neither a text, empty, nor an array of texts. */
bool groups_read(struct record *record, struct column column, struct groups *groups);

/* Make `group` the only one: an array stays an array, anything else becomes a text. */
void groups_replace(struct record *record, struct column column, const struct groups *groups,
	struct span group);

/* Put `group` behind the others, where it is not among them; array or text as above. */
void groups_add(struct record *record, struct column column, const struct groups *groups,
	struct span group);

/* Whether `group` is among them; *other is one that differs from it only in case, or NULL. */
bool groups_have(const struct groups *groups, struct span group, const struct span **other);

#endif

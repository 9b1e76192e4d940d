/* group_names.h - the groups of all contacts, and which of them are perhaps one */
#ifndef ROSTER_CHECK_GROUP_NAMES_H
#define ROSTER_CHECK_GROUP_NAMES_H

#include "check/findings.h"
#include "io/span_map.h"

struct group_name {
	struct span name;
	uint64_t contacts;
	struct finding first; /* where it was met first */
};

/* Initialise to {0}; free with group_names_free. Memory grows with the names, not the contacts. */
struct group_names {
	struct span_map numbers; /* of a name in `list` */
	struct group_name *list;
	size_t count, capacity;
};

/*
 * Count a contact in a group. True when the name is new: then *first is to be filled, its `key`
 * with memory that lives as long as the findings.
 */
bool group_names_add(struct group_names *groups, struct span name, struct finding **first);

/*
 * At the end: each name that differs only in ASCII case, spaces and tabs from one with more
 * contacts (of those with equally many, from the one met first).
 */
void group_names_report(struct group_names *groups, struct findings *findings);

void group_names_free(struct group_names *groups);

#endif

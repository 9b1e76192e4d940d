/* group_merge.h - a change of groups made to a contact that has joined or left others since */
#ifndef ROSTER_JOURNAL_GROUP_MERGE_H
#define ROSTER_JOURNAL_GROUP_MERGE_H

#include "journal/recorded.h"

/*
 * What the groups of a column become by the change from `from` to `to`: those of `to` that it has
 * brought, and behind them the others that the contact has now, without those that the change took
 * away. All of it lives as long as the record. False when the contact has none of the groups that
 * the change takes away, though it takes some: somebody has decided otherwise. The column is one
 * that groups_read can read.
 */
bool group_merge(const struct recorded *from, const struct recorded *to, struct record *record,
	struct column column, struct recorded *merged);

#endif

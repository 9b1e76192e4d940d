/* group_decision.h - whether a reviewer left a contact out of a run for a group that it was in */
#ifndef ROSTER_NIGHTS_GROUP_DECISION_H
#define ROSTER_NIGHTS_GROUP_DECISION_H

#include "io/arena.h"
#include "review/decisions.h"

/*
 * Look the contact up in the export of the run, which is read up to it, with its columns called as
 * `mapped` says, and put the reason of the group's decision into *reason, copied into the arena:
 * empty where none was given, its data NULL where no group left the contact out, or the export was
 * pruned. False with error filled when something cannot be read.
 */
bool group_decision_find(struct decisions *decisions, const char *run_z, struct span key,
	const struct columns *mapped, struct arena *arena, struct span *reason,
	struct error *error);

#endif

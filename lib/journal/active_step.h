/* active_step.h - the guard before values that come from elsewhere: journals and lists of fixes */
#ifndef ROSTER_JOURNAL_ACTIVE_STEP_H
#define ROSTER_JOURNAL_ACTIVE_STEP_H

#include "journal/guard.h"
#include "journal/recorded.h"

/* What a program says of itself whose values come from elsewhere (filter.h: caution, held_note). */
#define ACTIVE_STEP_CAUTION                                                                        \
	"active=FALSE counts as an opt-out in the metrics, and the platform cannot tell it from "  \
	"a real one afterwards"
#define ACTIVE_STEP_HELD_NOTE                                                                      \
	"the guarded contacts stay as they are, with all their values: nothing shows that they "   \
	"want to hear from you again; name those who do in a list for --consent"

struct active_step {
	struct guard *guard; /* borrowed */
	struct column active;
};

/*
 * Ask `columns` (borrowed) for `active`. It must be there where `required`: a file that calls it
 * something else would else have it changed unseen.
 */
void active_step_begin(
	struct active_step *step, struct guard *guard, bool required, struct columns *columns);

/* Whether this is the column `active` of this record, by whatever name it was asked for. */
bool active_step_is_active(
	const struct active_step *step, const struct record *record, struct column column);

/*
 * To be asked before `active` is given another value, and before any other value of the record is
 * changed, because the guard knows a contact by its keys. A step from TRUE, and one to FALSE, is
 * always allowed. Every other one is an opt-in or could be taken for one: to TRUE from anything,
 * and from FALSE to blank. The guard decides about it.
 */
enum guard_answer active_step_ask(const struct active_step *step, struct record *record,
	struct column column, const struct recorded *wanted);

/* Whether the value is FALSE, which the platform counts as an opt-out. */
bool active_step_is_out(const struct recorded *wanted);

#endif

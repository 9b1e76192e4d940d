/* patch_plan.h - what a journal would have done to one contact, and what has come between */
#ifndef ROSTER_JOURNAL_PATCH_PLAN_H
#define ROSTER_JOURNAL_PATCH_PLAN_H

#include "journal/conflicts.h"
#include "journal/journal_index.h"

/* A recorded change of the contact that is looked at. */
struct planned_change {
	struct journal_change *change;
	const struct journal_field *field;
	struct column column;
	enum role role;
	const struct recorded *expected, *wanted;
	const char *why_z; /* why it is left alone; NULL: it is not */
};

/* Initialise what is above the line; free with patch_plan_free. */
struct patch_plan {
	struct journal_index *index; /* borrowed, as all of it */
	const struct key_columns *keys;
	bool reverse;
	bool merge_groups; /* groups that were joined or left since stay so */

	struct planned_change *list;
	size_t count;
};

enum patch_judgement {
	PATCH_TO_DO,
	PATCH_ALREADY,  /* the contact has the wanted value */
	PATCH_CONFLICT, /* it is to be left alone: why_z says why */
};

/* Find all changes of a contact, by any of its keys. False (a bad record) as record_text. */
bool patch_plan_find(struct patch_plan *plan, struct record *contact);

/*
 * Judge change `i`, counting the contact as met. Bytes are compared before values, so that what was
 * only spelled otherwise comes back too.
 */
enum patch_judgement patch_plan_judge(struct patch_plan *plan, struct record *contact, size_t i);

/* The change cannot be made, although it was to be: recorded_set has said so. */
void planned_change_fail(struct planned_change *planned);

/* Add a change with a why_z to the conflicts. */
void patch_plan_report(const struct patch_plan *plan, struct record *contact,
	const struct planned_change *planned, struct conflicts *conflicts);

void patch_plan_free(struct patch_plan *plan);

#endif

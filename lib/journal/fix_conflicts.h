/* fix_conflicts.h - what a list of fixes asked for and did not get, in words */
#ifndef ROSTER_JOURNAL_FIX_CONFLICTS_H
#define ROSTER_JOURNAL_FIX_CONFLICTS_H

#include "journal/conflicts.h"
#include "journal/fixes.h"
#include "journal/phone_watch.h"

/* A value of a row. */
struct fix_value {
	size_t row;
	const struct fix_column *column;
	struct recorded wanted;
};

enum fix_failure {
	FIX_NOT_AS_EXPECTED, /* old_COLUMN says otherwise than the export */
	FIX_CANNOT_BE_SET,   /* recorded_set has said so */
};

void fix_conflicts_add(const struct fixes *fixes, struct record *contact,
	const struct fix_value *value, enum fix_failure failure, struct conflicts *conflicts);

/* When the last contact has been seen: the rows that are ambiguous and those that met nobody. */
struct fix_rows {
	uint64_t ambiguous, unmatched;
};
struct fix_rows fix_conflicts_add_rows(const struct fixes *fixes, struct conflicts *conflicts);

/* And who was given a phone that another has: that is done, but worth a look. */
void fix_conflicts_add_phones(
	const struct phone_watch *phones, struct span field, struct conflicts *conflicts);

#endif

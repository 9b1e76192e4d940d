/* active_step.c - see active_step.h */
#include "journal/active_step.h"

#include "record/truth.h"

void
active_step_begin(
	struct active_step *step, struct guard *guard, bool required, struct columns *columns)
{
	step->guard = guard;
	step->active = columns_want(
		columns, span_of("active", 6), required ? COLUMN_REQUIRED : COLUMN_OPTIONAL);
}

bool
active_step_is_active(
	const struct active_step *step, const struct record *record, struct column column)
{
	return column.index == step->active.index ||
	       columns_match(record->columns, step->active.index, record_name(record, column));
}

bool
active_step_is_out(const struct recorded *wanted)
{
	bool truth;
	return truth_parse(wanted->text, &truth) && !truth;
}

enum guard_answer
active_step_ask(const struct active_step *step, struct record *record, struct column column,
	const struct recorded *wanted)
{
	struct value found;
	bool truth = false;
	bool read = record_value(record, column, &found);
	bool scalar = read && (found.kind == VALUE_TEXT || found.kind == VALUE_TRUTH);
	if (scalar && truth_parse(found.text, &truth) && truth)
		return GUARD_ALLOWED;
	if (active_step_is_out(wanted))
		return GUARD_ALLOWED;
	if (!wanted->text.length && read && found.kind <= VALUE_TEXT && !found.text.length)
		return GUARD_ALLOWED;
	return guard_ask(step->guard, record);
}

/* outcomes.c - see outcomes.h */
#include "journal/outcomes.h"

#include "cli/message.h"

#include <string.h>

void
outcomes_begin(struct outcomes *outcomes)
{
	memset(outcomes->pending, 0, sizeof(outcomes->pending));
	outcomes->opts_out = false;
}

void
outcomes_note(struct outcomes *outcomes, enum outcome outcome, uint64_t count)
{
	outcomes->pending[outcome] += count;
}

void
outcomes_note_opt_out(struct outcomes *outcomes, struct column active)
{
	outcomes->opts_out = true;
	outcomes->active = active;
}

static void
leave_out_taken_back(struct outcomes *outcomes, const struct record *contact)
{
	uint64_t done = outcomes->pending[OUTCOME_DONE], left = contact->change_count;
	if (left >= done)
		return;
	outcomes->pending[OUTCOME_DONE] = left;
	outcomes->pending[OUTCOME_LEFT_ALONE] = done - left;
	bool opts_out = false;
	for (size_t i = 0; i < contact->change_count; i++)
		opts_out |= contact->changes[i].column.index == outcomes->active.index;
	outcomes->opts_out = outcomes->opts_out && opts_out;
}

void
outcomes_settle(struct outcomes *outcomes, const struct record *contact)
{
	leave_out_taken_back(outcomes, contact);
	for (size_t i = 0; i < OUTCOME_COUNT; i++)
		outcomes->counts[i] += outcomes->pending[i];
	outcomes->opted_out = outcomes->opted_out || outcomes->opts_out;
	outcomes_begin(outcomes);
}

void
outcomes_add_words(struct buffer *line, const struct outcomes *outcomes,
	const char *const words_z[OUTCOME_COUNT], const char *more_z)
{
	for (size_t i = 0; i < OUTCOME_COUNT; i++) {
		struct message_number number;
		if (i <= OUTCOME_CONFLICT || outcomes->counts[i])
			buffer_add_format(line, "%s%s %s", i ? ", " : "",
				message_number_z(&number, outcomes->counts[i]), words_z[i]);
		if (i == OUTCOME_CONFLICT)
			buffer_add_z(line, more_z);
	}
}

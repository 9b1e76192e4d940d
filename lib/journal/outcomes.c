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
outcomes_note_opt_out(struct outcomes *outcomes)
{
	outcomes->opts_out = true;
}

void
outcomes_settle(struct outcomes *outcomes)
{
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

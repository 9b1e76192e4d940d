/* outcomes.h - what became of the values that a list or a journal asks for, counted by contact */
#ifndef ROSTER_JOURNAL_OUTCOMES_H
#define ROSTER_JOURNAL_OUTCOMES_H

#include "record/record.h"

#include <stdint.h>

enum outcome {
	OUTCOME_DONE,
	OUTCOME_ALREADY,
	OUTCOME_CONFLICT,
	OUTCOME_GUARDED,
	OUTCOME_SPARED,     /* protected, or not selected */
	OUTCOME_LEFT_ALONE, /* done, and taken back: in a run, because the value came back */
	OUTCOME_COUNT,
};

/* Initialise to {0}. */
struct outcomes {
	uint64_t counts[OUTCOME_COUNT]; /* of the contacts that went on */
	bool opted_out;                 /* the `active` of one of them became FALSE */

	/* of the contact at hand */
	uint64_t pending[OUTCOME_COUNT];
	bool opts_out;
	struct column active; /* which opts it out */
};

/* Another contact is looked at: what was noted of one that did not go on is forgotten. */
void outcomes_begin(struct outcomes *outcomes);

void outcomes_note(struct outcomes *outcomes, enum outcome outcome, uint64_t count);

/* Its column `active` was made FALSE. */
void outcomes_note_opt_out(struct outcomes *outcomes, struct column active);

/*
 * The contact at hand went on, so that what was noted of it counts. Each value that was done is a
 * change of it, unless that was taken back.
 */
void outcomes_settle(struct outcomes *outcomes, const struct record *contact);

/*
 * Append them, each with its word, as "1 set, 2 already so". The first three always stand there,
 * `more_z` behind them.
 */
void outcomes_add_words(struct buffer *line, const struct outcomes *outcomes,
	const char *const words_z[OUTCOME_COUNT], const char *more_z);

#endif

/* contact_history.h - what all nights did to one contact */
#ifndef ROSTER_RUN_CONTACT_HISTORY_H
#define ROSTER_RUN_CONTACT_HISTORY_H

#include "run/run_list.h"
#include "run/stage_cursor.h"

/* One changed value, or that the contact was taken out (then `field` is empty). */
struct contact_event {
	const struct listed_run *run;
	const struct run_stage *stage;  /* with its rule */
	const struct cursor_line *line; /* its `at` is the day that the stage took for today */
};

struct contact_query {
	struct span key;
	struct span field; /* empty: every field */
	struct span since; /* YYYY-MM-DD; empty: always */
	const char *runs_z;
	const char *program_z; /* NULL: every program */
};

/*
 * Tell `take` every event of the contact in the proposed runs of a folder, the oldest run first.
 * False with error filled when a run cannot be read.
 */
bool contact_history_read(const struct contact_query *query,
	void (*take)(void *context, const struct contact_event *event), void *context,
	struct error *error);

#endif

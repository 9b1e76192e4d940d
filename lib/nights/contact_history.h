/* contact_history.h - all that is known of one contact: what we changed, and what changed elsewhere
 */
#ifndef ROSTER_NIGHTS_CONTACT_HISTORY_H
#define ROSTER_NIGHTS_CONTACT_HISTORY_H

#include "io/arena.h"
#include "record/columns.h"
#include "run/run_list.h"

enum contact_event_kind {
	EVENT_CHANGED,   /* a stage proposed another value */
	EVENT_TAKEN_OUT, /* a stage dropped or purged it */
	EVENT_REJECTED,  /* a stage set it aside as a bad record */
	EVENT_SEEN,      /* an export shows another value, and that was not by us */
	EVENT_ADDED,     /* an export has it, and the one before had not */
	EVENT_GONE,      /* the other way round */
	EVENT_CAME_BACK, /* what we had changed is another value; where no EVENT_SEEN says so */
};

/* A span whose data is NULL: nothing is known. Spans live as long as the history. */
struct contact_event {
	enum contact_event_kind kind;
	size_t run;     /* number in runs: that proposed it, or whose export shows it */
	struct span at; /* the day that it took for today */
	struct span field, from, to;              /* texts */
	struct span filter, stage, where, reason; /* of a stage */

	/* what became of a change */
	struct span approved_by, approved_at;       /* of its run */
	struct span part, uploaded_at, uploaded_by; /* the update file that has it */
	struct span left_out;                       /* why the reviewer left it out */
	struct span shown; /* the run whose export was the first to show it */

	struct span since;  /* the run whose export did not show yet what was seen */
	struct span undoes; /* the run whose uploaded change that undoes: it came back */
};

/* Initialise to {0}; free with contact_history_free. */
struct contact_history {
	struct run_list runs;
	const struct columns *columns; /* the query's */
	struct contact_event
		*list; /* the oldest run first; what its export shows before its stages */
	size_t count;
	struct span alike; /* a key like the query's but for leading zeros; empty: none was met */
	struct arena arena;
};

struct contact_query {
	struct span key;
	struct span field; /* empty: every field */
	struct span since; /* YYYY-MM-DD; empty: always */
	const char *runs_z;
	const char *program_z; /* NULL: every program */
	const struct columns
		*columns; /* what --column says; borrowed as long as the history lives */
};

/*
 * Find every event of the contact in the proposed runs of a folder. False with error filled when a
 * run cannot be read.
 */
bool contact_history_read(
	struct contact_history *history, const struct contact_query *query, struct error *error);

/* Say of the changes what became of them; a part of contact_history_read. */
bool contact_history_follow(
	struct contact_history *history, const struct contact_query *query, struct error *error);

void contact_history_free(struct contact_history *history);

#endif

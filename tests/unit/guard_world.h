/* guard_world.h - a school, its platform and its people, in small: what the guard is held against
 */
#ifndef ROSTER_UNIT_GUARD_WORLD_H
#define ROSTER_UNIT_GUARD_WORLD_H

#include "journal/guard.h"
#include "support.h"

#define CONTACTS 4
#define PHONES 3
#define NO_PHONE PHONES
#define ROWS_MOST 64
#define STEPS_MOST 256

enum state { STATE_ACTIVE, STATE_OUT, STATE_BLANK };

/* One contact on the platform. Contact i has the key "i", but see has_twins. */
struct person {
	enum state state;
	bool own;        /* the last opt-out was the person's own, and nobody undid it */
	bool list_keeps; /* we cleaned the contact up once: from then on the list has all opt-outs
			  */
	size_t phone;
	int consented; /* the day of the consent in the school's list; 0: none */
	bool agrees;   /* it was given after the last opt-out */
	enum state shown;
	int shown_on;  /* the day of the last export; 0: none yet */
	int opted_out; /* the last day on which one showed so, before it was out not by us */
	bool by_us;    /* we made it inactive since */
};

/* A row of the school's list of opt-outs. */
struct row {
	int day;
	size_t contact, phone; /* CONTACTS, NO_PHONE: not named */
};

/* A line of one of our journals. */
struct step {
	struct journal_line line;
	char key_z[2];
	int exported, reached; /* the days of the export, and of the upload; 0: it was none */
	bool of_program, pruned, pending;
	size_t contact;
	enum state to;
};

struct world {
	uint64_t luck;
	int day;
	struct person people[CONTACTS];
	struct row rows[ROWS_MOST];
	size_t row_count;
	struct step steps[STEPS_MOST];
	size_t step_count;
	const struct guard_rule *rules; /* those of the guard, or all but one */
	size_t rule_count;
	unsigned required; /* of the evidence */
	bool has_twins;    /* the last contact has the key of the first */
	bool forgets;      /* what earlier nights saw */
	bool failed;
	bool is_told; /* say what happens */
	bool opened;  /* somebody became active by evidence at all */
	bool opened_by_consent;
};

/* Play one history; world->failed says whether it made somebody active who had opted out. */
void world_play(struct world *world, uint64_t seed);

#endif

/*
 * guard_consents.h - the consents in the world of guard_events.h: a list that is used again and
 * again, and nights whose exports show every change before the next one
 */
#ifndef ROSTER_UNIT_GUARD_CONSENTS_H
#define ROSTER_UNIT_GUARD_CONSENTS_H

#include "guard_events.h"
#include "journal/own_opt_outs.h"

/* The export of today, compared with the last one. */
static void
look(struct world *world)
{
	for (size_t i = 0; i < CONTACTS; i++) {
		struct person *person = &world->people[i];
		bool is_out = person->state != person->shown && person->state != STATE_ACTIVE &&
			      person->shown != STATE_OUT;
		if (person->shown_on && is_out && !person->by_us)
			person->opted_out = person->shown_on;
		person->shown = person->state;
		person->shown_on = world->day;
		person->by_us = false;
	}
}

static void
consent(struct world *world)
{
	size_t contact;
	struct person *person = anybody(world, &contact);
	person->consented = world->day;
	person->agrees = true;
}

/* Every contact that the list names, as long as it is in it. */
static void
opt_in_by_consent(struct world *world)
{
	struct own_opt_outs opt_outs = {0};
	for (size_t i = 0; i < CONTACTS && !world->forgets; i++)
		if (world->people[i].opted_out)
			own_opt_outs_add(&opt_outs, 0, span_of(key_of(world, i), 1),
				(struct date){world->people[i].opted_out});
	for (size_t i = 0; i < CONTACTS && !world->failed; i++) {
		struct person *person = &world->people[i];
		struct guard_contact asked = contact_of(person, key_of(world, i));
		struct date consented = {person->consented}, active;
		if (!person->consented || person->state == STATE_ACTIVE ||
			own_opt_outs_follow(&opt_outs, &asked, consented, &active))
			continue;
		world->opened_by_consent = true;
		world->failed = world->failed || (person->own && !person->agrees);
		record_step(world, i, STATE_ACTIVE, "set-active");
		person->state = STATE_ACTIVE;
		person->own = false;
	}
	own_opt_outs_free(&opt_outs);
}

#endif

/* guard_events.h - what happens in the world of guard_world.h: to people, on the platform, by us */
#ifndef ROSTER_UNIT_GUARD_EVENTS_H
#define ROSTER_UNIT_GUARD_EVENTS_H

#include "guard_world.h"

static const char *const phones_z[PHONES + 1] = {
	"+13035550101", "+13035550102", "+13035550103", ""};

static bool
by_luck(struct world *world, size_t one_of)
{
	return chance(&world->luck, one_of) == 0;
}

static struct person *
anybody(struct world *world, size_t *contact)
{
	*contact = chance(&world->luck, CONTACTS);
	return &world->people[*contact];
}

static void
list(struct world *world, size_t contact, size_t phone)
{
	if (world->row_count < ROWS_MOST)
		world->rows[world->row_count++] = (struct row){world->day, contact, phone};
}

/* Named by key, by phone, or by both. */
static void
list_somehow(struct world *world, size_t contact)
{
	size_t phone = world->people[contact].phone, how = chance(&world->luck, 3);
	list(world, how == 0 && phone != NO_PHONE ? CONTACTS : contact,
		how == 1 ? NO_PHONE : phone);
}

static const char *
word_z(enum state state)
{
	return state == STATE_ACTIVE ? "TRUE" : state == STATE_OUT ? "FALSE" : "";
}

/* Two of them may have one. */
static const char *
key_of(const struct world *world, size_t contact)
{
	static const char keys_z[] = "0123";
	return &keys_z[world->has_twins && contact == CONTACTS - 1 ? 0 : contact];
}

static struct step *
record_step(struct world *world, size_t contact, enum state to, const char *filter_z)
{
	if (world->step_count == STEPS_MOST)
		fail_msg("a history is too long");
	struct step *step = &world->steps[world->step_count++];
	*step = (struct step){
		.exported = world->day,
		.reached = world->day,
		.of_program = true,
		.contact = contact,
		.to = to,
	};
	step->key_z[0] = *key_of(world, contact);
	step->line = (struct journal_line){
		.field = SPAN("active"),
		.from = span_from_z(word_z(world->people[contact].state)),
		.to = span_from_z(word_z(to)),
		.filter = span_from_z(filter_z),
	};
	return step;
}

/* What no export will show is for the school to take out of its list of consents. */
static void
opt_out(struct person *person, enum state state)
{
	if (person->state == STATE_OUT || person->state == state || person->by_us)
		person->consented = 0;
	person->agrees = false;
	person->own = true;
	person->state = state;
}

/* The platform opts out all who have the phone; the list may name only one of them. */
static void
stop(struct world *world)
{
	size_t phone = chance(&world->luck, PHONES), named = CONTACTS;
	bool kept = by_luck(world, 2);
	for (size_t i = 0; i < CONTACTS; i++) {
		struct person *person = &world->people[i];
		if (person->phone != phone)
			continue;
		opt_out(person, STATE_OUT);
		kept = kept || person->list_keeps;
		if (named == CONTACTS || by_luck(world, 2))
			named = i;
	}
	if (named < CONTACTS && kept)
		list_somehow(world, named);
}

/* Whether an upload is to come, which would write over what is blank now. */
static bool
is_pending(const struct world *world, size_t contact)
{
	bool pending = false;
	for (size_t i = 0; i < world->step_count; i++)
		pending = pending ||
			  (world->steps[i].pending && world->steps[i].contact == contact);
	return pending;
}

/* A person calls, and somebody of the school sets the contact FALSE, or blank, by hand. */
static void
call(struct world *world)
{
	size_t contact;
	struct person *person = anybody(world, &contact);
	bool blanks = by_luck(world, 3);
	opt_out(person, blanks ? STATE_BLANK : STATE_OUT);
	if (person->list_keeps && (!blanks || is_pending(world, contact)))
		list_somehow(world, contact);
}

/* The same by a list of fixes, which the school uploads. */
static void
call_by_correct(struct world *world)
{
	size_t contact;
	struct person *person = anybody(world, &contact);
	if (person->state != STATE_OUT)
		record_step(world, contact, STATE_OUT, "correct");
	else if (person->list_keeps)
		list_somehow(world, contact);
	person->by_us = true;
	opt_out(person, STATE_OUT);
}

static void
opt_in_by_hand(struct world *world)
{
	size_t contact;
	struct person *person = anybody(world, &contact);
	person->state = STATE_ACTIVE;
	person->own = false;
}

/*
 * A phone is lost. It is not replaced, because a bare phone in a list does not tell whose it was
 * then; nor is one lost by which somebody is found who shared it with a row without a phone.
 */
static void
lose_phone(struct world *world)
{
	size_t contact;
	struct person *person = anybody(world, &contact);
	for (size_t i = 0; i < world->row_count; i++) {
		const struct row *row = &world->rows[i];
		if (row->phone == NO_PHONE && world->people[row->contact].phone == person->phone)
			return;
	}
	person->phone = NO_PHONE;
}

static void
reach_platform(struct world *world, struct step *step)
{
	struct person *person = &world->people[step->contact];
	step->pending = false;
	step->reached = world->day;
	if (person->state == STATE_ACTIVE && step->to == STATE_OUT)
		person->own = false;
	person->by_us = step->to == STATE_OUT;
	person->state = step->to;
}

/* A run over the export of today: proposed, approved in part, uploaded at once, later or never. */
static void
clean_up(struct world *world)
{
	size_t fate = chance(&world->luck, 4);
	for (size_t i = 0; i < CONTACTS; i++) {
		struct person *person = &world->people[i];
		if (person->state == STATE_OUT || by_luck(world, 3))
			continue;
		struct step *step = record_step(world, i, STATE_OUT, "set-active");
		step->reached = 0;
		if (fate == 0 || by_luck(world, 8))
			continue;
		step->pending = true;
		person->list_keeps = true;
		if (fate > 1)
			reach_platform(world, step);
	}
}

/* The contact of the same key in another program: none of this one's. */
static void
clean_up_elsewhere(struct world *world)
{
	size_t contact;
	anybody(world, &contact);
	struct step *step = record_step(world, contact, STATE_OUT, "set-active");
	step->line.from = SPAN("TRUE");
	step->of_program = false;
}

static void
upload_pending(struct world *world)
{
	for (size_t i = 0; i < world->step_count; i++)
		if (world->steps[i].pending)
			reach_platform(world, &world->steps[i]);
}

static void
prune(struct world *world)
{
	for (size_t i = 0; i < world->step_count; i++)
		world->steps[i].pruned = world->steps[i].pruned || by_luck(world, 4);
}

static void
read_evidence(struct world *world, struct evidence *evidence, struct columns *columns)
{
	evidence_begin(evidence, columns);
	evidence->required = world->required;
	for (size_t i = 0; i < world->step_count; i++) {
		struct step *step = &world->steps[i];
		char at_z[16];
		bool late = !evidence_step_is_clean_up(&step->line) && step->reached;
		snprintf(at_z, sizeof(at_z), "%08d", late ? step->reached : step->exported);
		uint32_t source = evidence_add_source(evidence, span_from_z(at_z), SPAN(""));
		unsigned facts = step->of_program ? EVIDENCE_OF_PROGRAM : 0;
		if (step->reached && !step->pruned)
			facts |= EVIDENCE_UPLOADED;
		step->line.key = span_of(step->key_z, 1);
		evidence_add(evidence, &step->line, source, facts);
	}
}

static struct guard_contact
contact_of(const struct person *person, const char *key_z)
{
	return (struct guard_contact){
		.keys = {span_of(key_z, 1), SPAN("")},
		.phone = span_from_z(phones_z[person->phone]),
		.is_out = person->state == STATE_OUT,
	};
}

/* The list as it was on a day, compared with the export of today; a spreadsheet may have harmed it.
 */
static void
read_list(struct world *world, struct opt_outs *opt_outs, int day, bool with_export)
{
	bool harmed = by_luck(world, 8);
	for (size_t i = 0; i < world->row_count; i++) {
		const struct row *row = &world->rows[i];
		struct guard_contact named = {.phone = span_from_z(phones_z[row->phone])};
		if (row->contact < CONTACTS)
			named.keys[0] = harmed ? SPAN("1.4E+10")
					       : span_of(key_of(world, row->contact), 1);
		if (row->day <= day)
			opt_outs_add(opt_outs, &named);
	}
	opt_outs->export_known = with_export;
	for (int pass = 0; with_export && pass < 2; pass++)
		for (size_t i = 0; i < CONTACTS; i++) {
			struct guard_contact met = contact_of(&world->people[i], key_of(world, i));
			opt_outs_meet(opt_outs, &met, pass);
		}
}

static void
ask_about(
	struct world *world, const struct guard_basis *basis, size_t contact, const char *filter_z)
{
	struct person *person = &world->people[contact];
	struct guard_contact asked = contact_of(person, key_of(world, contact));
	const struct evidence_source *source;
	/* a filter may have given another phone before: that of somebody else, or none */
	size_t phone = by_luck(world, 4) ? chance(&world->luck, PHONES + 1) : person->phone;
	asked.phone = span_from_z(phones_z[phone]);
	/* or have made FALSE of a blank */
	asked.is_out = asked.is_out || by_luck(world, 4);
	if (guard_first_unmet(world->rules, world->rule_count, guard_facts(basis, &asked, &source)))
		return;
	world->opened = true;
	world->failed = world->failed || person->own;
	record_step(world, contact, STATE_ACTIVE, filter_z);
	person->state = STATE_ACTIVE;
}

/* set-active TRUE, or the undo of a run, with what the school has of evidence and lists. */
static void
opt_in(struct world *world)
{
	struct evidence evidence;
	struct opt_outs opt_outs = {0};
	struct columns columns = {0};
	int until = by_luck(world, 4) ? world->day - 1 - (int)chance(&world->luck, 8) : world->day;
	bool with_list = !by_luck(world, 6);
	const char *filter_z = by_luck(world, 2) ? "patch" : "set-active";
	read_evidence(world, &evidence, &columns);
	opt_outs.evidence = &evidence;
	if (with_list)
		read_list(world, &opt_outs, until, !by_luck(world, 8));
	struct guard_basis basis = {
		.evidence = by_luck(world, 8) ? NULL : &evidence,
		.opt_outs = with_list ? &opt_outs : NULL,
		.list_reaches = until >= world->day,
	};
	for (size_t i = 0; i < CONTACTS && !world->failed; i++)
		if (world->people[i].state != STATE_ACTIVE)
			ask_about(world, &basis, i, filter_z);
	opt_outs_free(&opt_outs);
	evidence_free(&evidence);
	columns_free(&columns);
}

/* Undo of an opt-in: FALSE by us, which proves nothing. */
static void
take_back(struct world *world)
{
	size_t contact;
	struct person *person = anybody(world, &contact);
	if (person->state != STATE_ACTIVE)
		return;
	record_step(world, contact, STATE_OUT, "patch");
	person->state = STATE_OUT;
	person->by_us = true;
	person->list_keeps = true;
}

#endif

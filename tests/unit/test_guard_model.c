/*
 * test_guard_model.c - random histories against journal/guard.h: clean-ups by us, STOP and calls by
 * people, opting in on the platform, shared phones, runs that are approved in part or not uploaded,
 * pruned parts, another program's runs, undo, a list of consents that is used every night. Nobody
 * whose last opt-out was his own may become active through us; and without any one condition of the
 * guard somebody does.
 *
 * What the guard cannot know is what a list does not say, so the school keeps this much: from a
 * clean-up on, every opt-out of that contact is in the list, except what is visible in the export
 * (blank) or in our journals (correct). From its consents it takes who opts out by our journals, or
 * who has opted out already.
 */
#include "guard_consents.h"

#define HISTORIES 100000 /* or what the environment says in HISTORIES */
#define EVENTS 14
#define EVENT_WEIGHT 19 /* of all kinds of them together */

/* For whoever looks into a seed: the people after each event, `*` behind who opted out himself. */
static void
tell(const struct world *world, const char *event_z)
{
	struct buffer line = {0};
	for (size_t i = 0; i < CONTACTS; i++)
		buffer_add_format(&line, " %s%s/%zu%s", word_z(world->people[i].state),
			world->people[i].own ? "*" : "", world->people[i].phone,
			world->people[i].list_keeps ? "+" : "");
	for (size_t i = 0; i < world->row_count; i++)
		buffer_add_format(&line, " [%d:%zu,%zu]", world->rows[i].day,
			world->rows[i].contact, world->rows[i].phone);
	print_message("%d %s%.*s\n", world->day, event_z, SPAN_ARGUMENTS(buffer_span(&line)));
	buffer_free(&line);
}

void
world_play(struct world *world, uint64_t seed)
{
	static const struct {
		const char *name_z;
		void (*happen)(struct world *);
		size_t weight;
	} events[] = {
		{"STOP", stop, 2},
		{"call", call, 1},
		{"call, by correct", call_by_correct, 1},
		{"opt in by hand", opt_in_by_hand, 1},
		{"lose a phone", lose_phone, 1},
		{"clean up", clean_up, 3},
		{"clean up elsewhere", clean_up_elsewhere, 1},
		{"upload", upload_pending, 1},
		{"prune", prune, 1},
		{"opt in", opt_in, 3},
		{"take back", take_back, 1},
		{"consent", consent, 1},
		{"opt in by consent", opt_in_by_consent, 2},
	};
	world->luck = seed * 0x9e3779b97f4a7c15u + 1;
	world->day = 100;
	world->has_twins = chance(&world->luck, 8) == 0;
	for (size_t i = 0; i < CONTACTS; i++) {
		size_t state = chance(&world->luck, 6);
		world->people[i] = (struct person){
			.state = state > 2 ? STATE_ACTIVE
				 : state   ? STATE_OUT
					   : STATE_BLANK,
			.own = state <= 2,
			.phone = chance(&world->luck, PHONES + 1),
		};
	}
	for (size_t turn = 0; turn < EVENTS && !world->failed; turn++) {
		size_t which = 0, luck = chance(&world->luck, EVENT_WEIGHT);
		while (luck >= events[which].weight)
			luck -= events[which++].weight;
		world->day++;
		look(world);
		events[which].happen(world);
		if (world->is_told)
			tell(world, events[which].name_z);
	}
}

static void
play(struct world *world, const struct guard_rule *rules, size_t count, uint64_t seed)
{
	world->rules = rules;
	world->rule_count = count;
	world_play(world, seed);
}

static uint64_t
histories(void)
{
	const char *most_z = getenv("HISTORIES");
	return most_z ? strtoull(most_z, NULL, 10) : HISTORIES;
}

/* In how many histories somebody became active, by evidence and by consent. */
struct openings {
	uint64_t by_evidence, by_consent;
};

/* The first seed at which somebody became active wrongly; 0: none. */
static uint64_t
find_failure(const struct world *start, const struct guard_rule *rules, size_t count,
	struct openings *openings)
{
	static struct world world;
	for (uint64_t seed = 1; seed <= histories(); seed++) {
		world = *start;
		play(&world, rules, count, seed);
		openings->by_evidence += world.opened;
		openings->by_consent += world.opened_by_consent;
		if (world.failed)
			return seed;
	}
	return 0;
}

static void
opts_nobody_in_who_opted_out(void **state)
{
	struct world start = {.required = EVIDENCE_ALL};
	struct openings openings = {0};
	(void)state;
	uint64_t seed = find_failure(&start, guard_rules, GUARD_RULE_COUNT, &openings);
	if (seed) {
		start.is_told = true;
		play(&start, guard_rules, GUARD_RULE_COUNT, seed);
		fail_msg(
			"the history of seed %llu opts in who opted out", (unsigned long long)seed);
	}
	/* a guard that never opens would pass, too */
	assert_true(openings.by_evidence * 20 > histories());
	assert_true(openings.by_consent * 20 > histories());
	print_message("opened in %llu histories by evidence, in %llu by consent\n",
		(unsigned long long)openings.by_evidence, (unsigned long long)openings.by_consent);
}

static void
needs_each_of_its_rules(void **state)
{
	struct world start = {.required = EVIDENCE_ALL};
	(void)state;
	for (size_t without = 0; without < GUARD_RULE_COUNT; without++) {
		struct guard_rule rules[GUARD_RULE_COUNT];
		struct openings openings = {0};
		size_t count = 0;
		for (size_t i = 0; i < GUARD_RULE_COUNT; i++)
			if (i != without)
				rules[count++] = guard_rules[i];
		uint64_t seed = find_failure(&start, rules, count, &openings);
		if (!seed)
			fail_msg("nothing happens without the rule \"%s\"",
				guard_rules[without].reason_z);
		print_message("without \"%s\": seed %llu\n", guard_rules[without].reason_z,
			(unsigned long long)seed);
	}
}

static void
needs_each_fact_of_its_evidence(void **state)
{
	static const unsigned facts[] = {EVIDENCE_OF_PROGRAM, EVIDENCE_UPLOADED};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(facts); i++) {
		struct world start = {.required = EVIDENCE_ALL & ~facts[i]};
		struct openings openings = {0};
		if (!find_failure(&start, guard_rules, GUARD_RULE_COUNT, &openings))
			fail_msg("nothing happens without the fact %u", facts[i]);
	}
}

static void
needs_to_remember_who_opted_out(void **state)
{
	struct world start = {.required = EVIDENCE_ALL, .forgets = true};
	struct openings openings = {0};
	(void)state;
	assert_true(find_failure(&start, guard_rules, GUARD_RULE_COUNT, &openings));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opts_nobody_in_who_opted_out),
		cmocka_unit_test(needs_each_of_its_rules),
		cmocka_unit_test(needs_each_fact_of_its_evidence),
		cmocka_unit_test(needs_to_remember_who_opted_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

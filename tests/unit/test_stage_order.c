/* test_stage_order.c - run/stage_order.h over what processes say that they read and wrote */
#include "cli/memory.h"
#include "run/stage_order.h"
#include "support.h"

/* Each process is a letter: NAME INPUT OUTPUT, '+' for a second stage of the one before it. */
static const struct {
	const char *stages_z;
	const char *way_z;
	const char *message_z; /* for the export e and the cleaned file c; NULL: the way is whole */
} cases[] = {
	{"Aec", "A", NULL},
	{"Bxc Aex", "AB", NULL},
	{"Aex B+ Cxc", "ABC", NULL},
	{"Cyc Aex Bxy", "ABC", NULL},
	/* who changes nothing stands wherever he reads */
	{"Aee Bec Ccc", "ABC", NULL},
	/* there and back again: every step counts */
	{"Aex Bxe Cec", "ABC", NULL},
	/* beside the way */
	{"Aex Bxc sxq tqr", "AB", NULL},
	{"Aec seq", "A", NULL},
	{"Aec Beq", "A",
		"what the stage B wrote did not become a part of the cleaned file; only select may stand beside the way to it"},
	/* a tool that changes something: before, between, behind */
	{"Azc", "A",
		"what the stage A read is not the export: something before it changed it; in a run's pipeline only filters of roster may do that"},
	{"Byc Aex", "AB",
		"what the stage B read is not what the stage A wrote: something between them changed it; in a run's pipeline only filters of roster may do that"},
	{"Byz Czc Aex Dxw", "ADBC",
		"what the stage B read is not what the stage D wrote: something between them changed it; in a run's pipeline only filters of roster may do that"},
	{"Aex Bxy", "AB",
		"the cleaned file is not what the stage B wrote: something behind it changed it; in a run's pipeline only filters of roster may do that"},
	/* nothing on the way at all */
	{"scq", "", NULL},
};

static char *
letter_z(char letter)
{
	return memory_copied_z(&letter, 1);
}

static void
make_list(struct stage_list *stages, const char *text_z)
{
	stages->list = memory_zeroed(16, sizeof(*stages->list));
	for (const char *c = text_z; *c; c += strcspn(c, " "), c += *c == ' ') {
		struct run_stage *stage = &stages->list[stages->count++];
		const struct run_stage *before = c[1] == '+' ? stage - 1 : NULL;
		stage->name_z = letter_z(c[0]);
		stage->process_z = letter_z(before ? before->process_z[0] : c[0]);
		stage->place = before ? before->place + 1 : 0;
		stage->input_z = letter_z(before ? before->input_z[0] : c[1]);
		stage->output_z = letter_z(before ? before->output_z[0] : c[2]);
		stage->has_journal = c[0] < 'a';
	}
}

static void
finds_the_way_or_where_it_breaks(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct stage_list stages = {0};
		struct stage_order order;
		struct error error = {0};
		char way_z[16] = "";
		make_list(&stages, cases[i].stages_z);
		stage_order_find(&order, &stages, "c");
		for (size_t j = 0; j < order.count; j++)
			way_z[j] = stages.list[order.way[j]].name_z[0];
		bool whole = stage_order_check(&order, &stages, order.count ? "e" : "c", &error);
		if (strcmp(way_z, cases[i].way_z) != 0 || whole != !cases[i].message_z ||
			(!whole && strcmp(error.text, cases[i].message_z) != 0))
			fail_msg("%s: %s, %s", cases[i].stages_z, way_z, error.text);
		stage_order_free(&order);
		stage_list_free(&stages);
	}
}

/* However many there are that a search could put into any order. */
static void
does_not_search_for_ever(void **state)
{
	struct stage_list stages = {0};
	struct stage_order order;
	(void)state;
	make_list(&stages, "Aex Bex Cex Dex Exe Fxe Gxe Hxe Iex Jex Kex Lxe Mxe Nxe Oxe");
	stage_order_find(&order, &stages, "c");
	assert_false(order.reaches_cleaned);
	stage_order_free(&order);
	stage_list_free(&stages);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_way_or_where_it_breaks),
		cmocka_unit_test(does_not_search_for_ever),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

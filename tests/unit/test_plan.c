/* test_plan.c - chain/plan.h */
#include "chain/plan.h"
#include "support.h"

enum { ARGUMENTS = 16 };

static const struct option shout_options[] = {
	{"loud", "WORD", "an option of its own", false},
	{NULL, NULL, NULL, false},
};

static bool
shout_begin(void *state, struct filter_setup *setup)
{
	bool truth;
	(void)state;
	setup_column(setup, "active");
	return setup_truth_operand(setup, &truth);
}

static const struct filter shout = {
	.name = "shout",
	.operands = "TRUE|FALSE",
	.options = shout_options,
	.changes = true,
	.begin = shout_begin,
	.max_changes_z = "100",
};
static const struct filter pick = {.name = "pick", .where_required = true};
static const struct filter pass = {.name = "pass"};

static const struct filter *
find(const char *name_z)
{
	static const struct filter *const filters[] = {&shout, &pick, &pass};
	for (size_t i = 0; i < COUNT_OF(filters); i++)
		if (strcmp(filters[i]->name, name_z) == 0)
			return filters[i];
	return NULL;
}

static void
show(const struct plan *plan, struct buffer *shown)
{
	static const char *const formats_z[] = {"", "csv", "ndjson"};
	char today_z[DATE_TEXT_SIZE];
	for (size_t i = 0; i < plan->stage_count; i++)
		buffer_add_format(shown, "%s ", plan->stages[i].name_z);
	for (size_t i = 0; i < plan->path_count; i++)
		buffer_add_format(shown, "<%s", plan->paths_z[i]);
	if (plan->output_z)
		buffer_add_format(shown, ">%s", plan->output_z);
	date_print(plan->today, today_z);
	buffer_add_format(shown, " %s-%s '%c' %s%s%s%s", formats_z[plan->from], formats_z[plan->to],
		plan->delimiter, today_z, plan->gzip ? " gzip" : "", plan->quiet ? " quiet" : "",
		plan->rejects_z ? " rejects " : "");
	buffer_add_z(shown, plan->rejects_z ? plan->rejects_z : "");
}

/* A command line, and the plan in a line, or the error. */
struct command {
	const char *arguments[ARGUMENTS];
	const char *shown_z;
	enum status status;
};

static void
check(const struct command *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct plan plan = {0};
		struct error error = {0};
		struct buffer shown = {0};
		size_t argc = 0;
		while (cases[i].arguments[argc])
			argc++;
		char *const *argv = (char *const *)(uintptr_t)cases[i].arguments;
		if (plan_make(&plan, find, argv, argc, &error))
			show(&plan, &shown);
		else
			buffer_add_z(&shown, error.text);
		expect_span(cases[i].shown_z, buffer_span(&shown), span_from_z(cases[i].shown_z));
		assert_int_equal(error.status, cases[i].status);
		plan_free(&plan);
		buffer_free(&shown);
	}
}

#define DAY "--as-of", "2026-11-24"

static void
takes_each_option_from_its_place(void **state)
{
	static const struct command cases[] = {
		{{"pass", DAY}, "pass <- - ',' 2026-11-24", 0},
		{{"pass", "a.csv", DAY, "b.csv"}, "pass <a.csv<b.csv - ',' 2026-11-24", 0},
		{{"shout", "true", "a.csv", DAY}, "shout <a.csv - ',' 2026-11-24", 0},
		{{"shout", "--loud", "x", DAY, "FALSE"}, "shout <- - ',' 2026-11-24", 0},
		{{"pass", DAY, "--from", "csv", "--to", "ndjson"},
			"pass <- csv-ndjson ',' 2026-11-24", 0},
		{{"pass", DAY, "--delimiter", ";"}, "pass <- - ';' 2026-11-24", 0},
		{{"pass", DAY, "--delimiter", "tab"}, "pass <- - '\t' 2026-11-24", 0},
		{{"pass", DAY, "--delimiter", "\\t"}, "pass <- - '\t' 2026-11-24", 0},
		{{"pass", DAY, "--output", "x.gz"}, "pass <->x.gz - ',' 2026-11-24 gzip", 0},
		{{"pass", DAY, "--output", "gz", "--gzip"}, "pass <->gz - ',' 2026-11-24 gzip", 0},
		{{"pass", DAY, "--output", "x.gzip", "--quiet", "--rejects", "r"},
			"pass <->x.gzip - ',' 2026-11-24 quiet rejects r", 0},
		{{"pick", "--where", "a = 1", DAY}, "pick <- - ',' 2026-11-24", 0},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
joins_filters_to_a_chain(void **state)
{
	static const struct command cases[] = {
		{{"pass", "--from", "csv", "in", "+", "shout", "TRUE", DAY, "+", "pass", "--to",
			 "csv"},
			"pass shout pass-2 <in csv-csv ',' 2026-11-24", 0},
		{{"pass", DAY, "+", "pass", "--quiet", "--stage", "again"},
			"pass again <- - ',' 2026-11-24 quiet", 0},
		{{"pass", "+", "pass", "in"},
			"\"in\" is one operand too many; files stand with the first filter of a "
			"chain",
			STATUS_USAGE},
		{{"pass", "+", "pass", "--from", "csv"},
			"--from stands with the first filter of a chain", STATUS_USAGE},
		{{"pass", "--to", "csv", "+", "pass"},
			"--to stands with the last filter of a chain", STATUS_USAGE},
		{{"pass", "--gzip", "+", "pass"}, "--gzip stands with the last filter of a chain",
			STATUS_USAGE},
		{{"pass", "--quiet", "+", "pass", "--quiet"},
			"--quiet is for the whole chain and given twice", STATUS_USAGE},
		{{"pass", DAY, "+", "pass", DAY}, "--as-of is for the whole chain and given twice",
			STATUS_USAGE},
		{{"pass", "+"}, "a filter is missing behind the last +", STATUS_USAGE},
		{{"pass", "+", "sing"},
			"\"sing\" is no filter that could stand in a chain (roster --help)",
			STATUS_USAGE},
		{{"pass", "--stage", "x", "+", "shout", "TRUE", "--stage", "x"},
			"two stages are called \"x\"; give one another name with --stage",
			STATUS_USAGE},
		{{"pass", "--stage", "a/b"},
			"--stage is \"a/b\"; a name has at most 64 letters, digits, - and _",
			STATUS_USAGE},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
refuses_values_that_mean_nothing(void **state)
{
	static const struct command cases[] = {
		{{"pass", "--from", "CSV"}, "--from is \"CSV\", not csv or ndjson", STATUS_USAGE},
		{{"pass", "--to", "json"}, "--to is \"json\", not csv or ndjson", STATUS_USAGE},
		{{"pass", "--delimiter", ""},
			"--delimiter is \"\", not one character (or the word tab)", STATUS_USAGE},
		{{"pass", "--delimiter", "||"},
			"--delimiter is \"||\", not one character (or the word tab)", STATUS_USAGE},
		{{"pass", "--delimiter", "\""},
			"--delimiter is \"\"\", not one character (or the word tab)", STATUS_USAGE},
		{{"pass", "--delimiter", "\xc2"},
			"--delimiter is \"\xc2\", not one character (or the word tab)",
			STATUS_USAGE},
		{{"pass", "--as-of", "2026-02-29"},
			"--as-of is \"2026-02-29\", not a date (YYYY-MM-DD)", STATUS_USAGE},
		{{"pass", "--as-of", "2026-02-28T10:00"},
			"--as-of is \"2026-02-28T10:00\", not a date (YYYY-MM-DD)", STATUS_USAGE},
		{{"pass", "--column", "phone"},
			"--column is \"phone\", not ROLE=NAME (as in --column phone=Mobile)",
			STATUS_USAGE},
		{{"pass", "--column", "=x"},
			"--column is \"=x\", not ROLE=NAME (as in --column phone=Mobile)",
			STATUS_USAGE},
		{{"pass", "--column", "x="},
			"--column is \"x=\", not ROLE=NAME (as in --column phone=Mobile)",
			STATUS_USAGE},
		{{"pick"}, "--where is missing: roster pick --where EXPR", STATUS_USAGE},
		{{"shout"}, "say TRUE or FALSE: roster shout TRUE|FALSE", STATUS_USAGE},
		{{"shout", "1"}, "\"1\" is not TRUE or FALSE: roster shout TRUE|FALSE",
			STATUS_USAGE},
		{{"shout", "TRUE", "--reason", "x"},
			"--reason is written to the journal; say --journal FILE too", STATUS_USAGE},
		{{"shout", "TRUE", "--max-changes", "-1"},
			"--max-changes is \"-1\", not a number from 0 on", STATUS_USAGE},
		{{"shout", "TRUE", "--max-changes", "99999999999999999999"},
			"--max-changes is \"99999999999999999999\", not a number from 0 on",
			STATUS_USAGE},
		{{"shout", "TRUE", "--key", ""}, "--key: a column name is missing in \"\"",
			STATUS_USAGE},
		{{"pass", "--protect", "nowhere"},
			"nowhere: cannot open: No such file or directory", STATUS_SYSTEM},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static bool
make(struct plan *plan, char *const *argv, size_t argc, struct error *error)
{
	*plan = (struct plan){0};
	*error = (struct error){0};
	return plan_make(plan, find, argv, argc, error);
}

static void
counts_threads_from_one_to_a_limit(void **state)
{
	static const struct {
		char threads_z[8];
		unsigned threads; /* 0: refused */
	} cases[] = {{"1", 1}, {"64", 64}, {"65", 0}, {"0", 0}, {"-1", 0}, {"2x", 0}, {"", 0},
		{" 2", 0}, {"+2", 0}};
	struct plan plan;
	struct error error;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char threads_z[8];
		memcpy(threads_z, cases[i].threads_z, sizeof(threads_z));
		char *const argv[] = {"pass", "--threads", threads_z};
		assert_int_equal(make(&plan, argv, 3, &error), cases[i].threads != 0);
		if (cases[i].threads)
			assert_int_equal(plan.threads, cases[i].threads);
		plan_free(&plan);
	}
	assert_true(make(&plan, (char *const[]){"pass"}, 1, &error));
	assert_true(plan.threads >= 1 && plan.threads <= 64);
	plan_free(&plan);
}

static void
takes_today_from_the_environment_or_the_clock(void **state)
{
	char *const argv[] = {"pass", DAY};
	struct plan plan;
	struct error error;
	struct date now, named;
	(void)state;
	assert_true(date_parse(SPAN("2026-11-24"), &named));
	setenv("ROSTER_AS_OF", "2020-02-29", 1);
	assert_true(make(&plan, argv, 3, &error));
	assert_int_equal(plan.today.day, named.day);
	plan_free(&plan);
	assert_true(date_parse(SPAN("2020-02-29"), &named));
	assert_true(make(&plan, argv, 1, &error));
	assert_int_equal(plan.today.day, named.day);
	plan_free(&plan);
	setenv("ROSTER_AS_OF", "soon", 1);
	assert_false(make(&plan, argv, 1, &error));
	assert_string_equal(error.text, "ROSTER_AS_OF is \"soon\", not a date (YYYY-MM-DD)");
	plan_free(&plan);
	unsetenv("ROSTER_AS_OF");
	date_today(&now);
	assert_true(make(&plan, argv, 1, &error));
	assert_in_range(plan.today.day - now.day, 0, 1);
	plan_free(&plan);
}

static void
begins_each_stage_with_what_it_was_given(void **state)
{
	char *const argv[] = {"shout", "TRUE", "--where", "b = 1", "--key", "email,phone",
		"--column", "phone=Mobile", "+", "pick", "--where", "b is empty", "--protect",
		"list"};
	static const char *const sought_z[] = {
		"Mobile", "email", "b", "active", "customer_id", "signalvine_id"};
	struct plan plan;
	struct error error;
	(void)state;
	put_file("list", SPAN("phone\n1\n"));
	if (!make(&plan, argv, COUNT_OF(argv), &error))
		fail_msg("%s", error.text);
	assert_int_equal(plan.stages[0].keys.count, 2);
	assert_int_equal(plan.stages[0].max_changes, 100);
	assert_int_equal(plan.stages[1].max_changes, UINT64_MAX);
	assert_non_null(plan.stages[0].where);
	assert_null(plan.stages[0].journal);
	assert_int_equal(plan.protect.count, 1);
	assert_string_equal(plan_name_z(&plan), "shout");
	assert_int_equal(plan.columns.count, COUNT_OF(sought_z));
	for (size_t i = 0; i < COUNT_OF(sought_z); i++)
		assert_string_equal(plan.columns.list[i].sought_z, sought_z[i]);
	plan_free(&plan);
	assert_string_equal(plan_name_z(&plan), "roster");
}

static void
help_ends_the_plan(void **state)
{
	char *const argv[] = {"pass", "+", "shout", "--help", "--max-changes", "x"};
	struct plan plan;
	struct error error;
	(void)state;
	assert_true(make(&plan, argv, COUNT_OF(argv), &error));
	assert_true(plan.help);
	assert_int_equal(plan.stage_count, 2);
	assert_ptr_equal(plan.stages[1].filter, &shout);
	plan_free(&plan);
}

static int
enter(void **state)
{
	static const char *const variables_z[] = {
		"ROSTER_AS_OF", "ROSTER_PROTECT", "ROSTER_RUN", "ROSTER_LISTS"};
	for (size_t i = 0; i < COUNT_OF(variables_z); i++)
		unsetenv(variables_z[i]);
	return enter_scratch(state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_each_option_from_its_place),
		cmocka_unit_test(joins_filters_to_a_chain),
		cmocka_unit_test(refuses_values_that_mean_nothing),
		cmocka_unit_test(counts_threads_from_one_to_a_limit),
		cmocka_unit_test(takes_today_from_the_environment_or_the_clock),
		cmocka_unit_test(begins_each_stage_with_what_it_was_given),
		cmocka_unit_test(help_ends_the_plan),
	};
	return cmocka_run_group_tests(tests, enter, leave_scratch);
}

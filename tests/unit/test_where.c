/* test_where.c - where/where.h: what expressions mean, and what is said of those that mean nothing
 */
#include "input.h"
#include "where/where.h"

static struct where *
parse(struct input *input, const char *expression_z)
{
	struct where_context context = {0};
	assert_true(date_parse(SPAN("2026-03-31"), &context.today));
	return where_parse(expression_z, &input->columns, &context, &input->error);
}

/* 1 true, 0 false, -1 a bad record. */
static int
evaluate(const char *text_z, const char *expression_z)
{
	struct input input = {0};
	struct where *where = parse(&input, expression_z);
	if (!where)
		fail_msg("%s", input.error.text);
	input_open(&input, text_z);
	bool matches = false;
	bool well = where_test(where, read_good(&input), &matches);
	where_free(where);
	input_close(&input);
	return well ? matches : -1;
}

static const char contact[] = "customer_id,active,d,n,t,group_list,none,odd name\n"
			      "0012,TRUE,2024-09-30,1.50,Mia,Seniors;Band,,x\n";

static const struct {
	const char *expression_z;
	int result;
} cases[] = {
	{"t = \"Mia\"", 1},
	{"t = 'mia'", 0},
	{"lower(t) = 'mia'", 1},
	{"t != 'Mia'", 0},
	{"t < 'Mib' and t > 'Mi'", 1},
	{"t ~ '^M.a$'", 1},
	{"t ~ 'z'", 0},
	{"lower(t) ~ 'M'", 0},
	{"t in ('x', 'Mia')", 1},
	{"t not in ('x', 'Mia')", 0},
	{"n = 1.5", 1},
	{"n = 15e-1", 1},
	{"n > 1.49999999999999999999", 1},
	{"n < -1", 0},
	{"n in (1, 1.5)", 1},
	{"n = '1.5'", 0},
	{"active = TRUE", 1},
	{"active = false", 0},
	{"active != TRUE", 0},
	{"active in (TRUE,FALSE)", 1},
	{"d = 2024-09-30", 1},
	{"d <= today - 18 months", 1},
	{"d < today - 18 months", 0},
	{"d < today - 1 year - 5 months", 1},
	{"d > today + 1 day", 0},
	{"d >= today - 78 weeks", 0},
	{"group_list has 'Band'", 1},
	{"group_list has 'band'", 0},
	{"lower(group_list) has 'band'", 1},
	{"group_list has 'Ban'", 0},
	{"none is empty", 1},
	{"none is not empty", 0},
	{"t is empty", 0},
	{"none = ''", 1},
	{"none = 'x'", 0},
	{"none != 'x'", 1},
	{"none < 5", 0},
	{"not (none < 5)", 1},
	{"none = TRUE", 0},
	{"none > 2024-01-01", 0},
	{"none ~ ''", 0},
	{"none has 'x'", 0},
	{"`odd name` = 'x'", 1},
	{"customer_id = '0012'", 1},
	{"CUSTOMERID = '0012'", 1},
	{"t = 'x' or t = 'Mia' and n = 1.5", 1},
	{"(t = 'Mia' or t = 'x') and n = 2", 0},
	{"not t = 'x' and not not t = 'Mia'", 1},
	{"t = 'x' and n = 'bad' ", 0},
	{"t = 1", -1},
	{"t = TRUE", -1},
	{"t < 2024-01-01", -1},
	{"active < 2024-01-01", -1},
	{"t = 'x' or t = 1", -1},
	{"t = 'Mia' or t = 1", 1},
	{"t = 'x' and t = 1", 0},
};

static void
means_what_it_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (evaluate(contact, cases[i].expression_z) != cases[i].result)
			fail_msg("%s", cases[i].expression_z);
}

static void
splits_every_input_in_two(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *negated_z = text_formatted_z("not (%s)", cases[i].expression_z);
		int expected = cases[i].result < 0 ? -1 : !cases[i].result;
		if (evaluate(contact, negated_z) != expected)
			fail_msg("%s", negated_z);
		free(negated_z);
	}
}

static void
takes_objects_as_it_takes_rows(void **state)
{
	static const struct {
		const char *line_z, *expression_z;
		int result;
	} objects[] = {
		{"{\"v\":true}\n", "v = TRUE", 1},
		{"{\"v\":\"true\"}\n", "v = TRUE", 1},
		{"{\"v\":1e400}\n", "v > 1e399", 1},
		{"{\"v\":null}\n", "v is empty", 1},
		{"{\"x\":1}\n", "v is empty", 1},
		{"{\"v\":[]}\n", "v is empty", 1},
		{"{\"v\":[\"a\",\"b\"]}\n", "v has 'b'", 1},
		{"{\"v\":\"a\\u0062\"}\n", "v = 'ab'", 1},
		{"{\"v\":{}}\n", "v = 'x'", -1},
		{"{\"v\":\"\\u0000\"}\n", "v = 'x'", -1},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(objects); i++)
		if (evaluate(objects[i].line_z, objects[i].expression_z) != objects[i].result)
			fail_msg("%s", objects[i].expression_z);
}

static void
looks_into_lists(void **state)
{
	(void)state;
	put_file("list.csv", SPAN("id,x\n0012,MIA\n,\n"));
	assert_int_equal(evaluate(contact, "customer_id in file(\"list.csv\", id)"), 1);
	assert_int_equal(evaluate(contact, "customer_id not in file(\"list.csv\", id)"), 0);
	assert_int_equal(evaluate(contact, "t in file('list.csv', x)"), 0);
	assert_int_equal(evaluate(contact, "lower(t) in file('list.csv', x)"), 1);
	assert_int_equal(evaluate(contact, "none in file('list.csv', id)"), 0);
	struct input input = {0};
	assert_null(parse(&input, "t in file('missing.csv', id)"));
	assert_string_equal(
		input.error.text, "missing.csv: cannot open: No such file or directory");
	assert_null(parse(&input, "t in file('list.csv', nix)"));
	assert_int_equal(input.error.status, STATUS_BAD_DATA);
	input_close(&input);
}

static void
counts_empties_once_a_record(void **state)
{
	struct input input = {0};
	bool matches;
	(void)state;
	struct where *where = parse(&input, "a = 'x' or a = 'y' or b is empty");
	input_open(&input, "a,b\n,\n1,\n,2\n");
	for (int i = 0; i < 3; i++)
		assert_true(where_test(where, read_good(&input), &matches));
	assert_int_equal(where_column_count(where), 2);
	expect_span("name", where_column_name(where, 0), SPAN("a"));
	assert_int_equal(where_empty_count(where, 0), 2);
	assert_int_equal(where_empty_count(where, 1), 2);
	where_free(where);
	input_close(&input);
}

static void
shows_where_an_expression_goes_wrong(void **state)
{
	static const struct {
		const char *expression_z, *message_z;
	} wrong[] = {
		{"", "--where: the expression is empty\n    \n    ^"},
		{"a =", "--where: expected a value after \"=\"\n    a =\n       ^"},
		{"a == 1", "--where: write \"=\" instead of \"==\"\n    a == 1\n      ^"},
		{"a", "--where: expected a comparison; if it is true or false, write a = TRUE\n    a\n     ^"},
		{"a = b",
			"--where: expected a value; text needs quotes, 'b', and a column cannot stand here\n    a = b\n        ^"},
		{"a = 'x",
			"--where: the quote that opens here is not closed\n    a = 'x\n        ^"},
		{"(a = 1",
			"--where: expected \"and\", \"or\" or \")\" after \"1\"\n    (a = 1\n          ^"},
		{"a = 1)", "--where: no \"(\" was opened for this \")\"\n    a = 1)\n         ^"},
		{"a = 1 b = 2",
			"--where: expected \"and\" or \"or\" after \"1\"\n    a = 1 b = 2\n          ^"},
		{"a < 2024-02-31",
			"--where: there is no day 2024-02-31\n    a < 2024-02-31\n        ^"},
		{"a < 3/14/2024",
			"--where: a date is written YYYY-MM-DD\n    a < 3/14/2024\n         ^"},
		{"a < TRUE",
			"--where: TRUE and FALSE have no order; use = or !=\n    a < TRUE\n        ^"},
		{"a in (1, 'x')",
			"--where: the values must all be of one type; this is a text, the first is a number\n    a in (1, 'x')\n             ^"},
		{"phone = 13035550100",
			"--where: put this in quotes: phone is a text, as a number it would lose leading zeros and \"+\"\n    phone = 13035550100\n            ^"},
		{"a ~ '('",
			"--where: this is no regex: Unmatched ( or \\(\n    a ~ '('\n        ^"},
		{"a < today - x days",
			"--where: expected a whole number after \"-\"\n    a < today - x days\n                ^"},
		{"a is null",
			"--where: expected \"empty\" or \"not empty\" after \"is\"\n    a is null\n         ^"},
		{"a = \xe2\x80\x9cx\xe2\x80\x9d",
			"--where: a text stands between straight quotes, \" or '\n    a = \xe2\x80\x9cx\xe2\x80\x9d\n        ^"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		struct input input = {0};
		assert_null(parse(&input, wrong[i].expression_z));
		assert_int_equal(input.error.status, STATUS_USAGE);
		assert_string_equal(input.error.text, wrong[i].message_z);
		input_close(&input);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		IN_SCRATCH(means_what_it_says),
		IN_SCRATCH(splits_every_input_in_two),
		IN_SCRATCH(takes_objects_as_it_takes_rows),
		IN_SCRATCH(looks_into_lists),
		IN_SCRATCH(counts_empties_once_a_record),
		cmocka_unit_test(shows_where_an_expression_goes_wrong),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

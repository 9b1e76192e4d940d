/* test_where_refusals.c - where/where.h: expressions that are refused, and where the caret is */
#include "support.h"
#include "where/where.h"

static struct where *
parse(const char *expression_z, struct columns *columns, struct error *error)
{
	static const struct span keys[] = {SPAN_INIT("email")};
	struct where_context context = {.key_names = keys, .key_name_count = COUNT_OF(keys)};
	assert_true(date_parse(SPAN("2024-03-31"), &context.today));
	return where_parse(expression_z, columns, &context, error);
}

/* The expression's error: its message, and the caret under the expression. */
struct refusal {
	const char *expression_z, *message_z, *caret_z;
};

static void
check(const struct refusal *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct columns columns = {0};
		struct error error = {0};
		struct buffer expected = {0};
		struct where *where = parse(cases[i].expression_z, &columns, &error);
		if (where)
			fail_msg("%s was read", cases[i].expression_z);
		assert_int_equal(error.status, STATUS_USAGE);
		buffer_add_format(&expected, "--where: %s\n    %s\n    %s", cases[i].message_z,
			cases[i].expression_z, cases[i].caret_z);
		for (size_t j = 0; j < expected.length; j++)
			if (expected.data[j] == '\t')
				expected.data[j] = ' ';
		expect_span(cases[i].expression_z, span_from_z(error.text), buffer_span(&expected));
		buffer_free(&expected);
		columns_free(&columns);
	}
}

static void
refuses_what_is_no_whole_expression(void **state)
{
	static const struct refusal cases[] = {
		{"", "the expression is empty", "^"},
		{"   ", "the expression is empty", "   ^"},
		{"not", "expected a column after \"not\"", "   ^"},
		{"(a = 1", "expected \"and\", \"or\" or \")\" after \"1\"", "      ^"},
		{"a = 1)", "no \"(\" was opened for this \")\"", "     ^"},
		{"a = 1 b = 2", "expected \"and\" or \"or\" after \"1\"", "      ^"},
		{"lower('a') = 'b'",
			"expected a column; quotes make a text, an odd name stands in backquotes",
			"      ^"},
		{"\"a\" = 1",
			"expected a column; quotes make a text, an odd name stands in backquotes",
			"^"},
		{"1.5 = 1", "expected a column, \"not\" or \"(\"", "^"},
		{"= 1", "expected a column, \"not\" or \"(\"", "^"},
		{"and = 1", "expected a column; one that is called \"and\" needs backquotes", "^"},
		{"is = 1", "expected a column; one that is called \"is\" needs backquotes", "^"},
		{"a = 1 and", "expected a column after \"and\"", "         ^"},
		{"a = \"x\ty\" b", "expected \"and\" or \"or\" after \"x y\"", "          ^"},
		{"not not", "expected a column after \"not\"", "       ^"},
		{"() ", "expected a column after \"(\"", " ^"},
		{"a = 1 and (b = 2 or c = 3", "expected \"and\", \"or\" or \")\" after \"3\"",
			"                         ^"},
		{"a has \"x\" has", "expected \"and\" or \"or\" after \"x\"", "          ^"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
refuses_what_is_no_value(void **state)
{
	static const struct refusal cases[] = {
		{"a = ", "expected a value after \"=\"", "    ^"},
		{"a = b",
			"expected a value; text needs quotes, 'b', and a column cannot stand here",
			"    ^"},
		{"a = null", "there is no null here; write \"is empty\" or \"is not empty\"",
			"    ^"},
		{"a = `b`",
			"expected a value; text stands between \" or ', and a column cannot stand here",
			"    ^"},
		{"a = - 1", "expected the digits of a number after \"-\"", "      ^"},
		{"a = -x", "expected the digits of a number after \"-\"", "     ^"},
		{"a = 1 - 2",
			"one cannot count from a number, only from a date, written YYYY-MM-DD",
			"    ^"},
		{"a = today - days", "expected a whole number after \"-\"", "            ^"},
		{"a = today - 1.5 days", "expected a whole number after \"-\"", "            ^"},
		{"a = today - 3 fortnights", "expected days, weeks, months or years after \"3\"",
			"              ^"},
		{"a = today + 8000 years", "that leaves the years 0000 to 9999", "          ^"},
		{"a = 2024-01-01 - 3", "expected days, weeks, months or years after \"3\"",
			"                  ^"},
		{"a in ()", "expected a value after \"(\"", "      ^"},
		{"a in (1,", "expected a value after \",\"", "        ^"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
refuses_values_that_do_not_suit_the_column(void **state)
{
	static const struct refusal cases[] = {
		{"a < TRUE", "TRUE and FALSE have no order; use = or !=", "    ^"},
		{"lower(a) = 1", "lower(...) is a text, this is a number", "           ^"},
		{"lower(a) < today", "lower(...) is a text, this is a date", "           ^"},
		{"phone = 5",
			"put this in quotes: phone is a text, as a number it would lose leading zeros and \"+\"",
			"        ^"},
		{"Phone = 5",
			"put this in quotes: Phone is a text, as a number it would lose leading zeros and \"+\"",
			"        ^"},
		{"program_phone in (1)",
			"put this in quotes: program_phone is a text, as a number it would lose leading zeros and \"+\"",
			"                  ^"},
		{"customer_id > 0",
			"put this in quotes: customer_id is a text, as a number it would lose leading zeros and \"+\"",
			"              ^"},
		{"signalvine_id != -1",
			"put this in quotes: signalvine_id is a text, as a number it would lose leading zeros and \"+\"",
			"                 ^"},
		{"email = 5",
			"put this in quotes: email is a text, as a number it would lose leading zeros and \"+\"",
			"        ^"},
		{"a in (1, \"x\")",
			"the values must all be of one type; this is a text, the first is a number",
			"         ^"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
refuses_what_is_not_said_of_columns(void **state)
{
	static const struct refusal cases[] = {
		{"a", "expected a comparison; if it is true or false, write a = TRUE", " ^"},
		{"a and b = 1", "expected a comparison; if it is true or false, write a = TRUE",
			"  ^"},
		{"lower(a = 1", "expected \")\" after \"a\"", "        ^"},
		{"a in", "expected \"(\" or \"file(\" after \"in\"", "    ^"},
		{"a in 1", "expected \"(\" or \"file(\" after \"in\"", "     ^"},
		{"a in (1 2)", "expected \",\" or \")\" after \"1\"", "        ^"},
		{"a not = 1", "expected \"in\" after \"not\"", "      ^"},
		{"a not", "expected \"in\" after \"not\"", "     ^"},
		{"a is", "expected \"empty\" or \"not empty\" after \"is\"", "    ^"},
		{"a is not", "expected \"empty\" after \"not\"", "        ^"},
		{"a is null", "expected \"empty\" or \"not empty\" after \"is\"", "     ^"},
		{"a is not null", "expected \"empty\" after \"not\"", "         ^"},
		{"a has", "expected a group in quotes after \"has\"", "     ^"},
		{"a has 1", "expected a group in quotes after \"has\"", "      ^"},
		{"a has \"\"", "a group has no empty name", "      ^"},
		{"a ~ 1", "expected a regex in quotes after \"~\"", "    ^"},
		{"a ~ \"(\"", "this is no regex: Unmatched ( or \\(", "    ^"},
		{"a ~ '(x)\\1'",
			"\\1 and the like are not in POSIX extended; write out what is meant",
			"    ^"},
		{"a ~ 'x++++++++++++++++++++++++++++++++'",
			"the regex is too large once its repetitions are written out; repeat less "
			"in it",
			"    ^"},
		{"a ~ '^a**b**c**d**e**f**g**h**i**j**'",
			"the regex is too large once its repetitions are written out; repeat less "
			"in it",
			"    ^"},
		{"a ~ 'x{0,4}{0,4}{8,}'",
			"the regex is too large once its repetitions are written out; repeat less "
			"in it",
			"    ^"},
		{"a ~", "expected a regex in quotes after \"~\"", "   ^"},
		{"first-name = \"x\"",
			"expected a comparison; a name with \"-\" in it stands in backquotes",
			"     ^"},
		{"first name = \"x\"", "expected = != < <= > >= ~ in, is or has after first",
			"      ^"},
		{"a or or b = 1", "expected a comparison; if it is true or false, write a = TRUE",
			"  ^"},
		{"a + 1 = 2", "expected a comparison; a name with \"+\" in it stands in backquotes",
			"  ^"},
		{"a == 1", "write \"=\" instead of \"==\"", "  ^"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
refuses_what_is_no_list(void **state)
{
	static const struct refusal cases[] = {
		{"a in file", "expected \"(\" after \"file\"", "         ^"},
		{"a in file(", "expected the path of a list in quotes after \"(\"", "          ^"},
		{"a in file(\"x\"", "expected \",\" after \"x\"", "             ^"},
		{"a in file(\"x\",", "expected a column after \",\"", "              ^"},
		{"a in file(\"x\", \"y\")",
			"expected a column; quotes make a text, an odd name stands in backquotes",
			"               ^"},
		{"a in file(\"\", a)", "a list is a file, not standard input", "          ^"},
		{"a in file(\"-\", a)", "a list is a file, not standard input", "          ^"},
		{"a in file(x, a)", "expected the path of a list in quotes after \"(\"",
			"          ^"},
		{"a in file(\"blank\", a)", "the column is blank in every row of this list",
			"          ^"},
	};
	(void)state;
	put_file("blank", SPAN("a\n\"\"\n\"\"\n"));
	check(cases, COUNT_OF(cases));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_what_is_no_whole_expression),
		cmocka_unit_test(refuses_what_is_no_value),
		cmocka_unit_test(refuses_values_that_do_not_suit_the_column),
		cmocka_unit_test(refuses_what_is_not_said_of_columns),
		cmocka_unit_test(refuses_what_is_no_list),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

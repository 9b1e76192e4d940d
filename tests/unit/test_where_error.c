/* test_where_error.c - where/where_error.h: what is said of expressions that mean nothing, and
 * where */
#include "support.h"
#include "where/where.h"

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
		struct columns columns = {0};
		struct where_context context = {0};
		struct error error = {0};
		assert_null(where_parse(wrong[i].expression_z, &columns, &context, &error));
		assert_int_equal(error.status, STATUS_USAGE);
		assert_string_equal(error.text, wrong[i].message_z);
		columns_free(&columns);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_where_an_expression_goes_wrong)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

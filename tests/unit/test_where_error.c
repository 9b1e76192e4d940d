/* test_where_error.c - where/where_error.h */
#include "support.h"
#include "where/where_error.h"

static void
expect_text(struct span expression, size_t offset, const char *expected_z)
{
	struct error error = {0};
	struct where_source source = {expression, &error};
	assert_false(where_fail(&source, offset, "no %s", "a\nb"));
	assert_int_equal(error.status, STATUS_USAGE);
	expect_span("text", span_from_z(error.text), span_from_z(expected_z));
}

static void
puts_the_caret_under_the_character(void **state)
{
	static const struct {
		struct span expression;
		size_t offset;
		const char *text_z;
	} cases[] = {
		{SPAN_INIT("a = b"), 4, "--where: no a b\n    a = b\n        ^"},
		{SPAN_INIT("a = b"), 5, "--where: no a b\n    a = b\n         ^"},
		{SPAN_INIT(""), 0, "--where: no a b\n    \n    ^"},
		{SPAN_INIT("a\n\t= \x1b"), 5, "--where: no a b\n    a  =  \n         ^"},
		{SPAN_INIT("\xc3\xa9\xe2\x82\xac = x"), 8,
			"--where: no a b\n    \xc3\xa9\xe2\x82\xac = x\n         ^"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_text(cases[i].expression, cases[i].offset, cases[i].text_z);
}

/* The line of the caret alone, and whether the expression is cut before and behind. */
static void
shows_the_neighbourhood_of_long_expressions(void **state)
{
	static const char digits[] = "0123456789";
	char expression[1000];
	(void)state;
	for (size_t i = 0; i < sizeof(expression); i++)
		expression[i] = digits[i % 10];
	for (size_t length = 0; length <= sizeof(expression); length += 23)
		for (size_t offset = 0; offset <= length; offset += 9) {
			struct error error = {0};
			struct where_source source = {span_of(expression, length), &error};
			where_fail(&source, offset, "no");
			const char *shown_z = strchr(error.text, '\n') + 5;
			const char *caret_z = strchr(shown_z, '\n') + 5;
			size_t column = strlen(caret_z) - 1;
			assert_int_equal(strspn(caret_z, " "), column);
			if (offset < length)
				assert_int_equal(shown_z[column], digits[offset % 10]);
			bool before = length > 92 && offset > 40;
			bool behind = length > 92 && offset + 40 < length;
			size_t line = strcspn(shown_z, "\n");
			assert_int_equal(strncmp(shown_z, "...", 3) == 0, before);
			assert_int_equal(strncmp(shown_z + line - 3, "...", 3) == 0, behind);
			assert_true(line <= 92);
			if (before)
				assert_int_equal(column, 43);
		}
}

static void
never_cuts_a_character(void **state)
{
	struct buffer expression = {0}, expected = {0};
	(void)state;
	for (size_t i = 0; i < 100; i++)
		buffer_add_z(&expression, "\xe2\x82\xac");
	buffer_add_z(&expected, "--where: no a b\n    ...");
	for (size_t i = 0; i < 80; i++)
		buffer_add_z(&expected, "\xe2\x82\xac");
	buffer_add_z(&expected, "...\n    ");
	for (size_t i = 0; i < 43; i++)
		buffer_add_z(&expected, " ");
	buffer_add_z(&expected, "^");
	buffer_add_byte(&expected, '\0');
	expect_text(buffer_span(&expression), 50 * 3, expected.data);
	buffer_free(&expression);
	buffer_free(&expected);
}

/* Bytes that only continue characters are shown, though not without end. */
static void
is_not_led_astray_by_bytes_that_are_no_characters(void **state)
{
	char expression[2000];
	struct error error = {0};
	struct where_source source = {span_of(expression, sizeof(expression)), &error};
	(void)state;
	memset(expression, '\x80', sizeof(expression));
	where_fail(&source, 1000, "no");
	assert_true(strlen(error.text) < 500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(puts_the_caret_under_the_character),
		cmocka_unit_test(shows_the_neighbourhood_of_long_expressions),
		cmocka_unit_test(never_cuts_a_character),
		cmocka_unit_test(is_not_led_astray_by_bytes_that_are_no_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

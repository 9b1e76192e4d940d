/* test_where_parse.c - where/where.h: expressions that are read, and how far */
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

/* Every one of them, and none of the columns twice. */
static void
reads_what_may_be_written(void **state)
{
	static const struct {
		const char *expression_z, *columns_z;
	} cases[] = {
		{"a = 1", "a|"},
		{"((a=1))", "a|"},
		{"NOT not a IS Not EMPTY", "a|"},
		{"a = 1 and b = 2 or a = 3", "a|b|"},
		{"`Odd ``Name` ~ 'x'", "Odd `Name|"},
		{"lower(`a`) = 'x' or LOWER ( b ) in ('x')", "a|b|"},
		{"lower = 'x'", "lower|"},
		{"not = 1", NULL},
		{"`not` = 1", "not|"},
		{"today = today", "today|"},
		{"true = TRUE or empty = false", "true|empty|"},
		{"2024 = 1 and 1e5 = 2", "2024|1e5|"},
		{"`2024-01-01` = 2024-01-01", "2024-01-01|"},
		{"a < -1.5e3 or a >= +2", "a|"},
		{"a in (today - 1 day, today+2 weeks-3 MONTHS + 1 year)", "a|"},
		{"phone = '5' or phone in ('5')", "phone|"},
		{"email2 = 5", "email2|"},
	};
	struct buffer names = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct columns columns = {0};
		struct error error = {0};
		struct where *where = parse(cases[i].expression_z, &columns, &error);
		buffer_clear(&names);
		assert_int_equal(where != NULL, cases[i].columns_z != NULL);
		for (size_t j = 0; where && j < where_column_count(where); j++) {
			buffer_add(&names, where_column_name(where, j));
			buffer_add_byte(&names, '|');
			assert_int_equal(columns.list[j].need, COLUMN_REQUIRED);
		}
		if (where)
			expect_span(cases[i].expression_z, buffer_span(&names),
				span_from_z(cases[i].columns_z));
		where_free(where);
		columns_free(&columns);
	}
	buffer_free(&names);
}

static void
knows_a_key_by_the_name_that_column_gave_it(void **state)
{
	static const struct {
		const char *expression_z;
		bool well;
	} cases[] = {{"Mobile = 5", false}, {"mobile = 5", false}, {"phone = 5", false},
		{"active = 5", true}, {"Mobile = '5'", true}};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct columns columns = {0};
		struct error error = {0};
		columns_map(&columns, SPAN("phone"), SPAN("Mobile"));
		struct where *where = parse(cases[i].expression_z, &columns, &error);
		if ((where != NULL) != cases[i].well)
			fail_msg("%s: %s", cases[i].expression_z, error.text);
		where_free(where);
		columns_free(&columns);
	}
}

/* `count` times `part_z`, then the rest. */
static bool
reads_repeated(const char *part_z, size_t count, const char *rest_z, struct error *error)
{
	struct columns columns = {0};
	struct buffer expression = {0};
	for (size_t i = 0; i < count; i++)
		buffer_add_z(&expression, part_z);
	buffer_add_z(&expression, rest_z);
	buffer_add_byte(&expression, '\0');
	*error = (struct error){0};
	struct where *where = parse(expression.data, &columns, error);
	where_free(where);
	columns_free(&columns);
	buffer_free(&expression);
	return where != NULL;
}

static bool
says(const struct error *error, const char *message_z)
{
	size_t length = strlen(message_z);
	return strncmp(error->text, message_z, length) == 0 && error->text[length] == '\n';
}

static void
is_not_led_too_deep(void **state)
{
	struct error error;
	char closing_z[201] = "";
	(void)state;
	memset(closing_z, ')', 200);
	char *rest_z = memory_copied_z("a = 1", 5);
	rest_z = memory_resized(rest_z, 5 + sizeof(closing_z), 1);
	memcpy(rest_z + 5, closing_z, sizeof(closing_z));
	assert_true(reads_repeated("(", 200, rest_z, &error));
	assert_true(reads_repeated("not (", 200, rest_z, &error));
	assert_false(reads_repeated("(", 201, rest_z, &error));
	assert_true(says(&error, "--where: parentheses stand more than 200 deep"));
	free(rest_z);
	assert_true(reads_repeated("not ", 100000, "a = 1", &error));
	assert_true(reads_repeated("a = 1 or ", 100000, "(a = 1)", &error));
	assert_true(reads_repeated("(a = 1) and ", 1000, "a = 1", &error));
	assert_true(reads_repeated("a ~ 'x' or ", 100, "a ~ 'x'", &error));
}

static void
refuses_a_regex_that_is_too_long(void **state)
{
	struct error error;
	struct buffer regex = {0};
	(void)state;
	buffer_add_z(&regex, "a ~ '");
	for (size_t i = 0; i < 4000; i++)
		buffer_add_byte(&regex, 'x');
	buffer_add_z(&regex, "'");
	buffer_add_byte(&regex, '\0');
	assert_true(reads_repeated("", 0, regex.data, &error));
	regex.length -= 2;
	buffer_add_z(&regex, "x'");
	buffer_add_byte(&regex, '\0');
	assert_false(reads_repeated("", 0, regex.data, &error));
	assert_true(says(&error, "--where: the regex is longer than 4000 bytes"));
	buffer_free(&regex);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_may_be_written),
		cmocka_unit_test(knows_a_key_by_the_name_that_column_gave_it),
		cmocka_unit_test(is_not_led_too_deep),
		cmocka_unit_test(refuses_a_regex_that_is_too_long),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

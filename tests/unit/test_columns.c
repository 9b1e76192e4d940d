/* test_columns.c - record/columns.h */
#include "record/columns.h"
#include "support.h"

#include <ctype.h>

#define MOST_NAMES 6

static void
takes_names_regardless_of_case_and_separators(void **state)
{
	static const struct {
		const char *sought_z, *name_z;
		enum column_match match;
	} cases[] = {
		{"customer_id", "customer_id", COLUMN_MATCH_EXACT},
		{"customer_id", "Customer ID", COLUMN_MATCH_LOOSE},
		{"customer_id", "CUSTOMER-ID", COLUMN_MATCH_LOOSE},
		{"customer_id", "customerid", COLUMN_MATCH_LOOSE},
		{"customer_id", " _customer__id- ", COLUMN_MATCH_LOOSE},
		{"customer_id", "customer.id", COLUMN_MATCH_NONE},
		{"customer_id", "customer_i", COLUMN_MATCH_NONE},
		{"customer_id", "customer_ids", COLUMN_MATCH_NONE},
		{"customer_id", "customer\tid", COLUMN_MATCH_NONE},
		{"customer_id", "", COLUMN_MATCH_NONE},
		{"AZ", "az", COLUMN_MATCH_LOOSE},
		{"a@", "a`", COLUMN_MATCH_NONE},
		{"a[", "a{", COLUMN_MATCH_NONE},
		{"\xc3\xa9", "\xc3\x89", COLUMN_MATCH_NONE},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct columns columns = {0};
		columns_want(&columns, span_from_z(cases[i].sought_z), COLUMN_OPTIONAL);
		enum column_match match = columns_match(&columns, 0, span_from_z(cases[i].name_z));
		if (match != cases[i].match)
			fail_msg("%s and %s: %d", cases[i].sought_z, cases[i].name_z, match);
		columns_free(&columns);
	}
}

/* The name without what does not count, in `plain_z`. */
static void
strip(const char *name_z, char *plain_z)
{
	for (; *name_z; name_z++)
		if (!strchr(" _-", *name_z))
			*plain_z++ = (char)tolower((unsigned char)*name_z);
	*plain_z = '\0';
}

static void
matches_as_the_stripped_names_do(void **state)
{
	uint64_t seed = 7;
	(void)state;
	for (size_t round = 0; round < 5000; round++) {
		char names_z[2][6] = {{0}}, plain_z[2][6];
		for (size_t i = 0; i < 2; i++) {
			size_t length = chance(&seed, 5) + 1;
			for (size_t j = 0; j < length; j++)
				names_z[i][j] = "aAbB _-."[chance(&seed, 8)];
			strip(names_z[i], plain_z[i]);
		}
		struct columns columns = {0};
		columns_want(&columns, span_from_z(names_z[0]), COLUMN_OPTIONAL);
		enum column_match expected = COLUMN_MATCH_NONE;
		if (strcmp(names_z[0], names_z[1]) == 0)
			expected = COLUMN_MATCH_EXACT;
		else if (strcmp(plain_z[0], plain_z[1]) == 0)
			expected = COLUMN_MATCH_LOOSE;
		if (columns_match(&columns, 0, span_from_z(names_z[1])) != expected)
			fail_msg("\"%s\" and \"%s\"", names_z[0], names_z[1]);
		columns_free(&columns);
	}
}

static size_t
make_spans(const char *const *names_z, struct span *names)
{
	size_t count = 0;
	for (; names_z[count]; count++)
		names[count] = span_from_z(names_z[count]);
	return count;
}

static void
finds_the_column_in_a_header(void **state)
{
	static const struct {
		const char *names_z[MOST_NAMES];
		enum column_need need;
		int field;
		const char *error_z;
	} cases[] = {
		{{"a", "phone", "b"}, COLUMN_REQUIRED, 1, NULL},
		{{"a", "Phone"}, COLUMN_REQUIRED, 1, NULL},
		{{"Phone", "phone", "PHONE"}, COLUMN_REQUIRED, 1, NULL},
		{{"phone", "Phone", "PHONE"}, COLUMN_OPTIONAL, 0, NULL},
		{{"a", "b"}, COLUMN_OPTIONAL, -1, NULL},
		{{NULL}, COLUMN_OPTIONAL, -1, NULL},
		{{"Phone", "a", "PHONE"}, COLUMN_OPTIONAL, 0,
			"f:1: both \"Phone\" and \"PHONE\" could be the column \"phone\"; say "
			"which with --column"},
		{{"active", "fone"}, COLUMN_REQUIRED, 0,
			"f:1: there is no column \"phone\"; the nearest is \"fone\" (name it with "
			"--column if it is meant)"},
		{{NULL}, COLUMN_REQUIRED, 0,
			"f:1: there is no column \"phone\"; name it with --column"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct columns columns = {0};
		struct error error = {0};
		struct span names[MOST_NAMES];
		size_t count = make_spans(cases[i].names_z, names);
		int field;
		columns_want(&columns, SPAN("phone"), cases[i].need);
		bool well = columns_find(&columns, names, count, &field, "f:1", &error);
		assert_int_equal(well, !cases[i].error_z);
		if (well)
			assert_int_equal(field, cases[i].field);
		else
			assert_string_equal(error.text, cases[i].error_z);
		assert_int_equal(error.status, well ? STATUS_OK : STATUS_BAD_DATA);
		assert_int_equal(columns.list[0].seen, well && field >= 0);
		columns_free(&columns);
	}
}

static void
gives_one_column_a_name_and_keeps_the_need(void **state)
{
	struct columns columns = {0};
	(void)state;
	struct column id = columns_want(&columns, SPAN("id"), COLUMN_OPTIONAL);
	struct column phone = columns_want(&columns, SPAN("phone"), COLUMN_REQUIRED);
	struct column loose = columns_want(&columns, SPAN("ID"), COLUMN_OPTIONAL);
	assert_int_equal(columns.count, 3);
	assert_true(id.index != phone.index && phone.index != loose.index);
	assert_int_equal(columns_want(&columns, SPAN("id"), COLUMN_REQUIRED).index, id.index);
	assert_int_equal(columns.list[id.index].need, COLUMN_REQUIRED);
	assert_int_equal(columns_want(&columns, SPAN("phone"), COLUMN_OPTIONAL).index, phone.index);
	assert_int_equal(columns.list[phone.index].need, COLUMN_REQUIRED);
	assert_int_equal(columns.count, 3);
	columns_free(&columns);
}

static void
looks_for_the_name_that_a_role_was_given(void **state)
{
	static const char *const names_z[] = {"phone", "Mobile", "active", NULL};
	struct columns columns = {0};
	struct error error = {0};
	struct span names[3];
	int field_of[3];
	(void)state;
	columns_map(&columns, SPAN("phone"), SPAN("Mobile"));
	columns_map(&columns, SPAN("email"), SPAN("E-Mail"));
	struct column phone = columns_want(&columns, SPAN("phone"), COLUMN_REQUIRED);
	struct column mobile = columns_want(&columns, SPAN("Mobile"), COLUMN_OPTIONAL);
	struct column active = columns_want(&columns, SPAN("active"), COLUMN_REQUIRED);
	assert_int_equal(phone.index, mobile.index);
	size_t count = make_spans(names_z, names);
	assert_true(columns_find(&columns, names, count, field_of, "f:1", &error));
	assert_int_equal(field_of[phone.index], 1);
	assert_int_equal(field_of[active.index], 2);
	columns_want(&columns, SPAN("email"), COLUMN_REQUIRED);
	assert_false(columns_find(&columns, names, count, field_of, "f:1", &error));
	assert_string_equal(
		error.text, "f:1: there is no column \"E-Mail\"; name it with --column");
	columns_free(&columns);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_names_regardless_of_case_and_separators),
		cmocka_unit_test(matches_as_the_stripped_names_do),
		cmocka_unit_test(finds_the_column_in_a_header),
		cmocka_unit_test(gives_one_column_a_name_and_keeps_the_need),
		cmocka_unit_test(looks_for_the_name_that_a_role_was_given),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

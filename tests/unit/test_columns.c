/* test_columns.c - record/columns.h: names, and how a header's match them */
#include "record/columns.h"
#include "support.h"

static const struct span header[] = {{"Customer ID", 11}, {"phone", 5}, {"Phone-Valid", 11},
	{"groupList", 9}, {"email", 5}, {"E_Mail", 6}};

static bool
find(struct columns *columns, int *field_of, struct error *error)
{
	return columns_find(columns, header, COUNT_OF(header), field_of, "in:1", error);
}

static void
finds_the_native_name_first_and_then_loosely(void **state)
{
	static const struct {
		const char *sought_z;
		int field;
	} cases[] = {
		{"customer_id", 0},
		{"CUSTOMERID", 0},
		{"phone", 1},
		{"phone_valid", 2},
		{"group_list", 3},
		{"email", 4},
		{"E_Mail", 5},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct columns columns = {0};
		struct error error = {0};
		int field_of[1];
		columns_want(&columns, span_from_z(cases[i].sought_z), COLUMN_REQUIRED);
		if (!find(&columns, field_of, &error) || field_of[0] != cases[i].field)
			fail_msg("%s: %d %s", cases[i].sought_z, field_of[0], error.text);
		columns_free(&columns);
	}
}

static void
names_the_nearest_and_both_that_match(void **state)
{
	static const struct {
		const char *sought_z, *message_z;
	} cases[] = {
		{"phone_vald", "in:1: there is no column \"phone_vald\"; the nearest is "
			       "\"Phone-Valid\" (name it with --column if it is meant)"},
		{"e-mail",
			"in:1: both \"email\" and \"E_Mail\" could be the column \"e-mail\"; say "
			"which with --column"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct columns columns = {0};
		struct error error = {0};
		int field_of[1];
		columns_want(&columns, span_from_z(cases[i].sought_z), COLUMN_REQUIRED);
		assert_false(find(&columns, field_of, &error));
		assert_int_equal(error.status, STATUS_BAD_DATA);
		assert_string_equal(error.text, cases[i].message_z);
		columns_free(&columns);
	}
}

static void
takes_optional_mapped_and_repeated_wishes(void **state)
{
	struct columns columns = {0};
	struct error error = {0};
	int field_of[3];
	(void)state;
	columns_map(&columns, SPAN("mobile"), SPAN("phone"));
	struct column mobile = columns_want(&columns, SPAN("mobile"), COLUMN_REQUIRED);
	struct column none = columns_want(&columns, SPAN("nickname"), COLUMN_OPTIONAL);
	assert_int_equal(
		columns_want(&columns, SPAN("phone"), COLUMN_OPTIONAL).index, mobile.index);
	assert_true(find(&columns, field_of, &error));
	assert_int_equal(field_of[mobile.index], 1);
	assert_int_equal(field_of[none.index], -1);
	columns_want(&columns, SPAN("nickname"), COLUMN_REQUIRED);
	assert_false(find(&columns, field_of, &error));
	columns_free(&columns);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_native_name_first_and_then_loosely),
		cmocka_unit_test(names_the_nearest_and_both_that_match),
		cmocka_unit_test(takes_optional_mapped_and_repeated_wishes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

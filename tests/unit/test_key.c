/* test_key.c - record/key.h */
#include "reading.h"
#include "record/key.h"

static void
takes_the_first_column_that_is_not_blank(void **state)
{
	static const struct {
		const char *names_z, *text_z, *key_z;
		size_t column;
	} cases[] = {
		{NULL, "customer_id,signalvine_id\n0012,s1\n", "0012", 0},
		{NULL, "customer_id,signalvine_id\n,s1\n", "s1", 1},
		{NULL, "customer_id,signalvine_id\n \t ,s1\n", "s1", 1},
		{NULL, "customer_id,signalvine_id\n 7 ,s1\n", " 7 ", 0},
		{NULL, "customer_id,signalvine_id\n,\n", "", 0},
		{NULL, "signalvine_id\ns1\n", "s1", 1},
		{NULL, "name\nx\n", "", 0},
		{NULL, "{\"customer_id\":12}\n", "12", 0},
		{NULL, "{\"customer_id\":null,\"signalvine_id\":\"s\"}\n", "s", 1},
		{"email", "customer_id,email\n1,a@b\n", "a@b", 0},
		{"email,phone", "phone,email\n5,\n", "5", 1},
		{"phone,email", "phone,email\n5,a@b\n", "5", 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		struct key_columns keys;
		struct key key;
		assert_true(
			key_columns_want(&keys, cases[i].names_z, &input.columns, &input.error));
		struct record *record = text_first(&input, span_from_z(cases[i].text_z));
		assert_true(record_key(record, &keys, &key));
		expect_span(cases[i].text_z, key.text, span_from_z(cases[i].key_z));
		assert_int_equal(key.column, cases[i].column);
		text_close(&input);
	}
}

static void
needs_named_columns_only(void **state)
{
	(void)state;
	for (int named = 0; named < 2; named++) {
		struct columns columns = {0};
		struct key_columns keys;
		struct error error = {0};
		assert_true(key_columns_want(
			&keys, named ? "customer_id,signalvine_id" : NULL, &columns, &error));
		assert_int_equal(keys.count, 2);
		for (size_t i = 0; i < 2; i++)
			assert_int_equal(columns.list[keys.list[i].index].need,
				named ? COLUMN_REQUIRED : COLUMN_OPTIONAL);
		columns_free(&columns);
	}
}

static void
refuses_no_names_and_too_many(void **state)
{
	static const struct {
		const char *names_z, *error_z; /* NULL: all is well */
	} cases[] = {
		{"", "--key: a column name is missing in \"\""},
		{"a,", "--key: a column name is missing in \"a,\""},
		{",a", "--key: a column name is missing in \",a\""},
		{"a,,b", "--key: a column name is missing in \"a,,b\""},
		{"a,b,c,d,e,f,g,h", NULL},
		{"a,b,c,d,e,f,g,h,i", "--key: more than 8 columns"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct columns columns = {0};
		struct key_columns keys;
		struct error error = {0};
		bool well = key_columns_want(&keys, cases[i].names_z, &columns, &error);
		assert_int_equal(well, !cases[i].error_z);
		assert_string_equal(error.text, well ? "" : cases[i].error_z);
		assert_int_equal(error.status, well ? STATUS_OK : STATUS_USAGE);
		columns_free(&columns);
	}
}

static void
a_key_without_a_text_is_a_bad_record(void **state)
{
	struct text_input input = {0};
	struct key_columns keys;
	struct key key;
	(void)state;
	assert_true(key_columns_want(&keys, NULL, &input.columns, &input.error));
	struct record *record = text_first(&input, SPAN("{\"customer_id\":{}}\n"));
	assert_false(record_key(record, &keys, &key));
	assert_string_equal(record->defect.reason, "customer_id is an object, not a value");
	text_close(&input);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_the_first_column_that_is_not_blank),
		cmocka_unit_test(needs_named_columns_only),
		cmocka_unit_test(refuses_no_names_and_too_many),
		cmocka_unit_test(a_key_without_a_text_is_a_bad_record),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

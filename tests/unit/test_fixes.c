/* test_fixes.c - journal/fixes.h, and the table that it is read into */
#include "journal/fixes.h"
#include "support.h"

static const struct span key_names[] = {SPAN_INIT("customer_id"), SPAN_INIT("signalvine_id")};

static bool
read_fixes(struct fixes *fixes, struct span text, const char *set_z, struct error *error)
{
	*fixes = (struct fixes){0};
	*error = (struct error){0};
	put_file("f", text);
	return fixes_read(fixes, "f", key_names, COUNT_OF(key_names), set_z, error);
}

static void
expect_columns(const struct fixes *fixes, const char *expected_z)
{
	struct buffer names = {0};
	for (size_t i = 0; i < fixes->column_count; i++) {
		const struct fix_column *column = &fixes->columns[i];
		buffer_add_format(&names, "%s%.*s", i ? " " : "",
			SPAN_ARGUMENTS(fixes->table.names[column->cell]));
		if (column->expected_cell != FIX_NOT_EXPECTED)
			buffer_add_format(&names, "<%.*s",
				SPAN_ARGUMENTS(fixes->table.names[column->expected_cell]));
	}
	expect_span(expected_z, buffer_span(&names), span_from_z(expected_z));
	buffer_free(&names);
}

static void
columns_are_chosen(void **state)
{
	static const struct {
		struct span list;
		const char *set_z, *columns_z;
	} cases[] = {
		{SPAN_INIT("Customer ID,phone,old_phone,email\n1,a,b,c\n"), NULL,
			"phone<old_phone email"},
		{SPAN_INIT("customer_id,phone,Old_Phone,email\n1,a,b,c\n"), "email", "email"},
		{SPAN_INIT("customer_id,old_school\n1,a\n"), "old_school", "old_school"},
		{SPAN_INIT("signalvine_id,b,a\n1,2,3\n"), "a,b", "a b"},
		{SPAN_INIT("{\"customer_id\":1,\"a\":\"x\"}\n{\"customer_id\":2,\"b\":\"y\"}\n"),
			NULL, "a b"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct fixes fixes;
		struct error error;
		assert_true(read_fixes(&fixes, cases[i].list, cases[i].set_z, &error));
		expect_columns(&fixes, cases[i].columns_z);
		fixes_free(&fixes);
	}
}

static void
what_is_no_list_of_fixes_is_refused(void **state)
{
	static const struct {
		struct span list;
		const char *set_z;
		enum status status;
		const char *error_z;
	} cases[] = {
		{SPAN_INIT("phone\n1\n"), NULL, STATUS_BAD_DATA,
			"f: the list has no column \"customer_id\" or \"signalvine_id\", so it names "
			"no contact"},
		{SPAN_INIT("customer_id;a\n1;2\n"), NULL, STATUS_BAD_DATA,
			"f: the list has no column \"customer_id\" or \"signalvine_id\", so it names "
			"no contact; a list needs commas between its fields"},
		{SPAN_INIT("customer_id\n1\n"), NULL, STATUS_BAD_DATA,
			"f: the list has no column to set beside its key"},
		{SPAN_INIT("customer_id,a\n"), NULL, STATUS_BAD_DATA,
			"f: the list is empty, so there is nothing to do"},
		{SPAN_INIT("customer_id,a\n1,2\n,3\n"), NULL, STATUS_BAD_DATA,
			"f:3: the fix names no contact; fill in its key"},
		{SPAN_INIT("customer_id,old_a,b\n1,2,3\n"), NULL, STATUS_BAD_DATA,
			"f: the column \"old_a\" says what another was, but there is no column \"a\"; "
			"say with --set which columns to set"},
		{SPAN_INIT("customer_id,phone\n1,2\n"), "phon", STATUS_USAGE,
			"--set: f has no column \"phon\"; the nearest is \"phone\""},
		{SPAN_INIT("customer_id,phone\n1,2\n"), "phone,Phone", STATUS_USAGE,
			"--set: \"Phone\" is named twice"},
		{SPAN_INIT("customer_id,phone\n1,2\n"), "customer_id", STATUS_USAGE,
			"--set: \"customer_id\" is what contacts are known by and cannot be set; name "
			"another with --key"},
		{SPAN_INIT("customer_id,phone\n1,2,3\n"), NULL, STATUS_BAD_DATA,
			"f:2:1: the record has 3 fields, the header has 2"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct fixes fixes;
		struct error error;
		assert_false(read_fixes(&fixes, cases[i].list, cases[i].set_z, &error));
		assert_string_equal(error.text, cases[i].error_z);
		assert_int_equal(error.status, cases[i].status);
		fixes_free(&fixes);
	}
}

static void
rows_of_one_key_agree_or_contradict(void **state)
{
	struct fixes fixes;
	struct error error;
	size_t other = 99;
	(void)state;
	assert_true(read_fixes(&fixes,
		SPAN("customer_id,signalvine_id,a,note\n1,,x,p\n1,s,x,q\n2,,x,\n2,,y,\n2,,x,\n,1,z,\n"),
		"a", &error));
	assert_false(fixes_contradict(&fixes, 0, &other));
	assert_false(fixes_contradict(&fixes, 1, &other));
	assert_true(fixes_contradict(&fixes, 2, &other));
	assert_int_equal(other, 3);
	assert_true(fixes_contradict(&fixes, 3, &other));
	assert_int_equal(other, 2);
	assert_true(fixes_contradict(&fixes, 4, &other));
	assert_int_equal(other, 3);
	assert_false(fixes_contradict(&fixes, 5, &other));
	assert_int_equal(fixes.list[5].key_column, 1);
	fixes_free(&fixes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(columns_are_chosen),
		IN_SCRATCH(what_is_no_list_of_fixes_is_refused),
		IN_SCRATCH(rows_of_one_key_agree_or_contradict),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

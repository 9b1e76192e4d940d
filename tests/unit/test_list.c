/* test_list.c - record/list.h: small files read whole */
#include "record/list.h"
#include "support.h"

static const struct span names[] = {{"customer_id", 11}, {"phone", 5}};

static void
reads_rows_by_column(void **state)
{
	struct error error = {0};
	(void)state;
	put_file("list", SPAN("Phone,x,Customer ID\n1,2,3\n\n,\"a\nb\",\"4\"\n"));
	struct list *list = list_read("list", names, 2, &error);
	assert_non_null(list);
	assert_int_equal(list->count, 2);
	expect_span("0,0", list_text(list, 0, 0), SPAN("3"));
	expect_span("0,1", list_text(list, 0, 1), SPAN("1"));
	expect_span("1,0", list_text(list, 1, 0), SPAN("4"));
	assert_int_equal(list->lines[0], 2);
	assert_int_equal(list->lines[1], 4);
	list_free(list);
	put_file("list", SPAN("{\"phone\":\"1\"}\n{\"customer_id\":2}\n"));
	list = list_read("list", names, 2, &error);
	assert_non_null(list);
	assert_true(list->has_column[0] && list->has_column[1]);
	expect_span("1,0", list_text(list, 1, 0), SPAN("2"));
	list_free(list);
}

static void
refuses_lists_that_say_nothing(void **state)
{
	static const struct {
		const char *text_z, *message_z;
	} cases[] = {
		{"", "list: the file is empty; say --from ndjson if that is right"},
		{"customer_id\n", "list: the list is empty; leave the option out if that is right"},
		{"name\nx\n",
			"list: the list has no column \"customer_id\" or \"phone\" in its header"},
		{"customer_id,phone\n1\n", "list:2:1: the record has 1 field, the header has 2"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		put_file("list", span_from_z(cases[i].text_z));
		assert_null(list_read("list", names, 2, &error));
		assert_int_equal(error.status, STATUS_BAD_DATA);
		assert_string_equal(error.text, cases[i].message_z);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		IN_SCRATCH(reads_rows_by_column), IN_SCRATCH(refuses_lists_that_say_nothing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

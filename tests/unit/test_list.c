/* test_list.c - record/list.h */
#include "record/list.h"
#include "support.h"

#define COLUMNS 2

static const struct span names[COLUMNS] = {SPAN_INIT("customer_id"), SPAN_INIT("phone")};

/* "HAS " and a row a line: "LINE id|phone|", or the error. */
static void
show(const char *text_z, struct buffer *shown)
{
	struct error error = {0};
	put_file("list", span_from_z(text_z));
	struct list *list = list_read("list", names, COLUMNS, &error);
	buffer_clear(shown);
	if (!list) {
		assert_int_equal(error.status, STATUS_BAD_DATA);
		buffer_add_z(shown, error.text);
		return;
	}
	for (size_t i = 0; i < COLUMNS; i++)
		buffer_add_byte(shown, list->has_column[i] ? '+' : '-');
	for (size_t row = 0; row < list->count; row++) {
		buffer_add_format(shown, " %llu ", (unsigned long long)list->lines[row]);
		for (size_t i = 0; i < COLUMNS; i++) {
			buffer_add(shown, list_text(list, row, i));
			buffer_add_byte(shown, '|');
		}
	}
	list_free(list);
}

static void
reads_rows_or_says_why_not(void **state)
{
	static const struct {
		const char *text_z, *shown_z;
	} cases[] = {
		{"customer_id\n1\n2\n", "+- 2 1|| 3 2||"},
		{"x,Phone,Customer ID\n0,5,1\n", "++ 2 1|5|"},
		{"phone\n\"a\nb\"\n\"\"\"\"\n", "-+ 2 |a\nb| 4 |\"|"},
		{"phone\n\"\"\n\n7\n", "-+ 2 || 4 |7|"},
		{"{\"phone\":5}\n{\"customer_id\":\"1\",\"x\":{}}\n", "++ 1 |5| 2 1||"},
		{"{\"phone\":[\"a\",\"b\"]}\n", "-+ 1 |a;b|"},
		{"", "list: the file is empty; say --from ndjson if that is right"},
		{"phone\n", "list: the list is empty; leave the option out if that is right"},
		{"x\n1\n",
			"list: the list has no column \"customer_id\" or \"phone\" in its header"},
		{"customer_id;phone\n1;2\n",
			"list: the list has no column \"customer_id\" or \"phone\" in its header; a list "
			"needs commas between its fields"},
		{"Phone,PHONE\n1,2\n",
			"list:1: both \"Phone\" and \"PHONE\" could be the column \"phone\"; say "
			"which with --column"},
		{"phone\n1,2\n", "list:2:1: the record has 2 fields, the header has 1"},
		{"phone\n1\n2\"\n",
			"list:3:2: a quote stands in a field that does not begin with one; double "
			"it and quote the whole field"},
		{"{\"phone\":{}}\n", "list:1:10: phone is an object, not a value"},
	};
	struct buffer shown = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		show(cases[i].text_z, &shown);
		expect_span(cases[i].text_z, buffer_span(&shown), span_from_z(cases[i].shown_z));
	}
	buffer_free(&shown);
}

static void
keeps_the_texts_of_many_rows(void **state)
{
	enum { ROWS = 5000 };
	struct buffer text = {0};
	struct error error = {0};
	(void)state;
	buffer_add_z(&text, "phone,customer_id\n");
	for (size_t i = 0; i < ROWS; i++)
		buffer_add_format(&text, "%zu,%zu\n", i, i * i);
	put_file("list", buffer_span(&text));
	struct list *list = list_read("list", names, COLUMNS, &error);
	assert_non_null(list);
	assert_int_equal(list->count, ROWS);
	for (size_t i = 0; i < ROWS; i++) {
		char id_z[32], phone_z[32];
		snprintf(id_z, sizeof(id_z), "%zu", i * i);
		snprintf(phone_z, sizeof(phone_z), "%zu", i);
		expect_span("id", list_text(list, i, 0), span_from_z(id_z));
		expect_span("phone", list_text(list, i, 1), span_from_z(phone_z));
		assert_int_equal(list->lines[i], i + 2);
	}
	list_free(list);
	buffer_free(&text);
}

static void
a_file_that_is_not_there_is_an_error_of_the_system(void **state)
{
	struct error error = {0};
	(void)state;
	assert_null(list_read("nowhere", names, COLUMNS, &error));
	assert_int_equal(error.status, STATUS_SYSTEM);
	assert_non_null(strstr(error.text, "nowhere"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_rows_or_says_why_not),
		cmocka_unit_test(keeps_the_texts_of_many_rows),
		cmocka_unit_test(a_file_that_is_not_there_is_an_error_of_the_system),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

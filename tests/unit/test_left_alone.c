/* test_left_alone.c - chain/left_alone.h, and record_take_back of record/record.h */
#include "chain/left_alone.h"
#include "reading.h"
#include "record/writer.h"

/* A change that somebody makes of each record: to NULL takes the key out. */
struct made {
	const char *column_z, *to_z;
};

/* The list, the export, what is made of each record, all records then, and how many changes stay.
 */
struct taking {
	const char *list_z, *text_z;
	struct made made[3];
	const char *written_z;
	size_t changes;
};

static void
make(struct record *record, struct column column, const char *to_z)
{
	if (to_z)
		record_set_raw(record, column, span_from_z(to_z));
	else
		record_remove(record, column);
}

static void
check(const struct taking *one)
{
	struct text_input input = {0};
	struct left_alone list = {0};
	struct buffer written = {0};
	struct column columns[3];
	size_t changes = 0, count = 0;
	put_file("list", span_from_z(one->list_z));
	if (!left_alone_read(&list, "list", &input.columns, &input.error))
		fail_msg("%s", input.error.text);
	for (; count < 3 && one->made[count].column_z; count++)
		columns[count] = text_want(&input, one->made[count].column_z);
	assert_true(text_open(&input, span_from_z(one->text_z)));
	while (text_next(&input) == READING_RECORD) {
		for (size_t i = 0; i < count; i++)
			make(input.record, columns[i], one->made[i].to_z);
		size_t noted = input.record->change_count;
		bool taken = left_alone_take_back(&list, input.record);
		assert_int_equal(taken, input.record->change_count < noted);
		changes += input.record->change_count;
		writer_add_record(&written, input.record);
	}
	expect_span(one->list_z, buffer_span(&written), span_from_z(one->written_z));
	assert_int_equal(changes, one->changes);
	left_alone_free(&list);
	text_close(&input);
	buffer_free(&written);
}

#define LINE(key, field) "{\"key\":\"" key "\",\"key_field\":\"id\",\"field\":\"" field "\"}\n"

static void
takes_back_what_is_listed(void **state)
{
	static const struct taking cases[] = {
		{LINE("1", "a"), "id,a,b\n1,x,y\n2,x,y\n1,\"x\",y\n", {{"a", "n"}, {"b", "m"}},
			"1,x,m\n2,n,m\n1,\"x\",m\n", 4},
		{LINE("1", "a") LINE("1", "B") LINE("3", "a"), "ID,A,b\n1,x,y\n2,x,y\n3,x,y\n",
			{{"a", "n"}, {"b", "m"}}, "1,x,y\n2,n,m\n3,x,m\n", 3},
		/* made twice, and back to what it was */
		{LINE("1", "a"), "id,a\n1,x\n2,x\n", {{"a", "n"}, {"a", "m"}}, "1,x\n2,m\n", 2},
		/* a line that is said to be done again, a key of another column, a blank one */
		{"{\"key\":\"1\",\"key_field\":\"id\",\"field\":\"a\",\"again\":true}\n"
		 "{\"key\":\"1\",\"key_field\":\"u\",\"field\":\"a\"}\n" LINE("7", "nowhere"),
			"id,u,a\n1,9,x\n,1,x\n2,,x\n", {{"a", "n"}}, "1,9,n\n,1,x\n2,,n\n", 2},
		/* keys of an object: set, added, taken out and added, taken out */
		{LINE("1", "a"),
			"{\"id\":\"1\",\"a\":[ 1 ],\"b\":2}\n{\"id\":1,\"b\":2}\n"
			"{\"id\":2,\"a\":1}\n",
			{{"a", "5"}},
			"{\"id\":\"1\",\"a\":[ 1 ],\"b\":2}\n{\"id\":1,\"b\":2}\n"
			"{\"id\":2,\"a\":5}\n",
			1},
		{LINE("1", "a"), "{\"a\":1,\"id\":1}\n{\"id\":1}\n{\"a\":1,\"id\":2}\n",
			{{"a", NULL}}, "{\"a\":1,\"id\":1}\n{\"id\":1}\n{\"id\":2}\n", 1},
		{LINE("1", "a"), "{\"id\":1,\"b\":2}\n", {{"a", "5"}, {"c", "6"}, {"a", NULL}},
			"{\"id\":1,\"b\":2,\"c\":6}\n", 1},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check(&cases[i]);
}

static void
refuses_a_list_that_is_none(void **state)
{
	struct left_alone list = {0};
	struct columns columns = {0};
	struct error error = {0};
	(void)state;
	put_file("list", SPAN("{\"other\":1}\n"));
	assert_false(left_alone_read(&list, "list", &columns, &error));
	assert_string_equal(error.text, "list: the list has no column \"key\" or \"key_field\" or "
					"\"field\" or \"again\" in its header");
	left_alone_free(&list);
	columns_free(&columns);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_back_what_is_listed),
		cmocka_unit_test(refuses_a_list_that_is_none),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

/* test_record_sum.c - run/record_sum.h */
#include "run/record_sum.h"

#include "reading.h"

static void
sum_text(struct record_sum *sum, struct span text)
{
	struct text_input input = {0};
	record_sum_begin(sum);
	assert_true(text_open(&input, text));
	while (text_next(&input) == READING_RECORD)
		record_sum_add(sum, input.record);
	text_close(&input);
}

static bool
check(struct record_sum *sum, struct span content, struct error *error)
{
	static const char *const paths_z[] = {"backup"};
	const struct reader_options options = {
		.paths_z = paths_z, .path_count = 1, .delimiter = ','};
	put_file("backup", content);
	return record_sum_check(sum, &options, error);
}

static void
knows_the_records_that_were_written(void **state)
{
	static const struct {
		const char *written_z, *found_z;
		bool same;
	} cases[] = {
		{"a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4\n", true},
		{"a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4", true},
		{"a,b\n1,2\n3,4\n", "a,b\n1,2\n", false},
		{"a,b\n1,2\n", "a,b\n1,2\n3,4\n", false},
		{"a,b\n1,2\n3,4\n", "a,b\n3,4\n1,2\n", false},
		{"a,b\n1,2\n", "a,b\n1,\"2\"\n", false},
		{"a,b\n12,\n", "a,b\n1,2\n", false},
		{"a,b\n1,2\n", "a,b\n1,2,3\n", false},
		{"{\"a\":1}\n", "{\"a\":1}\n", true},
		{"{\"a\":1}\n", "{\"b\":1}\n", false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct record_sum sum;
		struct error error = {0};
		sum_text(&sum, span_from_z(cases[i].written_z));
		if (check(&sum, span_from_z(cases[i].found_z), &error) != cases[i].same)
			fail_msg("%s and %s", cases[i].written_z, cases[i].found_z);
		assert_int_equal(error.status, cases[i].same ? STATUS_OK : STATUS_SYSTEM);
	}
}

static void
says_what_it_found(void **state)
{
	struct record_sum sum;
	struct error error = {0};
	(void)state;
	sum_text(&sum, SPAN("a\n1\n2\n"));
	assert_false(check(&sum, SPAN("a\n1\n"), &error));
	assert_string_equal(error.text, "backup: reads back as something else than was written (1 "
					"records, not 2); look at the disk");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_records_that_were_written),
		cmocka_unit_test(says_what_it_found),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

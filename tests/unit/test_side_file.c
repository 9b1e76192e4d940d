/* test_side_file.c - io/side_file.h */
#include "io/side_file.h"
#include "support.h"

static void
keeps_all_bytes_in_order(void **state)
{
	struct error error = {0};
	struct buffer expected = {0};
	uint64_t sequence = 4;
	(void)state;
	struct side_file *file = side_file_create("journal", OUTPUT_NEW, &error);
	assert_non_null(file);
	for (int i = 0; i < 5000; i++) {
		char line_z[64];
		int length = snprintf(line_z, sizeof(line_z), "%d %zu\n", i, chance(&sequence, 99));
		buffer_add(&expected, span_of(line_z, (size_t)length));
		assert_true(side_file_write(file, span_of(line_z, (size_t)length), &error));
		memset(line_z, 'x', sizeof(line_z));
	}
	char *large = memory_zeroed(300000, 1);
	assert_true(side_file_write(file, span_of(large, 300000), &error));
	buffer_add(&expected, span_of(large, 300000));
	free(large);
	assert_int_equal(access("journal", F_OK), -1);
	assert_true(side_file_publish(file, &error));
	side_file_free(file);
	expect_file("journal", buffer_span(&expected));
	buffer_free(&expected);
}

static void
leaves_nothing_behind_when_not_published(void **state)
{
	struct error error = {0};
	(void)state;
	put_file("rejects", SPAN("old\n"));
	struct side_file *file = side_file_create("rejects", OUTPUT_REPLACE, &error);
	assert_true(side_file_write(file, SPAN("new\n"), &error));
	side_file_free(file);
	side_file_free(NULL);
	expect_file("rejects", SPAN("old\n"));
	assert_int_equal(count_files(), 1);
}

static void
can_be_taken_away_again(void **state)
{
	struct error error = {0};
	(void)state;
	struct side_file *file = side_file_create("request", OUTPUT_NEW, &error);
	assert_true(side_file_publish(file, &error));
	expect_file("request", SPAN(""));
	side_file_retract(file);
	side_file_free(file);
	assert_int_equal(count_files(), 0);
}

static void
refuses_what_output_file_refuses(void **state)
{
	struct error error = {0};
	(void)state;
	put_file("journal", SPAN("old\n"));
	assert_null(side_file_create("journal", OUTPUT_NEW, &error));
	assert_int_equal(error.status, STATUS_USAGE);
	expect_file("journal", SPAN("old\n"));
}

static void
reports_a_full_disk(void **state)
{
	struct error error = {0};
	(void)state;
	struct side_file *file = side_file_create("/dev/full", OUTPUT_REPLACE, &error);
	assert_true(side_file_write(file, SPAN("small"), &error));
	assert_false(side_file_publish(file, &error));
	assert_string_equal(error.text, "/dev/full: cannot write: No space left on device");
	char *large = memory_zeroed(100000, 1);
	assert_false(side_file_write(file, span_of(large, 100000), &error));
	free(large);
	side_file_free(file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(keeps_all_bytes_in_order),
		IN_SCRATCH(leaves_nothing_behind_when_not_published),
		IN_SCRATCH(can_be_taken_away_again),
		IN_SCRATCH(refuses_what_output_file_refuses),
		IN_SCRATCH(reports_a_full_disk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_reader_pass.c - record/reader.h: passing over a record whose bytes are known */
#include "reading.h"

static const struct {
	const char *text_z;
	const char *expected_z[4];
	const char *passed_z; /* y or n for each expected one */
	const char *next_z;   /* what is read then, "" at the end */
	unsigned long long line, number;
} cases[] = {
	{"a,b\n1,2\n3,4\n", {"1,2\n"}, "y", "3,4\n", 3, 2},
	{"a,b\n1,2\n3,4\n", {"1,2\n", "3,4\n"}, "yy", "", 0, 0},
	{"a,b\n1,2\n3,4", {"1,2\n", "3,4"}, "yy", "", 0, 0},
	{"a,b\n1,\"2\n\"\n3,4\n", {"1,\"2\n\"\n"}, "y", "3,4\n", 4, 2},
	{"a,b\n1,2\n3,4\n", {"1,3\n"}, "n", "1,2\n", 2, 1},
	{"a,b\n1,2\n3,4\n", {"1,2\n", "5,6\n"}, "yn", "3,4\n", 3, 2},
	/* as far as it goes, but not the whole record */
	{"a,b\n1,22\n", {"1,2"}, "n", "1,22\n", 2, 1},
	{"a,b\n1,2\n", {"1,2"}, "n", "1,2\n", 2, 1},
	{"a,b\n1,2\r\n", {"1,2"}, "n", "1,2\r\n", 2, 1},
	{"a,b\n1,2", {"1,2\n"}, "n", "1,2", 2, 1},
	/* a blank line belongs to the record before it */
	{"a,b\n1,2\n\n3,4\n", {"1,2\n"}, "n", "1,2\n\n", 2, 1},
	{"a,b\n1,2\r\n\r\n3,4\n", {"1,2\r\n"}, "n", "1,2\r\n\r\n", 2, 1},
	{"a,b\n1,2\n\n3,4\n", {"1,2\n\n"}, "y", "3,4\n", 4, 2},
	{"{\"a\":1}\n \n{\"a\":2}\n", {"{\"a\":1}\n"}, "n", "{\"a\":1}\n \n", 1, 1},
	{"{\"a\":1}\n{\"a\":2}\n", {"{\"a\":1}\n"}, "y", "{\"a\":2}\n", 2, 2},
	{"a,b\n", {"1,2\n"}, "n", "", 0, 0},
	{"a,b\n1,2\n", {""}, "n", "1,2\n", 2, 1},
};

static void
passes_whole_records_only(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		assert_true(text_open(&input, span_from_z(cases[i].text_z)));
		for (size_t j = 0; cases[i].passed_z[j]; j++) {
			bool passed;
			struct span expected = span_from_z(cases[i].expected_z[j]);
			assert_true(reader_pass(input.reader, expected, &passed, &input.error));
			if (passed != (cases[i].passed_z[j] == 'y'))
				fail_msg("case %zu, expected %zu: %d", i, j, passed);
		}
		enum reading reading = text_next(&input);
		assert_int_equal(reading, *cases[i].next_z ? READING_RECORD : READING_END);
		if (reading == READING_RECORD) {
			expect_span("next", input.record->raw, span_from_z(cases[i].next_z));
			assert_int_equal(input.record->line, cases[i].line);
			assert_int_equal(input.record->number, cases[i].number);
		}
		text_close(&input);
	}
}

/* Over the borders of all buffers, with some records passed and some read. */
static void
passes_and_reads_in_turn(void **state)
{
	struct buffer text = {0}, record = {0};
	struct text_input input = {0};
	(void)state;
	buffer_add_z(&text, "a,b\n");
	for (size_t i = 0; i < 60000; i++)
		buffer_add_format(&text, "%zu,\"x\ny\"\n", i * i);
	assert_true(text_open(&input, buffer_span(&text)));
	for (size_t i = 0; i < 60000; i++) {
		bool passed = false;
		buffer_clear(&record);
		buffer_add_format(&record, "%zu,\"x\ny\"\n", i * i);
		if (i % 7)
			assert_true(reader_pass(
				input.reader, buffer_span(&record), &passed, &input.error));
		assert_int_equal(passed, i % 7 != 0);
		if (passed)
			continue;
		assert_int_equal(text_next(&input), READING_RECORD);
		expect_span("record", input.record->raw, buffer_span(&record));
		assert_int_equal(input.record->number, i + 1);
		assert_int_equal(input.record->line, 2 * i + 2);
	}
	assert_int_equal(text_next(&input), READING_END);
	assert_int_equal(reader_position(input.reader), text.length);
	text_close(&input);
	buffer_free(&text);
	buffer_free(&record);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		IN_SCRATCH(passes_whole_records_only),
		IN_SCRATCH(passes_and_reads_in_turn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

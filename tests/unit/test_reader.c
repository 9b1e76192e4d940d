/* test_reader.c - record/reader.h: the bytes, places and defects of records */
#include "input.h"

/* Read all of `text`: every byte is in the prefix or in a record; how many were bad. */
static size_t
expect_all_bytes(struct span text)
{
	struct input input = {0};
	struct buffer seen = {0};
	size_t bad = 0;
	if (!input_try(&input, text))
		fail_msg("%s", input.error.text);
	buffer_add(&seen, reader_prefix(input.reader));
	for (enum reading reading; (reading = read_next(&input)) != READING_END;) {
		assert_int_not_equal(reading, READING_FAILED);
		bad += reading == READING_BAD;
		buffer_add(&seen, input.record->raw);
	}
	assert_int_equal(reader_position(input.reader), text.length);
	expect_span("bytes", buffer_span(&seen), text);
	buffer_free(&seen);
	input_close(&input);
	return bad;
}

static void
hands_out_every_byte(void **state)
{
	static const struct {
		struct span text;
		size_t bad;
	} cases[] = {
		{SPAN_INIT("a,b\n1,2\n"), 0},
		{SPAN_INIT("a,b\r\n1,2\r\n\r\n\r\n3,4"), 0},
		{SPAN_INIT("\xef\xbb\xbf\n\n\"a\",b\n\n1,\"x\n\n\"\n\n"), 0},
		{SPAN_INIT("a,b\n1\n1,2,3\n1,\"2\n3,4\n5,6"), 3},
		{SPAN_INIT("a\n"), 0},
		{SPAN_INIT("a"), 0},
		{SPAN_INIT("{\"a\":1}\n\n{\"a\":2}\r\n \n{\"a\":3}"), 0},
		{SPAN_INIT("\xef\xbb\xbf \n{\"a\":1}\nno\n{\"a\":1,\"a\":2}\n[]\n"), 3},
		{SPAN_INIT("\n"), 0},
		{SPAN_INIT("{}\n"), 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (expect_all_bytes(cases[i].text) != cases[i].bad)
			fail_msg("case %zu", i);
}

/* Records that do not end where the blocks do that are read. */
static void
crosses_the_borders_of_its_buffers(void **state)
{
	struct buffer text = {0};
	uint64_t sequence = 3;
	(void)state;
	buffer_add_z(&text, "a,b\n");
	while (text.length < 3 << 20) {
		size_t size = chance(&sequence, 4) ? chance(&sequence, 90)
						   : chance(&sequence, 500000);
		bool quoted = chance(&sequence, 2);
		buffer_add_z(&text, quoted ? "1,\"" : "1,");
		for (size_t i = 0; i < size; i++)
			buffer_add_byte(&text, quoted && i % 61 == 0 ? '\n' : 'x');
		buffer_add_z(&text, quoted ? "\"\r\n\r\n" : "\n");
	}
	assert_int_equal(expect_all_bytes(buffer_span(&text)), 0);
	buffer_free(&text);
}

static void
says_where_a_record_is_bad_and_why(void **state)
{
	static const struct {
		const char *text_z;
		uint64_t line, number;
		size_t offset;
		const char *reason_z;
	} cases[] = {
		{"a,b\n1,2\n3\n", 3, 2, 0, "the record has 1 field, the header has 2"},
		{"a,b\n\n\n\"1\n2\",2\n3,4,5\n", 6, 2, 0,
			"the record has 3 fields, the header has 2"},
		{"a,b\n1,x\"y\n", 2, 1, 3,
			"a quote stands in a field that does not begin with one; double it and quote the whole field"},
		{"a,b\n1,\"2\n3,4\n", 2, 1, 2,
			"a quote is opened and not closed within the file; close it, or double it if it is text"},
		{"a,b\n1,2\r3\n", 2, 1, 3,
			"a carriage return stands alone; end lines with LF or CR LF, or quote the field"},
		{"{\"a\":1}\n{\"a\":tru}\n", 2, 2, 5, "this is not JSON: a value is expected"},
		{"{\"a\":1,\"\\u0061\":2}\n", 1, 1, 8,
			"the key \"a\" is repeated; keep one of them"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct input input = {0};
		input_open(&input, cases[i].text_z);
		enum reading reading;
		while ((reading = read_next(&input)) == READING_RECORD)
			continue;
		assert_int_equal(reading, READING_BAD);
		assert_string_equal(input.record->defect.reason, cases[i].reason_z);
		assert_int_equal(input.record->defect.offset, cases[i].offset);
		assert_int_equal(input.record->line, cases[i].line);
		assert_int_equal(input.record->number, cases[i].number);
		input_close(&input);
	}
}

static void
goes_on_behind_an_unclosed_quote(void **state)
{
	struct input input = {0};
	(void)state;
	struct column a = want(&input, "a");
	input_open(&input, "a,b\n1,\"2\n3,4\n5,6\n");
	assert_int_equal(read_next(&input), READING_BAD);
	struct span text;
	for (size_t i = 0; i < 2; i++) {
		assert_true(record_text(read_good(&input), a, &text));
		expect_span("a", text, i ? SPAN("5") : SPAN("3"));
	}
	assert_int_equal(read_next(&input), READING_END);
	input_close(&input);
}

static void
refuses_files_that_cannot_be_trusted(void **state)
{
	static const struct {
		const char *text_z, *message_z;
	} cases[] = {
		{"", "in: the file is empty; say --from ndjson if that is right"},
		{"a,a\n",
			"in:1: the column \"a\" appears twice in the header (columns 1 and 2); rename one"},
		{"a,,b\n",
			"in:1: column 2 of the header has no name; give it one or take the column out"},
		{"\n\na,\"b\n",
			"in:3:3: a quote is opened in the header and never closed; close it"},
		{"\"roster: this output is incomplete, do not use it: select: no\n",
			"in:1: the program that wrote this failed, and the output is incomplete: select: no"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct input input = {0};
		assert_false(input_try(&input, span_from_z(cases[i].text_z)));
		assert_string_equal(input.error.text, cases[i].message_z);
		assert_int_equal(input.error.status, STATUS_BAD_DATA);
		input_close(&input);
	}
}

static void
refuses_poison_behind_records(void **state)
{
	static const char *const texts_z[] = {
		"a\n1\n\"roster: this output is incomplete, do not use it: select: no\n",
		"{\"a\":1}\n{\"roster: this output is incomplete, do not use it: select: no\n"};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts_z); i++) {
		struct input input = {0};
		input_open(&input, texts_z[i]);
		read_good(&input);
		assert_int_equal(read_next(&input), READING_FAILED);
		assert_non_null(strstr(input.error.text, "the output is incomplete: select: no"));
		input_close(&input);
	}
}

static void
finds_columns_of_objects_one_by_one(void **state)
{
	struct input input = {0};
	struct span text;
	(void)state;
	struct column v = want(&input, "group_list");
	columns_want(&input.columns, SPAN("missing"), COLUMN_REQUIRED);
	input_open(&input,
		"{\"groupList\":\"1\"}\n{\"x\":0,\"group_list\":\"2\",\"groupList\":\"no\"}\n"
		"{\"x\":0}\n{\"group\\u005flist\":\"4\"}\n"
		"{\"Group List\":1,\"group-list\":2}\n");
	static const char *const texts_z[] = {"1", "2", "", "4"};
	for (size_t i = 0; i < COUNT_OF(texts_z); i++) {
		assert_true(record_text(read_good(&input), v, &text));
		expect_span("group_list", text, span_from_z(texts_z[i]));
	}
	assert_int_equal(read_next(&input), READING_BAD);
	assert_int_equal(read_next(&input), READING_END);
	assert_false(reader_check_columns(input.reader, &input.error));
	assert_non_null(strstr(input.error.text, "there is no column \"missing\""));
	input_close(&input);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		IN_SCRATCH(hands_out_every_byte),
		IN_SCRATCH(crosses_the_borders_of_its_buffers),
		IN_SCRATCH(says_where_a_record_is_bad_and_why),
		IN_SCRATCH(goes_on_behind_an_unclosed_quote),
		IN_SCRATCH(refuses_files_that_cannot_be_trusted),
		IN_SCRATCH(refuses_poison_behind_records),
		IN_SCRATCH(finds_columns_of_objects_one_by_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

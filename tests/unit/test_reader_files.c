/* test_reader_files.c - record/reader.h: several files, and records as long as buffers are */
#include "reading.h"
#include "record/window.h"

static struct reader *
open_files(const char *const *texts_z, struct columns *columns, struct error *error)
{
	static const char *const paths_z[] = {"1", "2", "3"};
	struct reader_options options = {
		.paths_z = paths_z, .path_count = 0, .from = FORMAT_UNKNOWN, .delimiter = ','};
	for (; texts_z[options.path_count]; options.path_count++)
		put_file(paths_z[options.path_count], span_from_z(texts_z[options.path_count]));
	return reader_open(&options, columns, error);
}

static void
reads_files_one_after_the_other(void **state)
{
	static const struct {
		const char *texts_z[4];
		const char *shown_z; /* "FILE:LINE NUMBER value of b|", or the error */
	} cases[] = {
		{{"a,b\n1,2\n", "a,b\r\n3,4", "a,b\n\n5,6\n"}, "1:2 1 2|2:2 2 4|3:3 3 6|"},
		{{"a,b\n1,2\n", "a,b\n", "\"a\",\"b\"\n5,6\n"}, "1:2 1 2|3:2 2 6|"},
		{{"a,b", "\xef\xbb\xbf"
			 "a,b\n3,4"},
			"2:2 1 4|"},
		{{"a,b\n1,2\n", "b,a\n3,4\n"},
			"1:2 1 2|2:1: column 1 is \"b\", in the first file it is \"a\""},
		{{"a,b\n1,2\n", "a,B\n3,4\n"},
			"1:2 1 2|2:1: column 2 is \"B\", in the first file it is \"b\""},
		{{"a,b\n1,2\n", "a\n3\n"},
			"1:2 1 2|2:1: the header has 1 columns, the first file's has 2"},
		{{"a,b\n1,2\n", "{\"b\":1}\n"},
			"1:2 1 2|2: is ndjson, the files before it are csv"},
		{{"{\"b\":1}", "{\"b\":2}\n", "\n\n{\"b\":3}\n"}, "1:1 1 1|2:1 2 2|3:3 3 3|"},
		{{"{\"b\":1}", "a,b\n"}, "1:1 1 1|2: is csv, the files before it are ndjson"},
		{{"a,b\n", ""}, "2: the file is empty; say --from ndjson if that is right"},
	};
	struct buffer shown = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct columns columns = {0};
		struct error error = {0};
		struct record *record;
		enum reading reading;
		struct column b = columns_want(&columns, SPAN("b"), COLUMN_OPTIONAL);
		struct reader *reader = open_files(cases[i].texts_z, &columns, &error);
		assert_non_null(reader);
		buffer_clear(&shown);
		while ((reading = reader_next(reader, &record, &error)) == READING_RECORD) {
			struct span text;
			assert_true(record_text(record, b, &text));
			buffer_add_format(&shown, "%s:%llu %llu %.*s|", record->file_z,
				(unsigned long long)record->line,
				(unsigned long long)record->number, SPAN_ARGUMENTS(text));
		}
		if (reading == READING_FAILED)
			buffer_add_z(&shown, error.text);
		expect_span(
			cases[i].texts_z[1], buffer_span(&shown), span_from_z(cases[i].shown_z));
		reader_close(reader);
		columns_free(&columns);
	}
	buffer_free(&shown);
}

static void
takes_the_format_that_is_said(void **state)
{
	static const char *const paths_z[] = {"in"};
	struct reader_options options = {
		.paths_z = paths_z, .path_count = 1, .from = FORMAT_CSV, .delimiter = ','};
	struct columns columns = {0};
	struct error error = {0};
	struct record *record;
	size_t count;
	(void)state;
	put_file("in", SPAN("{a,b\n1,2\n"));
	struct reader *reader = reader_open(&options, &columns, &error);
	assert_non_null(reader);
	assert_int_equal(reader_format(reader), FORMAT_CSV);
	expect_span("name", reader_names(reader, &count)[0], SPAN("{a"));
	assert_int_equal(count, 2);
	reader_close(reader);
	put_file("in", SPAN(""));
	options.from = FORMAT_NDJSON;
	reader = reader_open(&options, &columns, &error);
	assert_non_null(reader);
	assert_int_equal(reader_next(reader, &record, &error), READING_END);
	reader_close(reader);
	columns_free(&columns);
}

/* What a record of a kind begins and ends with; a long one has no doubled quote, to be fast. */
enum kind { PLAIN, QUOTED, OBJECT, KINDS };

static const char *
opening_z(enum kind kind, size_t length)
{
	if (kind == OBJECT)
		return "{\"a\":%zu,\"b\":\"";
	if (kind == PLAIN)
		return "%zu,";
	return length > 300000 ? "%zu,\"" : "%zu,\"\"\"";
}

/* Add a record of `length` bytes: its number, what fills it up, a line end. */
static void
add_long_record(struct buffer *text, size_t number, size_t length, enum kind kind)
{
	static const char *const closings_z[] = {"\n", "\"\n", "\"}\n"};
	size_t start = text->length;
	buffer_add_format(text, opening_z(kind, length), number);
	size_t fill = length - (text->length - start) - strlen(closings_z[kind]);
	buffer_reserve(text, fill);
	memset(text->data + text->length, 'x', fill);
	for (size_t i = 999; i < fill && kind == QUOTED; i += 1000)
		text->data[text->length + i] = '\n';
	text->length += fill;
	buffer_add_z(text, closings_z[kind]);
	assert_int_equal(text->length - start, length);
}

static const size_t lengths[] = {100, (256 << 10) - 4, 5000, (256 << 10) + 1, 300000, 20, 100,
	(512 << 10) - 100, 524288, 1048575, 64, 1048576, 63, 65, 700001};

static void
reads_records_over_the_borders_of_its_buffer(void **state)
{
	(void)state;
	for (enum kind kind = PLAIN; kind < KINDS; kind++) {
		struct text_input input = {0};
		struct buffer text = {0};
		struct column a = text_want(&input, "a"), b = text_want(&input, "b");
		buffer_add_z(&text, kind == OBJECT ? "" : "a,b\n");
		size_t at = text.length;
		for (size_t i = 0; i < COUNT_OF(lengths); i++)
			add_long_record(&text, i, lengths[i], kind);
		assert_true(text_open(&input, buffer_span(&text)));
		for (size_t i = 0; i < COUNT_OF(lengths); i++) {
			char number_z[32];
			struct span number, filling;
			snprintf(number_z, sizeof(number_z), "%zu", i);
			assert_int_equal(text_next(&input), READING_RECORD);
			assert_true(
				span_equal(input.record->raw, span_of(text.data + at, lengths[i])));
			assert_true(record_text(input.record, a, &number));
			expect_span("number", number, span_from_z(number_z));
			assert_true(record_text(input.record, b, &filling));
			assert_true(filling.length > lengths[i] - 20);
			at += lengths[i];
		}
		assert_int_equal(text_next(&input), READING_END);
		text_close(&input);
		buffer_free(&text);
	}
}

static void
refuses_lines_that_are_longer_than_any_record(void **state)
{
	(void)state;
	for (enum kind kind = PLAIN; kind < KINDS; kind += OBJECT) {
		struct text_input input = {0};
		struct buffer text = {0};
		buffer_add_z(&text, kind == OBJECT ? "{}\n{}\n" : "a,b\n1,2\n");
		add_long_record(&text, 1, RECORD_LIMIT + 1, kind);
		assert_true(text_open(&input, buffer_span(&text)));
		enum reading reading = text_next(&input);
		while (reading == READING_RECORD)
			reading = text_next(&input);
		assert_int_equal(reading, READING_FAILED);
		assert_string_equal(input.error.text,
			"in:3: the line is longer than 1 MiB; this is no export, or --from is "
			"wrong");
		assert_int_equal(input.error.status, STATUS_BAD_DATA);
		text_close(&input);
		buffer_free(&text);
	}
}

/* A quote that 1 MiB does not close costs its own line alone. */
static void
goes_on_behind_a_quote_that_is_not_closed(void **state)
{
	struct text_input input = {0};
	struct buffer text = {0};
	(void)state;
	buffer_add_z(&text, "a,b\n1,\"x\n");
	for (size_t i = 2; text.length < RECORD_LIMIT + 1000; i++)
		buffer_add_format(&text, "%zu,y\n", i);
	assert_true(text_open(&input, buffer_span(&text)));
	assert_int_equal(text_next(&input), READING_BAD);
	assert_string_equal(input.record->defect.reason,
		"a quote is opened and not closed within 1 MiB; close it, or double it if it is "
		"text");
	assert_int_equal(input.record->defect.offset, 2);
	expect_span("line", input.record->raw, SPAN("1,\"x\n"));
	uint64_t count = 1;
	while (text_next(&input) == READING_RECORD)
		assert_int_equal(input.record->line, ++count + 1);
	assert_int_equal(count + 1, count_lines(buffer_span(&text)));
	text_close(&input);
	buffer_free(&text);
}

static void
refuses_endless_blank_lines(void **state)
{
	static const struct {
		const char *before_z, *error_z;
	} cases[] = {
		{"", "in:1: more than 1 MiB of white space stands before the first record"},
		{"a\n1\n", "in:2: more than 1 MiB of blank lines stands behind this line"},
		{"{}\n", "in:1: more than 1 MiB of blank lines stands behind this line"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		struct buffer text = {0};
		buffer_add_z(&text, cases[i].before_z);
		size_t blank = RECORD_LIMIT + (256 << 10);
		buffer_reserve(&text, blank);
		memset(text.data + text.length, '\n', blank);
		text.length += blank;
		buffer_add_z(&text, "1");
		enum reading reading = READING_FAILED;
		if (text_open(&input, buffer_span(&text)))
			reading = text_next(&input);
		assert_int_equal(reading, READING_FAILED);
		assert_string_equal(input.error.text, cases[i].error_z);
		text_close(&input);
		buffer_free(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_files_one_after_the_other),
		cmocka_unit_test(takes_the_format_that_is_said),
		cmocka_unit_test(reads_records_over_the_borders_of_its_buffer),
		cmocka_unit_test(refuses_lines_that_are_longer_than_any_record),
		cmocka_unit_test(goes_on_behind_a_quote_that_is_not_closed),
		cmocka_unit_test(refuses_endless_blank_lines),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

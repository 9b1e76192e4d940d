/* test_csv_reader.c - record/reader.h: CSV, its bytes, its places and what is refused */
#include "reading.h"
#include "record/window.h"

static const char *const unclosed_z =
	"a quote is opened and not closed within the file; close it, or double it if it is text";

/* A line a record: "LINE NUMBER [raw]", or "LINE NUMBER OFFSET reason [raw]". */
static void
add_record(struct buffer *shown, const struct record *record, bool good)
{
	buffer_add_format(shown, "%llu %llu ", (unsigned long long)record->line,
		(unsigned long long)record->number);
	if (!good)
		buffer_add_format(shown, "%zu %s ", record->defect.offset, record->defect.reason);
	buffer_add_byte(shown, '[');
	buffer_add(shown, record->raw);
	buffer_add_z(shown, "]\n");
}

/* All of a text: "[prefix]", its records, and the error that ended it. */
static void
read_all(struct span text, struct buffer *shown)
{
	struct text_input input = {0};
	enum reading reading = READING_FAILED;
	buffer_clear(shown);
	if (text_open(&input, text)) {
		buffer_add_byte(shown, '[');
		buffer_add(shown, reader_prefix(input.reader));
		buffer_add_z(shown, "]\n");
		reading = text_next(&input);
	}
	for (; reading == READING_RECORD || reading == READING_BAD; reading = text_next(&input))
		add_record(shown, input.record, reading == READING_RECORD);
	if (reading == READING_FAILED)
		buffer_add_z(shown, input.error.text);
	text_close(&input);
}

struct text_case {
	struct span text;
	const char *shown_z;
};

static void
check(const struct text_case *cases, size_t count)
{
	struct buffer shown = {0};
	for (size_t i = 0; i < count; i++) {
		read_all(cases[i].text, &shown);
		expect_span(cases[i].text.data, buffer_span(&shown), span_from_z(cases[i].shown_z));
	}
	buffer_free(&shown);
}

static void
keeps_every_byte_with_its_record(void **state)
{
	static const struct text_case cases[] = {
		{SPAN_INIT("a,b\n1,2\n3,4\n"), "[a,b\n]\n2 1 [1,2\n]\n3 2 [3,4\n]\n"},
		{SPAN_INIT("a,b\r\n1,2\r\n3,4"), "[a,b\r\n]\n2 1 [1,2\r\n]\n3 2 [3,4]\n"},
		{SPAN_INIT("\xef\xbb\xbf"
			   "a\n1\n"),
			"[\xef\xbb\xbf"
			"a\n]\n2 1 [1\n]\n"},
		{SPAN_INIT("\xef\xbb\xbf\r\n\na\n1\n"), "[\xef\xbb\xbf\r\n\na\n]\n4 1 [1\n]\n"},
		{SPAN_INIT("\n\na\n\n1\n\n\r\n2\n\n"),
			"[\n\na\n\n]\n5 1 [1\n\n\r\n]\n8 2 [2\n\n]\n"},
		{SPAN_INIT("a"), "[a]\n"},
		{SPAN_INIT("a,b\n1,\"x\ny\"\n2,z\n"), "[a,b\n]\n2 1 [1,\"x\ny\"\n]\n4 2 [2,z\n]\n"},
		{SPAN_INIT("\"a\nb\",c\n1,2\n"), "[\"a\nb\",c\n]\n3 1 [1,2\n]\n"},
		{SPAN_INIT("a,b\n,\n"), "[a,b\n]\n2 1 [,\n]\n"},
		{SPAN_INIT("a\n \n"), "[a\n]\n2 1 [ \n]\n"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
says_what_is_bad_and_where_and_goes_on(void **state)
{
	static const struct text_case cases[] = {
		{SPAN_INIT("a,b\n1\n2,3,4\n5,6\n"),
			"[a,b\n]\n2 1 0 the record has 1 field, the header has 2 [1\n]\n"
			"3 2 0 the record has 3 fields, the header has 2 [2,3,4\n]\n"
			"4 3 [5,6\n]\n"},
		{SPAN_INIT("a,b\n1,x\"y\n2,\"x\"y\n"),
			"[a,b\n]\n2 1 3 a quote stands in a field that does not begin with one; "
			"double it and quote the whole field [1,x\"y\n]\n"
			"3 2 5 text stands between the closing quote and the end of its field; "
			"double the quotes inside the field [2,\"x\"y\n]\n"},
		{SPAN_INIT("a,b\n1,x\ry\n2,\xff\n"),
			"[a,b\n]\n2 1 3 a carriage return stands alone; end lines with LF or CR LF, "
			"or quote the field [1,x\ry\n]\n"
			"3 2 2 this is not UTF-8; export the file as UTF-8, or say what it is (--from-charset windows-1252) "
			"[2,\xff\n]\n"},
		{SPAN_INIT("a\n1\n\n\rx\n"),
			"[a\n]\n2 1 [1\n\n]\n4 2 0 a carriage return stands alone; end lines with "
			"LF or CR LF, or quote the field [\rx\n]\n"},
		{SPAN_INIT("a\n\"x\n1\n"), NULL},
	};
	struct buffer shown = {0}, expected = {0};
	(void)state;
	check(cases, COUNT_OF(cases) - 1);
	read_all(cases[COUNT_OF(cases) - 1].text, &shown);
	buffer_add_format(&expected, "[a\n]\n2 1 0 %s [\"x\n]\n3 2 [1\n]\n", unclosed_z);
	expect_span("an unclosed quote", buffer_span(&shown), buffer_span(&expected));
	read_all(SPAN("a,b\n1,\0\n"), &shown);
	expect_span("a NUL", buffer_span(&shown),
		SPAN("[a,b\n]\n2 1 2 a NUL byte stands in the record; export the file again "
		     "[1,\0\n]\n"));
	buffer_free(&shown);
	buffer_free(&expected);
}

static void
refuses_headers_that_name_no_columns(void **state)
{
	static const struct text_case cases[] = {
		{SPAN_INIT(""), "in: the file is empty; say --from ndjson if that is right"},
		{SPAN_INIT("a,,b\n"),
			"in:1: column 2 of the header has no name; give it one or take "
			"the column out"},
		{SPAN_INIT("a,\" \t\"\n"),
			"in:1: column 2 of the header has no name; give it one or "
			"take the column out"},
		{SPAN_INIT("\na,b,\"a\"\n"), "in:2: the column \"a\" appears twice in the header "
					     "(columns 1 and 3); rename one"},
		{SPAN_INIT("a,\"b\n1,2\n"), "in:1:3: a quote is opened in the header and never "
					    "closed; close it"},
		{SPAN_INIT("a,b\"\n"), "in:1:4: in the header: a quote stands in a field that does "
				       "not begin with one; double it and quote the whole field"},
		{SPAN_INIT("\"roster: this output is incomplete, do not use it: no disk\n"),
			"in:1: the program that wrote this failed, and the output is incomplete: "
			"no disk"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
refuses_a_poisoned_stream(void **state)
{
	static const struct text_case cases[] = {
		{SPAN_INIT("a\n1\n\"roster: this output is incomplete, do not use it: no disk\n"),
			"[a\n]\n2 1 [1\n]\nin:3: the program that wrote this failed, and the output "
			"is incomplete: no disk"},
		{SPAN_INIT("a\n\"roster: this output is incomplete, do not use it: no disk\"\n"),
			"[a\n]\nin:2: the program that wrote this failed, and the output is "
			"incomplete: no disk\""},
		{SPAN_INIT(
			 "a\n\"roster: this output is incomplete, do not use it: no disk\n1\n\"x\"\n"),
			"[a\n]\nin:2: the program that wrote this failed, and the output is "
			"incomplete: no disk"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
unquotes_what_has_doubled_quotes(void **state)
{
	struct text_input input = {0};
	struct column odd = text_want(&input, "o\"d"), b = text_want(&input, "b");
	struct record *record = text_first(
		&input, SPAN("\"o\"\"d\",b, c \n\" x\"\"\"\"y,\n\",\"b\", z \n"));
	struct span text;
	(void)state;
	assert_true(record_text(record, odd, &text));
	expect_span("doubled", text, SPAN(" x\"\"y,\n"));
	assert_true(record_text(record, b, &text));
	expect_span("quoted", text, SPAN("b"));
	assert_true(record_field_text(record, 2, &text));
	expect_span("blanks", text, SPAN(" z "));
	expect_span("name", record_field_name(record, 2), SPAN(" c "));
	assert_int_equal(text_next(&input), READING_END);
	text_close(&input);
}

static void
reads_headers_of_any_width_up_to_the_longest_record(void **state)
{
	struct buffer text = {0};
	struct text_input input = {0};
	struct span value;
	(void)state;
	for (int row = 0; row < 2; row++)
		for (unsigned i = 0; i < 1000; i++)
			buffer_add_format(
				&text, "%c%u%c", row ? 'v' : 'h', i, i < 999 ? ',' : '\n');
	struct column last = text_want(&input, "h999");
	struct record *record = text_first(&input, buffer_span(&text));
	assert_int_equal(record->field_count, 1000);
	assert_true(record_text(record, last, &value));
	expect_span("last", value, SPAN("v999"));
	text_close(&input);
	buffer_clear(&text);
	while (text.length <= RECORD_LIMIT)
		buffer_add_format(&text, "h%zu,", text.length);
	assert_false(text_open(&input, buffer_span(&text)));
	assert_string_equal(input.error.text,
		"in:1: the line is longer than 1 MiB; this is no export, or --from is wrong");
	text_close(&input);
	buffer_free(&text);
}

/* Prefix and records are the text, whatever it is, and every line is counted. */
static void
loses_no_byte_of_any_text(void **state)
{
	uint64_t seed = 4180;
	struct buffer text = {0}, joined = {0};
	size_t opened = 0;
	(void)state;
	for (size_t round = 0; round < 200; round++) {
		struct text_input input = {0};
		size_t length = chance(&seed, 300);
		buffer_clear(&text);
		buffer_clear(&joined);
		buffer_add_z(&text, chance(&seed, 2) ? "h,i\n" : "h,i\r\n");
		for (size_t i = 0; i < length; i++)
			buffer_add_byte(&text, "ab,,\n\n\r\"\"\xc3"[chance(&seed, 10)]);
		if (text_open(&input, buffer_span(&text))) {
			enum reading reading;
			opened++;
			buffer_add(&joined, reader_prefix(input.reader));
			while ((reading = text_next(&input)) < READING_END) {
				assert_int_equal(
					input.record->line, count_lines(buffer_span(&joined)) + 1);
				buffer_add(&joined, input.record->raw);
			}
			assert_int_equal(reading, READING_END);
			assert_int_equal(reader_position(input.reader), text.length);
			expect_span("text", buffer_span(&joined), buffer_span(&text));
		}
		text_close(&input);
	}
	assert_int_equal(opened, 200);
	buffer_free(&text);
	buffer_free(&joined);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_every_byte_with_its_record),
		cmocka_unit_test(says_what_is_bad_and_where_and_goes_on),
		cmocka_unit_test(refuses_headers_that_name_no_columns),
		cmocka_unit_test(refuses_a_poisoned_stream),
		cmocka_unit_test(unquotes_what_has_doubled_quotes),
		cmocka_unit_test(reads_headers_of_any_width_up_to_the_longest_record),
		cmocka_unit_test(loses_no_byte_of_any_text),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

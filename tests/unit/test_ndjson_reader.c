/* test_ndjson_reader.c - record/reader.h: NDJSON, its bytes, its places and what is refused */
#include "reading.h"
#include "record/window.h"

/* "[prefix]", the records as "LINE [raw]" or "LINE OFFSET reason [raw]", the error at the end. */
static void
read_all(struct span text, struct buffer *shown)
{
	struct text_input input = {0};
	enum reading reading = READING_FAILED;
	buffer_clear(shown);
	if (text_open(&input, text)) {
		assert_int_equal(reader_format(input.reader), FORMAT_NDJSON);
		buffer_add_format(shown, "[%.*s]\n", SPAN_ARGUMENTS(reader_prefix(input.reader)));
		reading = text_next(&input);
	}
	for (; reading == READING_RECORD || reading == READING_BAD; reading = text_next(&input)) {
		const struct record *record = input.record;
		buffer_add_format(shown, "%llu ", (unsigned long long)record->line);
		if (reading == READING_BAD)
			buffer_add_format(
				shown, "%zu %s ", record->defect.offset, record->defect.reason);
		buffer_add_format(shown, "[%.*s]\n", SPAN_ARGUMENTS(record->raw));
	}
	if (reading == READING_FAILED)
		buffer_add_z(shown, input.error.text);
	text_close(&input);
}

struct text_case {
	const char *text_z, *shown_z;
};

static void
check(const struct text_case *cases, size_t count)
{
	struct buffer shown = {0};
	for (size_t i = 0; i < count; i++) {
		read_all(span_from_z(cases[i].text_z), &shown);
		expect_span(cases[i].text_z, buffer_span(&shown), span_from_z(cases[i].shown_z));
	}
	buffer_free(&shown);
}

static void
keeps_every_byte_with_its_record(void **state)
{
	static const struct text_case cases[] = {
		{"{}\n{\"a\":1}\n", "[]\n1 [{}\n]\n2 [{\"a\":1}\n]\n"},
		{"{}\r\n{ }", "[]\n1 [{}\r\n]\n2 [{ }]\n"},
		{"\xef\xbb\xbf \n\t\r\n{}\n", "[\xef\xbb\xbf \n\t\r\n]\n3 [{}\n]\n"},
		{"  {}\n", "[]\n1 [  {}\n]\n"},
		{"{}\n\n \t\r\n{}\n\n", "[]\n1 [{}\n\n \t\r\n]\n4 [{}\n\n]\n"},
		{"{}\n  ", "[]\n1 [{}\n  ]\n"},
		{"\n", "[\n]\n"},
		{"{}\n {}\n", "[]\n1 [{}\n]\n2 [ {}\n]\n"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
says_what_is_bad_and_where_and_goes_on(void **state)
{
	static const struct text_case cases[] = {
		{"{\"a\":tru}\n{}\n",
			"[]\n1 5 this is not JSON: a value is expected [{\"a\":tru}\n]\n2 [{}\n]\n"},
		{"{}\n[1]\n",
			"[]\n1 [{}\n]\n2 0 this line is not a JSON object; write one object a "
			"line [[1]\n]\n"},
		{"{\"a\":1,\"\\u0061\":2}\n", "[]\n1 8 the key \"a\" is repeated; keep one of them "
					      "[{\"a\":1,\"\\u0061\":2}\n]\n"},
		{"{}\n{\"x\n\n{}\n", "[]\n1 [{}\n]\n2 1 this is not JSON: a string is not closed "
				     "[{\"x\n\n]\n4 [{}\n]\n"},
		{"{\"a\":{\"b\":1,\"b\":2}}\n", "[]\n1 [{\"a\":{\"b\":1,\"b\":2}}\n]\n"},
		{"{\"\\u0000\":1}\n",
			"[]\n1 2 a key has \\u0000 or a lone surrogate in it, which no text can "
			"hold [{\"\\u0000\":1}\n]\n"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
refuses_a_poisoned_stream(void **state)
{
	static const struct text_case cases[] = {
		{"{}\n{\"roster: this output is incomplete, do not use it: no disk\n",
			"[]\n1 [{}\n]\nin:2: the program that wrote this failed, and the output is "
			"incomplete: no disk"},
		{"{\"roster: this output is incomplete, do not use it: no disk\":1}\n",
			"[]\n1 [{\"roster: this output is incomplete, do not use it: no "
			"disk\":1}\n]\n"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
misses_a_required_column_at_the_end_alone(void **state)
{
	static const struct {
		const char *text_z, *error_z; /* NULL: all is well */
	} cases[] = {
		{"\n", NULL},
		{"{\"b\":1}\n{\"phone\":1}\n{}\n", NULL},
		{"{\"Phone\":null}\n", NULL},
		{"{\"fone\":1}\n",
			"in: there is no column \"phone\"; the nearest is \"fone\" (name "
			"it with --column if it is meant)"},
		{"{}\n", "in: there is no column \"phone\"; name it with --column"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		columns_want(&input.columns, SPAN("phone"), COLUMN_REQUIRED);
		columns_want(&input.columns, SPAN("active"), COLUMN_OPTIONAL);
		assert_true(text_open(&input, span_from_z(cases[i].text_z)));
		while (text_next(&input) == READING_RECORD)
			continue;
		bool well = reader_check_columns(input.reader, &input.error);
		assert_int_equal(well, !cases[i].error_z);
		assert_string_equal(input.error.text, well ? "" : cases[i].error_z);
		assert_int_equal(input.error.status, well ? STATUS_OK : STATUS_BAD_DATA);
		text_close(&input);
	}
}

static void
loses_no_byte_of_any_text(void **state)
{
	static const char *const parts_z[] = {"{}", "{\"a\":1}", "{\"a\":1,\"b\":\"x\"}", "\n",
		"\n", "\r\n", " ", "{", "x", "\"", "\xc3"};
	uint64_t seed = 8259;
	struct buffer text = {0}, joined = {0};
	(void)state;
	for (size_t round = 0; round < 200; round++) {
		struct text_input input = {0};
		enum reading reading;
		size_t count = chance(&seed, 120);
		buffer_clear(&text);
		buffer_clear(&joined);
		buffer_add_z(&text, "{");
		for (size_t i = 0; i < count; i++)
			buffer_add_z(&text, parts_z[chance(&seed, COUNT_OF(parts_z))]);
		assert_true(text_open(&input, buffer_span(&text)));
		buffer_add(&joined, reader_prefix(input.reader));
		while ((reading = text_next(&input)) < READING_END) {
			assert_int_equal(input.record->line, count_lines(buffer_span(&joined)) + 1);
			buffer_add(&joined, input.record->raw);
		}
		assert_int_equal(reading, READING_END);
		assert_int_equal(reader_position(input.reader), text.length);
		expect_span("text", buffer_span(&joined), buffer_span(&text));
		text_close(&input);
	}
	buffer_free(&text);
	buffer_free(&joined);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_every_byte_with_its_record),
		cmocka_unit_test(says_what_is_bad_and_where_and_goes_on),
		cmocka_unit_test(refuses_a_poisoned_stream),
		cmocka_unit_test(misses_a_required_column_at_the_end_alone),
		cmocka_unit_test(loses_no_byte_of_any_text),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

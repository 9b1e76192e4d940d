/* test_record.c - record/record.h: values, edits and changes, and how they are spliced */
#include "reading.h"
#include "record/writer.h"

static void
reads_the_value_of_a_cell(void **state)
{
	static const struct {
		enum format format;
		const char *raw_z;
		enum value_kind kind;
		const char *value_z;
		const char *text_z; /* NULL: it has none, because of reason_z */
		const char *reason_z;
	} cases[] = {
		{FORMAT_CSV, "x", VALUE_TEXT, "x", "x", NULL},
		{FORMAT_CSV, "\"\"", VALUE_TEXT, "", "", NULL},
		{FORMAT_CSV, "\"a\"\"b\"", VALUE_TEXT, "a\"b", "a\"b", NULL},
		{FORMAT_CSV, "null", VALUE_TEXT, "null", "null", NULL},
		{FORMAT_NDJSON, "\"\"", VALUE_TEXT, "", "", NULL},
		{FORMAT_NDJSON, "\"x\"", VALUE_TEXT, "x", "x", NULL},
		{FORMAT_NDJSON, "\"a\\n\\u00e9\\ud83d\\ude00\"", VALUE_TEXT,
			"a\n\xc3\xa9\xf0\x9f\x98\x80", "a\n\xc3\xa9\xf0\x9f\x98\x80", NULL},
		{FORMAT_NDJSON, "null", VALUE_MISSING, "", "", NULL},
		{FORMAT_NDJSON, "true", VALUE_TRUTH, "TRUE", "TRUE", NULL},
		{FORMAT_NDJSON, "false", VALUE_TRUTH, "FALSE", "FALSE", NULL},
		{FORMAT_NDJSON, "1.10", VALUE_NUMBER, "1.10", "1.10", NULL},
		{FORMAT_NDJSON, "-1e400", VALUE_NUMBER, "-1e400", "-1e400", NULL},
		{FORMAT_NDJSON, "[]", VALUE_ARRAY, "[]", "", NULL},
		{FORMAT_NDJSON, "[\"a\" , \"\",\"\\u0062\"]", VALUE_ARRAY,
			"[\"a\" , \"\",\"\\u0062\"]", "a;;b", NULL},
		{FORMAT_NDJSON, "[1]", VALUE_ARRAY, "[1]", NULL,
			"c is an array of other things than texts"},
		{FORMAT_NDJSON, "[\"a;b\"]", VALUE_ARRAY, "[\"a;b\"]", NULL,
			"c has \"a;b\" in its array, which cannot be joined by \";\""},
		{FORMAT_NDJSON, "{\"x\":1}", VALUE_OBJECT, "{\"x\":1}", NULL,
			"c is an object, not a value"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		struct column column = text_want(&input, "c");
		struct record *record = text_first_cell(&input, cases[i].raw_z, cases[i].format);
		struct value value;
		struct span text;
		assert_true(record_value(record, column, &value));
		assert_int_equal(value.kind, cases[i].kind);
		expect_span(cases[i].raw_z, value.text, span_from_z(cases[i].value_z));
		bool well = record_text(record, column, &text);
		assert_int_equal(well, cases[i].text_z != NULL);
		if (well)
			expect_span(cases[i].raw_z, text, span_from_z(cases[i].text_z));
		else
			assert_string_equal(record->defect.reason, cases[i].reason_z);
		text_close(&input);
	}
}

static void
a_text_that_cannot_be_is_a_defect_at_its_place(void **state)
{
	static const char *const cases[] = {"\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\""};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		struct column column = text_want(&input, "C");
		struct record *record = text_first_cell(&input, cases[i], FORMAT_NDJSON);
		struct value value;
		assert_false(record_value(record, column, &value));
		assert_string_equal(record->defect.reason,
			"c has \\u0000 or a lone surrogate in it, which no text can hold");
		assert_int_equal(record->defect.offset, 5);
		text_close(&input);
	}
}

static void
what_is_not_there_is_missing(void **state)
{
	static const char *const texts_z[] = {"a\n1\n", "{\"a\":1}\n"};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct text_input input = {0};
		struct column column = text_want(&input, "gone");
		struct record *record = text_first(&input, span_from_z(texts_z[i]));
		struct value value;
		struct span span;
		assert_true(record_value(record, column, &value));
		assert_int_equal(value.kind, VALUE_MISSING);
		assert_true(record_text(record, column, &span));
		assert_int_equal(span.length, 0);
		assert_false(record_raw(record, column, &span));
		expect_span("name", record_name(record, column), SPAN("gone"));
		assert_false(record_fail(record, column, "is %d", 5));
		assert_string_equal(record->defect.reason, "gone is 5");
		assert_int_equal(record->defect.offset, 0);
		text_close(&input);
	}
}

static void
a_failure_has_the_name_and_place_of_its_field(void **state)
{
	struct text_input input = {0};
	struct column phone = text_want(&input, "phone_valid");
	struct record *record = text_first(&input, SPAN("a,Phone Valid\n1,x\n"));
	(void)state;
	assert_false(record_fail(record, phone, "is \"%s\"", "x"));
	assert_string_equal(record->defect.reason, "Phone Valid is \"x\"");
	assert_int_equal(record->defect.offset, 2);
	text_close(&input);
}

/* One record, and what setting the text of its column c makes of it. */
static void
sets_texts_and_quotes_where_it_must(void **state)
{
	static const struct {
		const char *text_z;
		struct span set;
		const char *written_z;
	} cases[] = {
		{"a,c,b\n1,2,3\r\n\n", SPAN_INIT("x"), "1,x,3\r\n\n"},
		{"a,c,b\n1,\"2\",3\n", SPAN_INIT("x"), "1,\"x\",3\n"},
		{"a,c,b\n1,2,3\n", SPAN_INIT("x,y"), "1,\"x,y\",3\n"},
		{"a,c,b\n1,2,3\n", SPAN_INIT("x\"y"), "1,\"x\"\"y\",3\n"},
		{"a,c,b\n1,2,3\n", SPAN_INIT("x\ny"), "1,\"x\ny\",3\n"},
		{"a,c,b\n1,2,3\n", SPAN_INIT("x\r"), "1,\"x\r\",3\n"},
		{"a,c,b\n1,2,3\n", SPAN_INIT(""), "1,,3\n"},
		{"a,c,b\n1,\"2\",3\n", SPAN_INIT(""), "1,\"\",3\n"},
		{"c\n2\n", SPAN_INIT(""), "\"\"\n"},
		{"a,c,b\n1,2,\"\"\"\"", SPAN_INIT(" y "), "1, y ,\"\"\"\""},
		{"{\"c\":1 , \"b\":2}\n", SPAN_INIT("x"), "{\"c\":\"x\" , \"b\":2}\n"},
		{"{ \"C\": \"\\u0041\"}\r\n", SPAN_INIT("a\"\\\n"),
			"{ \"C\": \"a\\\"\\\\\\n\"}\r\n"},
		{"{\"a\":1}\n", SPAN_INIT("x"), "{\"a\":1,\"c\":\"x\"}\n"},
		{"{\"a\":[1 ] }\n", SPAN_INIT("\xc3\xa9"), "{\"a\":[1 ],\"c\":\"\xc3\xa9\" }\n"},
		{"{ }\n", SPAN_INIT(""), "{\"c\":\"\" }\n"},
		{"{\"c\":{\"x\":[]}}", SPAN_INIT("x"), "{\"c\":\"x\"}"},
	};
	struct buffer written = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		struct column column = text_want(&input, "c");
		struct record *record = text_first(&input, span_from_z(cases[i].text_z));
		struct span text;
		record_set_text(record, column, cases[i].set);
		buffer_clear(&written);
		writer_add_record(&written, record);
		expect_span(
			cases[i].text_z, buffer_span(&written), span_from_z(cases[i].written_z));
		assert_true(record_text(record, column, &text));
		expect_span(cases[i].text_z, text, cases[i].set);
		assert_int_equal(record->change_count, 1);
		text_close(&input);
	}
	buffer_free(&written);
}

static void
notes_changes_and_forgets_them(void **state)
{
	struct text_input input = {0};
	struct column a = text_want(&input, "a"), b = text_want(&input, "b");
	struct record *record = text_first(&input, SPAN("{\"A\":\"1\"}\n{\"b\":0}\n"));
	(void)state;
	record_set_raw(record, a, SPAN("\"1\""));
	assert_int_equal(record->change_count + record->edit_count, 0);
	record_set_raw(record, a, SPAN("2"));
	record_set_raw(record, b, SPAN("true"));
	record_set_raw(record, a, SPAN("2"));
	assert_int_equal(record->change_count, 2);
	const struct change *change = record->changes;
	expect_span("name", change[0].name, SPAN("A"));
	expect_span("from", change[0].from, SPAN("\"1\""));
	expect_span("to", change[0].to, SPAN("2"));
	assert_false(change[0].added);
	assert_int_equal(change[0].column.index, a.index);
	expect_span("name", change[1].name, SPAN("b"));
	expect_span("to", change[1].to, SPAN("true"));
	assert_true(change[1].added);
	record->consent = SPAN("why");
	record_forget_changes(record);
	assert_int_equal(record->change_count + record->consent.length, 0);
	record_set_raw(record, a, SPAN("3"));
	expect_span("from", record->changes[0].from, SPAN("2"));
	assert_int_equal(record->edit_count, 2);
	assert_int_equal(text_next(&input), READING_RECORD);
	assert_int_equal(input.record->change_count + input.record->edit_count, 0);
	text_close(&input);
}

static void
a_raw_value_that_is_no_field_is_a_defect(void **state)
{
	struct text_input input = {0};
	struct column c = text_want(&input, "c");
	struct record *record = text_first(&input, SPAN("a,c\n1,2\n"));
	struct span text;
	(void)state;
	record_set_raw(record, c, SPAN("\"a\"b\""));
	assert_false(record_text(record, c, &text));
	assert_string_equal(record->defect.reason, "c was given a value that is no CSV field");
	assert_int_equal(record->defect.offset, 2);
	record_set_raw(record, c, SPAN("\"a\"\"b\""));
	assert_true(record_text(record, c, &text));
	expect_span("doubled", text, SPAN("a\"b"));
	text_close(&input);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_value_of_a_cell),
		cmocka_unit_test(a_text_that_cannot_be_is_a_defect_at_its_place),
		cmocka_unit_test(what_is_not_there_is_missing),
		cmocka_unit_test(a_failure_has_the_name_and_place_of_its_field),
		cmocka_unit_test(sets_texts_and_quotes_where_it_must),
		cmocka_unit_test(notes_changes_and_forgets_them),
		cmocka_unit_test(a_raw_value_that_is_no_field_is_a_defect),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

/*
 * test_rfc8259.c - RFC 8259: the well-known kinds of texts that are JSON, that are none, and that
 * the RFC leaves to whoever reads them; each as one line of NDJSON, with jansson as the second
 * judge
 */
#include "reading.h"

#include <jansson.h>

/* The line stands between two good ones: whether it is a record, whose key "v" is wanted. */
static bool
read_line(struct text_input *input, struct span line, struct column *column)
{
	struct buffer text = {0};
	*column = text_want(input, "v");
	buffer_add_z(&text, "{\"w\":0}\n");
	buffer_add(&text, line);
	buffer_add_z(&text, "\n{\"w\":1}\n");
	text_first(input, buffer_span(&text));
	buffer_free(&text);
	return text_next(input) == READING_RECORD;
}

/* Whatever became of it, the record behind it is read. */
static void
close_behind(struct text_input *input)
{
	assert_int_equal(text_next(input), READING_RECORD);
	assert_int_equal(input->record->line, 3);
	assert_int_equal(text_next(input), READING_END);
	text_close(input);
}

static json_t *
load_by_jansson(struct span line)
{
	return json_loadb(line.data, line.length, 0, NULL);
}

static void
wrap(struct buffer *line, struct span value)
{
	buffer_clear(line);
	buffer_add_z(line, "{\"v\":");
	buffer_add(line, value);
	buffer_add_byte(line, '}');
}

struct value_row {
	const char *kind_z;
	struct span json;
	const char *text_z; /* what is read of it; NULL: itself, as it is written */
};

static void
expect_reading(const struct value_row *row, struct span line)
{
	struct text_input input = {0};
	struct column column;
	struct value value;
	if (!read_line(&input, line, &column) || !record_value(input.record, column, &value))
		fail_msg("%s: %s", row->kind_z, input.record->defect.reason);
	struct span expected = row->text_z ? span_from_z(row->text_z) : row->json;
	expect_span(row->kind_z, value.text, expected);
	json_t *object = load_by_jansson(line), *theirs = json_object_get(object, "v");
	if (!theirs)
		fail_msg("%s: jansson refuses it", row->kind_z);
	if (json_is_string(theirs))
		expect_span("jansson's", span_from_z(json_string_value(theirs)), expected);
	assert_int_equal(json_is_string(theirs), value.kind == VALUE_TEXT);
	assert_int_equal(json_is_number(theirs), value.kind == VALUE_NUMBER);
	assert_int_equal(json_is_boolean(theirs), value.kind == VALUE_TRUTH);
	assert_int_equal(json_is_null(theirs), value.kind == VALUE_MISSING);
	assert_int_equal(json_is_array(theirs), value.kind == VALUE_ARRAY);
	assert_int_equal(json_is_object(theirs), value.kind == VALUE_OBJECT);
	json_decref(object);
	close_behind(&input);
}

static void
reads_values(void **state)
{
	static const struct value_row rows[] = {
		{"3: null", SPAN_INIT("null"), ""},
		{"3: true", SPAN_INIT("true"), "TRUE"},
		{"3: false", SPAN_INIT("false"), "FALSE"},
		{"2: white space around a value", SPAN_INIT(" \t\r true \r\t"), "TRUE"},
		{"5: empty array", SPAN_INIT("[]"), NULL},
		{"5: white space in an empty array", SPAN_INIT("[ \t\r]"), NULL},
		{"5: white space behind an array", SPAN_INIT("[[]   ]"), NULL},
		{"5: array of an empty string", SPAN_INIT("[\"\"]"), NULL},
		{"5: array of all kinds", SPAN_INIT("[null, 1, \"1\", {}, [], true]"), NULL},
		{"5: values again and again", SPAN_INIT("[1,null,null,null,2]"), NULL},
		{"4: empty object", SPAN_INIT("{}"), NULL},
		{"4: empty key", SPAN_INIT("{\"\":0}"), NULL},
		{"4: key with escapes", SPAN_INIT("{\"\\u0066\\u006f\\t\":1}"), NULL},
		{"4: white space everywhere", SPAN_INIT("{ \"a\"\t:\r1 , \"b\" : 2 }"), NULL},
		{"4: the same key twice, nested", SPAN_INIT("{\"a\":\"b\",\"a\":\"c\"}"), NULL},
		{"4: objects in arrays in objects", SPAN_INIT("{\"x\":[{\"i\":{\"a\":[]}}]}"),
			NULL},
		{"6: zero", SPAN_INIT("0"), NULL},
		{"6: minus zero", SPAN_INIT("-0"), NULL},
		{"6: minus zero with a fraction", SPAN_INIT("-0.0"), NULL},
		{"6: negative", SPAN_INIT("-123"), NULL},
		{"6: white space behind a number", SPAN_INIT("4 "), "4"},
		{"6: fraction", SPAN_INIT("123.456789"), NULL},
		{"6: zeros that say nothing are kept", SPAN_INIT("1.10"), NULL},
		{"6: a very small one", SPAN_INIT("-0.0000000000000000000000000000000000001"),
			NULL},
		{"6: 0e1", SPAN_INIT("0e1"), NULL},
		{"6: 0e+1", SPAN_INIT("0e+1"), NULL},
		{"6: exponent", SPAN_INIT("20e1"), NULL},
		{"6: capital exponent", SPAN_INIT("1E22"), NULL},
		{"6: negative exponent", SPAN_INIT("1E-2"), NULL},
		{"6: exponent with a plus", SPAN_INIT("1E+2"), NULL},
		{"6: exponent with leading zeros", SPAN_INIT("1e002"), NULL},
		{"6: fraction and exponent", SPAN_INIT("123.456e78"), NULL},
		{"6: so small that it is zero", SPAN_INIT("123e-10000000"), NULL},
		{"6: the largest integer of 64 bits", SPAN_INIT("9223372036854775807"), NULL},
		{"7: empty string", SPAN_INIT("\"\""), ""},
		{"7: a space", SPAN_INIT("\" \""), " "},
		{"7: every short escape", SPAN_INIT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""),
			"\"\\/\b\f\n\r\t"},
		{"7: a slash need not be escaped", SPAN_INIT("\"a/b\""), "a/b"},
		{"7: digits of both cases", SPAN_INIT("\"\\u0060\\u012a\\u12AB\\uabCD\""),
			"`\xc4\xaa\xe1\x8a\xab\xea\xaf\x8d"},
		{"7: a quote by its number", SPAN_INIT("\"\\u0022\""), "\""},
		{"7: a backslash by its number", SPAN_INIT("\"\\u005C\""), "\\"},
		{"7: controls by their number", SPAN_INIT("\"\\u0001\\u000A\\u001f\""),
			"\x01\n\x1f"},
		{"7: an escaped backslash before u0000", SPAN_INIT("\"\\\\u0000\""), "\\u0000"},
		{"7: an escaped backslash before n", SPAN_INIT("\"\\\\n\""), "\\n"},
		{"7: an escaped backslash at the end", SPAN_INIT("\"\\\\\""), "\\"},
		{"7: surrogate pair", SPAN_INIT("\"\\uD801\\udc37\""), "\xf0\x90\x90\xb7"},
		{"7: two surrogate pairs", SPAN_INIT("\"\\ud83d\\ude39\\ud83d\\udc8d\""),
			"\xf0\x9f\x98\xb9\xf0\x9f\x92\x8d"},
		{"7: the last surrogate pair", SPAN_INIT("\"\\uDBFF\\uDFFF\""), "\xf4\x8f\xbf\xbf"},
		{"7: numbers of no character", SPAN_INIT("\"\\uFFFF\\uFDD0\""),
			"\xef\xbf\xbf\xef\xb7\x90"},
		{"7: a byte order mark", SPAN_INIT("\"\\uFEFF\xef\xbb\xbf\""),
			"\xef\xbb\xbf\xef\xbb\xbf"},
		{"7: what looks like a comment", SPAN_INIT("\"a/*b*/c//d#\""), "a/*b*/c//d#"},
		{"7: what looks like structure", SPAN_INIT("\"{[:,]}\""), "{[:,]}"},
		{"7: DEL is no control", SPAN_INIT("\"\x7f\""), "\x7f"},
		{"8.1: UTF-8 of two bytes", SPAN_INIT("\"\xc2\x80\xdf\xbf\""), "\xc2\x80\xdf\xbf"},
		{"8.1: UTF-8 of three bytes", SPAN_INIT("\"\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\""),
			"\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80"},
		{"8.1: UTF-8 of four bytes", SPAN_INIT("\"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\""),
			"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"},
		{"8.1: line ends of Unicode", SPAN_INIT("\"\xe2\x80\xa8\xe2\x80\xa9\xc2\x85\""),
			"\xe2\x80\xa8\xe2\x80\xa9\xc2\x85"},
	};
	struct buffer line = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		wrap(&line, rows[i].json);
		expect_reading(&rows[i], buffer_span(&line));
	}
	buffer_free(&line);
}

static void
expect_refusal(const char *kind_z, struct span line)
{
	struct text_input input = {0};
	struct column column;
	if (read_line(&input, line, &column))
		fail_msg("%s passes: %.*s", kind_z, SPAN_ARGUMENTS(line));
	close_behind(&input);
	if (load_by_jansson(line))
		fail_msg("%s: jansson accepts it: %.*s", kind_z, SPAN_ARGUMENTS(line));
}

static void
expect_value_refusals(const char *section_z, const struct span *values, size_t count)
{
	struct buffer line = {0};
	for (size_t i = 0; i < count; i++) {
		wrap(&line, values[i]);
		expect_refusal(section_z, buffer_span(&line));
	}
	buffer_free(&line);
}

static void
refuses_what_is_no_value(void **state)
{
	static const struct span literals[] = {SPAN_INIT("tru"), SPAN_INIT("nul"),
		SPAN_INIT("fals"), SPAN_INIT("True"), SPAN_INIT("TRUE"), SPAN_INIT("nulll"),
		SPAN_INIT("truefalse"), SPAN_INIT("true1"), SPAN_INIT("true,"), SPAN_INIT("tr ue"),
		SPAN_INIT("undefined"), SPAN_INIT("None"), SPAN_INIT("x"), SPAN_INIT("*"),
		SPAN_INIT("<null>"), SPAN_INIT("\\n"), SPAN_INIT("\xc3\xa9"), SPAN_INIT("nu\0ll"),
		SPAN_INIT(""), SPAN_INIT(" "), SPAN_INIT(","), SPAN_INIT(":"), SPAN_INIT("]"),
		SPAN_INIT("/**/1"), SPAN_INIT("1/**/"), SPAN_INIT("1//"), SPAN_INIT("1#"),
		SPAN_INIT("\f1"), SPAN_INIT("\v1"), SPAN_INIT("1\xc2\xa0"),
		SPAN_INIT("\xe2\x81\xa0"), SPAN_INIT("\xef\xbb\xbf 1"), SPAN_INIT("\0")};
	static const struct span objects[] = {SPAN_INIT("{"), SPAN_INIT("{,}"), SPAN_INIT("{]"),
		SPAN_INIT("{\"a\"}"), SPAN_INIT("{\"a\":}"), SPAN_INIT("{\"a\" 1}"),
		SPAN_INIT("{\"a\",1}"), SPAN_INIT("{\"a\"::1}"), SPAN_INIT("{\"a\":1:2}"),
		SPAN_INIT("{\"a\":1,}"), SPAN_INIT("{\"a\":1,,}"), SPAN_INIT("{,\"a\":1}"),
		SPAN_INIT("{\"a\":1,,\"b\":2}"), SPAN_INIT("{\"a\":1 \"b\":2}"),
		SPAN_INIT("{\"a\":1;\"b\":2}"), SPAN_INIT("{\"a\":\"b\" 2}"),
		SPAN_INIT("{\"a\":1,\"b\"}"), SPAN_INIT("{\"a\":1,2}"), SPAN_INIT("{:1}"),
		SPAN_INIT("{a:1}"), SPAN_INIT("{'a':1}"), SPAN_INIT("{1:1}"), SPAN_INIT("{null:1}"),
		SPAN_INIT("{[]:1}"), SPAN_INIT("{9E9:1}"), SPAN_INIT("{\"a\":1"),
		SPAN_INIT("{\"a\":1]"), SPAN_INIT("{\"a\":1}}"), SPAN_INIT("{\"a:1}"),
		SPAN_INIT("{\"a\"/**/:1}"), SPAN_INIT("{\"\\x\":1}"), SPAN_INIT("{\"\t\":1}"),
		SPAN_INIT("{\"\xff\":1}"), SPAN_INIT("{{}}")};
	static const struct span arrays[] = {SPAN_INIT("["), SPAN_INIT("[1"), SPAN_INIT("[1,"),
		SPAN_INIT("[1,]"), SPAN_INIT("[,1]"), SPAN_INIT("[,]"), SPAN_INIT("[1,,2]"),
		SPAN_INIT("[1,,]"), SPAN_INIT("[1 2]"), SPAN_INIT("[1 true]"), SPAN_INIT("[1:2]"),
		SPAN_INIT("[1;2]"), SPAN_INIT("[3[4]]"), SPAN_INIT("[\"a\" \"b\"]"),
		SPAN_INIT("[1}"), SPAN_INIT("[1]]"), SPAN_INIT("[[1]"), SPAN_INIT("[\"a]"),
		SPAN_INIT("[\"a\":1]"), SPAN_INIT("[x]"), SPAN_INIT("[\f]"), SPAN_INIT("[...]"),
		SPAN_INIT("[1,/**/2]")};
	(void)state;
	expect_value_refusals("3: values", literals, COUNT_OF(literals));
	expect_value_refusals("4: objects", objects, COUNT_OF(objects));
	expect_value_refusals("5: arrays", arrays, COUNT_OF(arrays));
}

static void
refuses_what_is_no_number(void **state)
{
	static const struct span numbers[] = {SPAN_INIT("+1"), SPAN_INIT("++1"), SPAN_INIT("-"),
		SPAN_INIT("--1"), SPAN_INIT("- 1"), SPAN_INIT("-a"), SPAN_INIT("01"),
		SPAN_INIT("00"), SPAN_INIT("-01"), SPAN_INIT("-012"), SPAN_INIT(".1"),
		SPAN_INIT("-.1"), SPAN_INIT(".-1"), SPAN_INIT(".e1"), SPAN_INIT("1."),
		SPAN_INIT("-2."), SPAN_INIT("0.1.2"), SPAN_INIT("1.-2"), SPAN_INIT("1..2"),
		SPAN_INIT("0e"), SPAN_INIT("0e+"), SPAN_INIT("0E"), SPAN_INIT("0E+"),
		SPAN_INIT("0.3e"), SPAN_INIT("0.3e+"), SPAN_INIT("0.e1"), SPAN_INIT("2.e+3"),
		SPAN_INIT("2.e-3"), SPAN_INIT("1.0e-"), SPAN_INIT("1eE2"), SPAN_INIT("1e1.0"),
		SPAN_INIT("1e+-2"), SPAN_INIT("e1"), SPAN_INIT("1 000"), SPAN_INIT("1,000"),
		SPAN_INIT("1_000"), SPAN_INIT("1+2"), SPAN_INIT("1/2"), SPAN_INIT("1a"),
		SPAN_INIT("1.2a-3"), SPAN_INIT("1.8H-308"), SPAN_INIT("0x1"), SPAN_INIT("0x42"),
		SPAN_INIT("-0x1"), SPAN_INIT("0b1"), SPAN_INIT("1f"), SPAN_INIT("NaN"),
		SPAN_INIT("-NaN"), SPAN_INIT("nan"), SPAN_INIT("Inf"), SPAN_INIT("Infinity"),
		SPAN_INIT("-Infinity"), SPAN_INIT("\xef\xbc\x91"), SPAN_INIT("1\xff"),
		SPAN_INIT("1e\xff")};
	(void)state;
	expect_value_refusals("6: numbers", numbers, COUNT_OF(numbers));
}

static void
refuses_what_is_no_string(void **state)
{
	static const struct span strings[] = {SPAN_INIT("\""), SPAN_INIT("\"a"),
		SPAN_INIT("\"\\\""), SPAN_INIT("\"\\\\\\\""), SPAN_INIT("'a'"), SPAN_INIT("a\""),
		SPAN_INIT("\"a\"b"), SPAN_INIT("\"a\"\"b\""), SPAN_INIT("\"\\a\""),
		SPAN_INIT("\"\\v\""), SPAN_INIT("\"\\0\""), SPAN_INIT("\"\\'\""),
		SPAN_INIT("\"\\ \""), SPAN_INIT("\"\\x41\""), SPAN_INIT("\"\\N\""),
		SPAN_INIT("\"\\U0041\""), SPAN_INIT("\"\\u\""), SPAN_INIT("\"\\u0\""),
		SPAN_INIT("\"\\u00A\""), SPAN_INIT("\"\\u00G0\""), SPAN_INIT("\"\\uqqqq\""),
		SPAN_INIT("\"\\u 041\""), SPAN_INIT("\"\\u+041\""), SPAN_INIT("\"\\uD834\\uDd\""),
		SPAN_INIT("\"\\uD800\\u\""), SPAN_INIT("\"\\uD800\\u1x\""), SPAN_INIT("\"\\\t\""),
		SPAN_INIT("\"\\\0\""), SPAN_INIT("\"\\\xf0\x9f\x8c\x80\""), SPAN_INIT("\"\t\""),
		SPAN_INIT("\"\r\""), SPAN_INIT("\"\x01\""), SPAN_INIT("\"\x1f\""),
		SPAN_INIT("\"a\0b\"")};
	static const struct span not_utf8[] = {SPAN_INIT("\"\x80\""), SPAN_INIT("\"\xe9\""),
		SPAN_INIT("\"\xc3\""), SPAN_INIT("\"\xe2\x82\""), SPAN_INIT("\"\xf0\x9f\x98\""),
		SPAN_INIT("\"\xc3(\""), SPAN_INIT("\"\xe0\xff\""), SPAN_INIT("\"\xc0\xaf\""),
		SPAN_INIT("\"\xc1\xbf\""), SPAN_INIT("\"\xe0\x80\xaf\""),
		SPAN_INIT("\"\xe0\x9f\xbf\""), SPAN_INIT("\"\xf0\x80\x80\x80\""),
		SPAN_INIT("\"\xf0\x8f\xbf\xbf\""), SPAN_INIT("\"\xf8\x88\x80\x80\x80\""),
		SPAN_INIT("\"\xfc\x83\xbf\xbf\xbf\xbf\""), SPAN_INIT("\"\xed\xa0\x80\""),
		SPAN_INIT("\"\xed\xa0\xbd\xed\xb8\x80\""), SPAN_INIT("\"\xf4\x90\x80\x80\""),
		SPAN_INIT("\"\xf4\xbf\xbf\xbf\""), SPAN_INIT("\"\xfe\""), SPAN_INIT("\"\xff\""),
		SPAN_INIT("\"\\u00e9\xe9\""), SPAN_INIT("\"\\\xe9\""), SPAN_INIT("\"\\u\xe9\"")};
	(void)state;
	expect_value_refusals("7: strings", strings, COUNT_OF(strings));
	expect_value_refusals("8.1: UTF-8", not_utf8, COUNT_OF(not_utf8));
}

static void
refuses_lines_that_are_no_text(void **state)
{
	static const struct span lines[] = {SPAN_INIT("{"), SPAN_INIT("}"), SPAN_INIT("{}}"),
		SPAN_INIT("{}]"), SPAN_INIT("{},"), SPAN_INIT("{} {}"), SPAN_INIT("{}{"),
		SPAN_INIT("{}x"), SPAN_INIT("{}\"\""), SPAN_INIT("{}/**/"), SPAN_INIT("{}//"),
		SPAN_INIT("{}#"), SPAN_INIT("{}\0"), SPAN_INIT("{}\f"), SPAN_INIT("{\f}"),
		SPAN_INIT("{\xc2\xa0}"), SPAN_INIT("{\xe2\x81\xa0}"), SPAN_INIT("\0{}"),
		SPAN_INIT("\f{}"), SPAN_INIT("/**/{}"), SPAN_INIT(",{}"), SPAN_INIT("x"),
		SPAN_INIT("*"), SPAN_INIT("<.>"), SPAN_INIT("'"), SPAN_INIT("\xe9"),
		SPAN_INIT("\xef\xbb\xbf"), SPAN_INIT("\xef\xbb\xbf{}"), SPAN_INIT("\xff\xfe{\0}\0"),
		SPAN_INIT("\0{\0}"), SPAN_INIT("["), SPAN_INIT("]"), SPAN_INIT("\"x"),
		SPAN_INIT("{\"a\":1"), SPAN_INIT("{\"a\":\"b")};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		expect_refusal("2: one text", lines[i]);
}

/* Where jansson and we see it otherwise, each for a reason, and both are asked. */
static void
differs_from_jansson_where_it_says_so(void **state)
{
	static const struct {
		const char *why_z;
		struct span line;
		bool passes;        /* here; with jansson it is the other way round */
		const char *text_z; /* of "v", NULL: it has none, and reading it is a defect */
	} rows[] = {
		{"2: a record is an object", SPAN_INIT("[]"), false, NULL},
		{"2: a record is an object", SPAN_INIT("[{\"v\":1}]"), false, NULL},
		{"4: no key may come twice", SPAN_INIT("{\"v\":1,\"v\":1}"), false, NULL},
		{"4: nor be spelled otherwise", SPAN_INIT("{\"v\":1,\"\\u0076\":2}"), false, NULL},
		{"4: two keys may not be one column", SPAN_INIT("{\"V\":1,\" v\":2}"), false, NULL},
		{"6: NUL behind a number, which jansson loses", SPAN_INIT("{\"v\":1\0}"), false,
			NULL},
		{"6: numbers stay as written", SPAN_INIT("{\"v\":1e400}"), true, "1e400"},
		{"6: numbers stay as written", SPAN_INIT("{\"v\":-1e400}"), true, "-1e400"},
		{"6: however many digits", SPAN_INIT("{\"v\":123456789012345678901234567890}"),
			true, "123456789012345678901234567890"},
		{"6: past 64 bits", SPAN_INIT("{\"v\":-9223372036854775809}"), true,
			"-9223372036854775809"},
		{"7: unread, a NUL passes", SPAN_INIT("{\"v\":\"a\\u0000\"}"), true, NULL},
		{"7: in a value beside it, too", SPAN_INIT("{\"v\":1,\"w\":\"\\u0000\"}"), true,
			"1"},
		{"8.2: half a pair", SPAN_INIT("{\"v\":\"\\uD800\"}"), true, NULL},
		{"8.2: the other half", SPAN_INIT("{\"v\":\"\\uDC00\"}"), true, NULL},
		{"8.2: halves turned round", SPAN_INIT("{\"v\":\"\\uDC00\\uD800\"}"), true, NULL},
		{"8.2: half a pair before a letter", SPAN_INIT("{\"v\":\"\\uD800a\"}"), true, NULL},
		{"8.2: before an escape", SPAN_INIT("{\"v\":\"\\uD800\\n\"}"), true, NULL},
		{"8.2: before no half", SPAN_INIT("{\"v\":\"\\uD800\\u0041\"}"), true, NULL},
		{"8.2: in an array", SPAN_INIT("{\"v\":[\"\\uD800\"]}"), true, NULL},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct text_input input = {0};
		struct column column;
		struct span text;
		bool passes = read_line(&input, rows[i].line, &column);
		json_t *theirs = load_by_jansson(rows[i].line);
		if (passes != rows[i].passes || passes == !!theirs)
			fail_msg("%s: %s", rows[i].why_z, rows[i].line.data);
		if (passes && record_text(input.record, column, &text) != !!rows[i].text_z)
			fail_msg("%s: a text, or none: %s", rows[i].why_z, rows[i].line.data);
		if (rows[i].text_z)
			expect_span(rows[i].why_z, text, span_from_z(rows[i].text_z));
		close_behind(&input);
		json_decref(theirs);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_values),
		cmocka_unit_test(refuses_what_is_no_value),
		cmocka_unit_test(refuses_what_is_no_number),
		cmocka_unit_test(refuses_what_is_no_string),
		cmocka_unit_test(refuses_lines_that_are_no_text),
		cmocka_unit_test(differs_from_jansson_where_it_says_so),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

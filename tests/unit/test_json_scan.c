/* test_json_scan.c - format/json_scan.h, by RFC 8259 */
#include "format/json_scan.h"
#include "support.h"

/* Whatever stands behind the line must not matter. */
static bool
scan(struct span line, struct json_members *members, struct defect *defect)
{
	static const char fills[] = " \"}a\xff";
	bool well = true;
	for (size_t i = 0; i < sizeof(fills) - 1; i++) {
		struct defect again = {0};
		char *copy = padded_copy(line, JSON_PADDING, fills[i]);
		well = json_scan(span_of(copy, line.length), members, &again);
		free(copy);
		if (i && (again.offset != defect->offset ||
				 strcmp(again.reason, defect->reason) != 0))
			fail_msg("%s before %02x", again.reason, (unsigned char)fills[i]);
		*defect = again;
	}
	return well;
}

static void
expect_members(struct span line, const struct json_members *members, const char *members_z)
{
	struct buffer seen = {0};
	for (size_t i = 0; i < members->count; i++) {
		const struct json_member *member = &members->list[i];
		buffer_add_format(&seen, "%.*s=%.*s|", (int)(member->key_end - member->key_start),
			line.data + member->key_start,
			(int)(member->value_end - member->value_start),
			line.data + member->value_start);
	}
	expect_span("members", buffer_span(&seen), span_from_z(members_z));
	buffer_free(&seen);
}

static void
finds_keys_and_values(void **state)
{
	static const struct {
		const char *line_z, *members_z;
	} cases[] = {
		{"{}", ""},
		{" \t{ \t} \r", ""},
		{"{\"a\":1}", "a=1|"},
		{"{\"a\":1}\r", "a=1|"},
		{" { \"a\" : 1 , \"b\" : \"x\" } ", "a=1|b=\"x\"|"},
		{"{\"a\":true,\"b\":false,\"c\":null}", "a=true|b=false|c=null|"},
		{"{\"a\":0,\"b\":-0,\"c\":10,\"d\":-1.50}", "a=0|b=-0|c=10|d=-1.50|"},
		{"{\"a\":1e400,\"b\":1E+5,\"c\":0e-1,\"d\":0.0e0}",
			"a=1e400|b=1E+5|c=0e-1|d=0.0e0|"},
		{"{\"a\":123456789012345678901234567890}", "a=123456789012345678901234567890|"},
		{"{\"\":\"\"}", "=\"\"|"},
		{"{\"a\":1,\"a\":2}", "a=1|a=2|"},
		{"{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uABCD\"}",
			"a=\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uABCD\"|"},
		{"{\"a\":\"\\ud83d \\u0000 \\udc00\"}", "a=\"\\ud83d \\u0000 \\udc00\"|"},
		{"{\"a\\\"\\u0041\":1}", "a\\\"\\u0041=1|"},
		{"{\"Zo\xc3\xab\":\"\xf0\x9f\x98\x80 \x7f\"}",
			"Zo\xc3\xab=\"\xf0\x9f\x98\x80 \x7f\"|"},
		{"{\"a\":[],\"b\":{},\"c\":[ ],\"d\":{ }}", "a=[]|b={}|c=[ ]|d={ }|"},
		{"{\"a\":[1,\"]\",{\"b\":[null]}, [] ] ,\"c\":2}",
			"a=[1,\"]\",{\"b\":[null]}, [] ]|c=2|"},
		{"{\"a\":{\"b\":{\"c\":[{\"d\":1}]},\"e\":\"}\"},\"f\":{}}",
			"a={\"b\":{\"c\":[{\"d\":1}]},\"e\":\"}\"}|f={}|"},
		{"{\"a key of more than sixteen bytes\":\"a value of more than sixteen bytes\"}",
			"a key of more than sixteen bytes=\"a value of more than sixteen bytes\"|"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct json_members members = {0};
		struct defect defect = {0};
		struct span line = span_from_z(cases[i].line_z);
		if (!scan(line, &members, &defect))
			fail_msg("%s: %s", cases[i].line_z, defect.reason);
		expect_members(line, &members, cases[i].members_z);
		json_members_free(&members);
	}
}

struct invalid {
	struct span line;
	size_t offset;
	const char *reason_z;
};

static void
expect_defects(const struct invalid *cases, size_t count, const char *prefix_z)
{
	for (size_t i = 0; i < count; i++) {
		struct json_members members = {0};
		struct defect defect = {0};
		struct buffer reason = {0};
		if (scan(cases[i].line, &members, &defect))
			fail_msg("%.*s passes", SPAN_ARGUMENTS(cases[i].line));
		buffer_add_format(&reason, "%s%s", prefix_z, cases[i].reason_z);
		expect_span(cases[i].line.data, span_from_z(defect.reason), buffer_span(&reason));
		if (defect.offset != cases[i].offset)
			fail_msg("%s: at %zu, not %zu", cases[i].line.data, defect.offset,
				cases[i].offset);
		buffer_free(&reason);
		json_members_free(&members);
	}
}

static void
refuses_all_but_one_object(void **state)
{
	static const struct invalid cases[] = {
		{SPAN_INIT(""), 0, ""},
		{SPAN_INIT("  "), 2, ""},
		{SPAN_INIT("[]"), 0, ""},
		{SPAN_INIT(" \"a\""), 1, ""},
		{SPAN_INIT("12"), 0, ""},
		{SPAN_INIT("null"), 0, ""},
		{SPAN_INIT("\xef\xbb\xbf{}"), 0, ""},
		{SPAN_INIT("\n{}"), 0, ""},
		{SPAN_INIT("\0"), 0, ""},
	};
	(void)state;
	expect_defects(
		cases, COUNT_OF(cases), "this line is not a JSON object; write one object a line");
}

static void
refuses_what_is_not_json(void **state)
{
	static const struct invalid cases[] = {
		{SPAN_INIT("{"), 1, "a key in quotes is expected"},
		{SPAN_INIT("{,}"), 1, "a key in quotes is expected"},
		{SPAN_INIT("{a:1}"), 1, "a key in quotes is expected"},
		{SPAN_INIT("{'a':1}"), 1, "a key in quotes is expected"},
		{SPAN_INIT("{1:1}"), 1, "a key in quotes is expected"},
		{SPAN_INIT("{\"a\":1,}"), 7, "a key in quotes is expected"},
		{SPAN_INIT("{\"a\":1,,\"b\":2}"), 7, "a key in quotes is expected"},
		{SPAN_INIT("{\"a\":{\"b\":1,}}"), 12, "a key in quotes is expected"},
		{SPAN_INIT("{\"a\":{"), 6, "a key in quotes is expected"},
		{SPAN_INIT("{\"a\""), 4, "a colon is expected behind the key"},
		{SPAN_INIT("{\"a\" 1}"), 5, "a colon is expected behind the key"},
		{SPAN_INIT("{\"a\",\"b\"}"), 4, "a colon is expected behind the key"},
		{SPAN_INIT("{\"a\":{\"b\"}}"), 9, "a colon is expected behind the key"},
		{SPAN_INIT("{\"a\":"), 5, "a value is missing"},
		{SPAN_INIT("{\"a\":[1,"), 8, "a value is missing"},
		{SPAN_INIT("{\"a\":}"), 5, "a value is expected"},
		{SPAN_INIT("{\"a\":,\"b\":1}"), 5, "a value is expected"},
		{SPAN_INIT("{\"a\"::1}"), 5, "a value is expected"},
		{SPAN_INIT("{\"a\":True}"), 5, "a value is expected"},
		{SPAN_INIT("{\"a\":tru}"), 5, "a value is expected"},
		{SPAN_INIT("{\"a\":nul"), 5, "a value is expected"},
		{SPAN_INIT("{\"a\":NaN}"), 5, "a value is expected"},
		{SPAN_INIT("{\"a\":'x'}"), 5, "a value is expected"},
		{SPAN_INIT("{\"a\":\0}"), 5, "a value is expected"},
		{SPAN_INIT("{\"a\":\n1}"), 5, "a value is expected"},
		{SPAN_INIT("{\"a\":[1,]}"), 8, "a value is expected"},
		{SPAN_INIT("{\"a\":[,1]}"), 6, "a value is expected"},
		{SPAN_INIT("{\"a\":+1}"), 5, "a value is expected"},
		{SPAN_INIT("{\"a\":.5}"), 5, "a value is expected"},
		{SPAN_INIT("{\"a\":-}"), 6, "a number lacks a digit"},
		{SPAN_INIT("{\"a\":-a}"), 6, "a number lacks a digit"},
		{SPAN_INIT("{\"a\":1.}"), 7, "a number lacks a digit"},
		{SPAN_INIT("{\"a\":1.e5}"), 7, "a number lacks a digit"},
		{SPAN_INIT("{\"a\":1e}"), 7, "a number lacks a digit"},
		{SPAN_INIT("{\"a\":1e+}"), 8, "a number lacks a digit"},
		{SPAN_INIT("{\"a\":01}"), 5, "a number begins with 0"},
		{SPAN_INIT("{\"a\":-012}"), 6, "a number begins with 0"},
		{SPAN_INIT("{\"a\":1"), 6, "a comma or } is expected"},
		{SPAN_INIT("{\"a\":1 2}"), 7, "a comma or } is expected"},
		{SPAN_INIT("{\"a\":0x10}"), 6, "a comma or } is expected"},
		{SPAN_INIT("{\"a\":1]"), 6, "a comma or } is expected"},
		{SPAN_INIT("{\"a\":true1}"), 9, "a comma or } is expected"},
		{SPAN_INIT("{\"a\":\"x\"\"b\":1}"), 8, "a comma or } is expected"},
		{SPAN_INIT("{\"a\":{\"b\":1]}"), 11, "a comma or } is expected"},
		{SPAN_INIT("{\"a\":[1}"), 7, "a comma or ] is expected"},
		{SPAN_INIT("{\"a\":[1 2]}"), 8, "a comma or ] is expected"},
		{SPAN_INIT("{\"a\":[[1]"), 9, "a comma or ] is expected"},
		{SPAN_INIT("{}}"), 2, "something stands behind the object"},
		{SPAN_INIT("{} {}"), 3, "something stands behind the object"},
		{SPAN_INIT("{\"a\":1},"), 7, "something stands behind the object"},
		{SPAN_INIT("{}\0"), 2, "something stands behind the object"},
		{SPAN_INIT("{}\xff"), 2, "something stands behind the object"},
	};
	(void)state;
	expect_defects(cases, COUNT_OF(cases), "this is not JSON: ");
}

static void
refuses_broken_strings(void **state)
{
	static const struct invalid cases[] = {
		{SPAN_INIT("{\""), 1, "a string is not closed"},
		{SPAN_INIT("{\"a\":\"x"), 5, "a string is not closed"},
		{SPAN_INIT("{\"a\":\"x\\\"}"), 5, "a string is not closed"},
		{SPAN_INIT("{\"a\":\"x\\"), 7, "a string is not closed"},
		{SPAN_INIT("{\"a\":\"0123456789abcdef0123456789"), 5, "a string is not closed"},
		{SPAN_INIT("{\"a\":[\"x]}"), 6, "a string is not closed"},
		{SPAN_INIT("{\"a\":\"\\x\"}"), 6, "unknown escape in a string"},
		{SPAN_INIT("{\"a\":\"\\N\"}"), 6, "unknown escape in a string"},
		{SPAN_INIT("{\"a\":\"\\'\"}"), 6, "unknown escape in a string"},
		{SPAN_INIT("{\"a\":\"\\\0\"}"), 6, "unknown escape in a string"},
		{SPAN_INIT("{\"a\":\"\\\xc3\xa9\"}"), 6, "unknown escape in a string"},
		{SPAN_INIT("{\"a\\v\":1}"), 3, "unknown escape in a string"},
		{SPAN_INIT("{\"a\":\"\\u12\"}"), 6, "\\u needs four hexadecimal digits"},
		{SPAN_INIT("{\"a\":\"\\u12g4\"}"), 6, "\\u needs four hexadecimal digits"},
		{SPAN_INIT("{\"a\":\"\\U1234\"}"), 6, "unknown escape in a string"},
		{SPAN_INIT("{\"a\":\"\\u12"), 6, "\\u needs four hexadecimal digits"},
		{SPAN_INIT("{\"a\":\"\0\"}"), 6, "a control character stands in a string"},
		{SPAN_INIT("{\"a\":\"x\ty\"}"), 7, "a control character stands in a string"},
		{SPAN_INIT("{\"a\":\"x\ry\"}"), 7, "a control character stands in a string"},
		{SPAN_INIT("{\"a\x1f\":1}"), 3, "a control character stands in a string"},
		{SPAN_INIT("{\"a\":\"0123456789abcdef01234\x01\"}"), 27,
			"a control character stands in a string"},
	};
	(void)state;
	expect_defects(cases, COUNT_OF(cases), "this is not JSON: ");
}

static void
refuses_what_is_not_utf8(void **state)
{
	static const struct invalid cases[] = {
		{SPAN_INIT("{\"a\":\"\xff\"}"), 6, ""},
		{SPAN_INIT("{\"a\xc3\":1}"), 3, ""},
		{SPAN_INIT("{\"a\":\"Zo\xc3\xab\xed\xa0\x80\"}"), 10, ""},
		{SPAN_INIT("{\"a\":\"0123456789abcdef\x80\"}"), 22, ""},
		{SPAN_INIT("{\"a\":\"\\n\xe9\"}"), 8, ""},
		{SPAN_INIT("{\"a\":{\"b\":[\"\xc0\xaf\"]}}"), 12, ""},
	};
	(void)state;
	expect_defects(cases, COUNT_OF(cases), "this is not UTF-8; JSON must be (RFC 8259)");
}

/* {"a":[[...]]} or {"a":{"a":...{}...}}, `depth` levels in all */
static void
add_nested(struct buffer *line, size_t depth, bool objects)
{
	buffer_clear(line);
	buffer_add_z(line, "{\"a\":");
	for (size_t i = 2; i < depth; i++)
		buffer_add_z(line, objects ? "{\"a\":" : "[");
	buffer_add_z(line, objects ? "{}" : "[]");
	for (size_t i = 1; i < depth - 1; i++)
		buffer_add_byte(line, objects ? '}' : ']');
	buffer_add_byte(line, '}');
}

static void
nests_to_the_limit_and_no_deeper(void **state)
{
	struct buffer line = {0};
	(void)state;
	for (int objects = 0; objects < 2; objects++) {
		struct json_members members = {0};
		struct defect defect = {0};
		add_nested(&line, JSON_DEPTH_LIMIT, objects);
		if (!scan(buffer_span(&line), &members, &defect))
			fail_msg("%s at %zu", defect.reason, defect.offset);
		assert_int_equal(members.count, 1);
		add_nested(&line, JSON_DEPTH_LIMIT + 1, objects);
		assert_false(scan(buffer_span(&line), &members, &defect));
		assert_string_equal(defect.reason, "this is not JSON: it is nested too deep");
		json_members_free(&members);
	}
	buffer_free(&line);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_keys_and_values),
		cmocka_unit_test(refuses_all_but_one_object),
		cmocka_unit_test(refuses_what_is_not_json),
		cmocka_unit_test(refuses_broken_strings),
		cmocka_unit_test(refuses_what_is_not_utf8),
		cmocka_unit_test(nests_to_the_limit_and_no_deeper),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

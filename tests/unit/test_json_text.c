/* test_json_text.c - format/json_text.h, by RFC 8259 */
#include "format/json_text.h"
#include "support.h"

#include <jansson.h>

/* The text of the string `quoted`, taken between its quotes; false where it has none. */
static bool
text_between_quotes(struct span quoted, struct span *text, struct arena *arena)
{
	return json_text_of(span_of(quoted.data + 1, quoted.length - 2), text, arena);
}

static void
decodes_escapes(void **state)
{
	static const struct {
		const char *quoted_z, *text_z; /* NULL: it has no text */
	} cases[] = {
		{"\"\"", ""},
		{"\"plain\"", "plain"},
		{"\"Zo\xc3\xab\"", "Zo\xc3\xab"},
		{"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"},
		{"\"a\\u00e9z\"", "a\xc3\xa9z"},
		{"\"\\u20AC\\u20ac\"", "\xe2\x82\xac\xe2\x82\xac"},
		{"\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80"},
		{"\"\\u0001\"", "\x01"},
		{"\"\\u0000\"", NULL},
		{"\"a\\u0000b\"", NULL},
		{"\"\\ud83d\"", NULL},
		{"\"\\ude00\"", NULL},
		{"\"\\ud83dx\"", NULL},
		{"\"\\ud83d\\ud83d\"", NULL},
	};
	struct arena arena = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct span text, quoted = span_from_z(cases[i].quoted_z);
		bool has_text = text_between_quotes(quoted, &text, &arena);
		if (has_text != (cases[i].text_z != NULL))
			fail_msg("%s: %d", cases[i].quoted_z, has_text);
		if (has_text)
			expect_span(cases[i].quoted_z, text, span_from_z(cases[i].text_z));
	}
	arena_free(&arena);
}

static void
copies_only_what_is_escaped(void **state)
{
	static const char quoted_z[] = "\"plain\"", escaped_z[] = "\"a\\nb\"";
	struct arena arena = {0};
	struct span text;
	(void)state;
	assert_true(text_between_quotes(span_from_z(quoted_z), &text, &arena));
	assert_ptr_equal(text.data, quoted_z + 1);
	assert_null(arena.block);
	assert_true(text_between_quotes(span_from_z(escaped_z), &text, &arena));
	assert_ptr_not_equal(text.data, escaped_z + 1);
	arena_free(&arena);
}

static void
reads_arrays_of_strings_only(void **state)
{
	static const struct {
		const char *raw_z, *joined_z; /* NULL: refused */
	} cases[] = {
		{"[]", ""},
		{"[ ]", ""},
		{"[\"a\"]", "a;"},
		{"[ \"a\" , \"b\\nc\", \"\" ]", "a;b\nc;;"},
		{"[\"a\",1]", NULL},
		{"[\"a\",null]", NULL},
		{"[[\"a\"]]", NULL},
		{"[{}]", NULL},
		{"[\"\\u0000\"]", NULL},
		{"\"a\"", NULL},
		{"{}", NULL},
		{"{\"a\":\"b\"}", NULL},
		{"null", NULL},
		{"12", NULL},
	};
	struct arena arena = {0};
	struct buffer joined = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct span *texts;
		size_t count;
		bool well = json_texts_of_array(
			span_from_z(cases[i].raw_z), &texts, &count, &arena);
		if (well != (cases[i].joined_z != NULL))
			fail_msg("%s: %d", cases[i].raw_z, well);
		buffer_clear(&joined);
		for (size_t j = 0; well && j < count; j++) {
			buffer_add(&joined, texts[j]);
			buffer_add_byte(&joined, ';');
		}
		if (well)
			expect_span(cases[i].raw_z, buffer_span(&joined),
				span_from_z(cases[i].joined_z));
	}
	buffer_free(&joined);
	arena_free(&arena);
}

static void
escapes_only_what_must_be(void **state)
{
	struct buffer written = {0};
	(void)state;
	json_add_text(&written, SPAN("a\"b\\c/\b\f\n\r\t\0\x1f\x7f\xc3\xa9"));
	expect_span("written", buffer_span(&written),
		SPAN("\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0000\\u001f\x7f\xc3\xa9\""));
	buffer_clear(&written);
	json_add_text(&written, SPAN(""));
	expect_span("empty", buffer_span(&written), SPAN("\"\""));
	buffer_free(&written);
}

static void
writes_what_jansson_reads_back(void **state)
{
	static const char *const pieces_z[] = {"a", "\"", "\\", "\n", "\x01", "\x1f", "\x7f", "/",
		"\xc3\xa9", "\xf0\x9f\x98\x80", "u0041", "}", ",", ":"};
	struct buffer text = {0}, written = {0};
	struct arena arena = {0};
	uint64_t sequence = 7;
	(void)state;
	for (int i = 0; i < 5000; i++) {
		struct span again;
		buffer_clear(&text);
		buffer_clear(&written);
		for (size_t j = chance(&sequence, 12); j > 0; j--)
			buffer_add_z(&text, pieces_z[chance(&sequence, COUNT_OF(pieces_z))]);
		json_add_text(&written, buffer_span(&text));
		json_t *value = json_loadb(written.data, written.length, JSON_DECODE_ANY, NULL);
		assert_true(json_is_string(value));
		expect_span("jansson", span_from_z(json_string_value(value)), buffer_span(&text));
		json_decref(value);
		assert_true(text_between_quotes(buffer_span(&written), &again, &arena));
		expect_span("json_text_of", again, buffer_span(&text));
		arena_clear(&arena);
	}
	arena_free(&arena);
	buffer_free(&text);
	buffer_free(&written);
}

static void
adds_members_with_commas_between(void **state)
{
	struct buffer written = {0};
	(void)state;
	buffer_add_byte(&written, '{');
	json_add_member(&written, "key", SPAN("0012"));
	json_add_member(&written, "a \"key\"", SPAN("\n"));
	buffer_add_z(&written, ",\"list\":[{");
	json_add_member(&written, "from", SPAN(""));
	expect_span("members", buffer_span(&written),
		SPAN("{\"key\":\"0012\",\"a \\\"key\\\"\":\"\\n\",\"list\":[{\"from\":\"\""));
	buffer_clear(&written);
	json_add_member(&written, "first", SPAN("x"));
	expect_span("alone", buffer_span(&written), SPAN("\"first\":\"x\""));
	buffer_clear(&written);
	buffer_add_byte(&written, '[');
	json_add_member(&written, "first", SPAN("x"));
	expect_span("in a list", buffer_span(&written), SPAN("[\"first\":\"x\""));
	buffer_free(&written);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_escapes),
		cmocka_unit_test(copies_only_what_is_escaped),
		cmocka_unit_test(reads_arrays_of_strings_only),
		cmocka_unit_test(escapes_only_what_must_be),
		cmocka_unit_test(writes_what_jansson_reads_back),
		cmocka_unit_test(adds_members_with_commas_between),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

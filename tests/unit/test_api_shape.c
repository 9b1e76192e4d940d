/* The values of API objects, their kinds and their texts */
#include "convert/api_shape.h"
#include "support.h"

static void
a_value_comes_back_from_its_text(void **state)
{
	static const struct {
		struct span raw;
		enum api_kind kind;
		struct span text;
	} cases[] = {
		{SPAN_INIT("\"a\""), API_STRING, SPAN_INIT("a")},
		{SPAN_INIT("\"\""), API_STRING, SPAN_INIT("")},
		{SPAN_INIT("null"), API_NULL, SPAN_INIT("")},
		{SPAN_INIT("true"), API_TRUTH, SPAN_INIT("TRUE")},
		{SPAN_INIT("false"), API_TRUTH, SPAN_INIT("FALSE")},
		{SPAN_INIT("1.10"), API_NUMBER, SPAN_INIT("1.10")},
		{SPAN_INIT("-0"), API_NUMBER, SPAN_INIT("-0")},
		{SPAN_INIT("1e400"), API_NUMBER, SPAN_INIT("1e400")},
		{SPAN_INIT("[\"a\",\"b c\"]"), API_LIST, SPAN_INIT("a;b c")},
		{SPAN_INIT("[]"), API_LIST, SPAN_INIT("")},
		{SPAN_INIT("[\"a;b\"]"), API_JSON, SPAN_INIT("[\"a;b\"]")},
		{SPAN_INIT("[\"\"]"), API_JSON, SPAN_INIT("[\"\"]")},
		{SPAN_INIT("[1]"), API_JSON, SPAN_INIT("[1]")},
		{SPAN_INIT("{\"a\":[]}"), API_JSON, SPAN_INIT("{\"a\":[]}")},
	};
	struct arena arena = {0};
	struct buffer again = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct span text;
		assert_int_equal(api_kind_of(cases[i].raw, &arena), cases[i].kind);
		assert_true(api_text_of(cases[i].raw, cases[i].kind, &text, &arena));
		expect_span(cases[i].raw.data, text, cases[i].text);
		buffer_clear(&again);
		assert_true(api_add_value(&again, cases[i].kind, text));
		expect_span(cases[i].raw.data, buffer_span(&again), cases[i].raw);
	}
	struct span text;
	assert_false(api_text_of(SPAN("\"\\u0000\""), API_STRING, &text, &arena));
	buffer_free(&again);
	arena_free(&arena);
}

static void
a_text_of_another_kind_is_refused(void **state)
{
	static const struct {
		enum api_kind kind;
		struct span text;
	} cases[] = {
		{API_NUMBER, SPAN_INIT("x")},
		{API_NUMBER, SPAN_INIT("007")},
		{API_NUMBER, SPAN_INIT("1,\"a\":2")},
		{API_NUMBER, SPAN_INIT("+1")},
		{API_TRUTH, SPAN_INIT("maybe")},
		{API_JSON, SPAN_INIT("{")},
		{API_JSON, SPAN_INIT("1,\"a\":2")},
		{API_JSON, SPAN_INIT("[1]]")},
	};
	struct buffer raw = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (api_add_value(&raw, cases[i].kind, cases[i].text))
			fail_msg("%s was taken for %c", cases[i].text.data, (char)cases[i].kind);
	buffer_free(&raw);
}

static void
blank_values_become_what_their_kind_has(void **state)
{
	static const struct {
		enum api_kind kind;
		const char *raw_z;
	} cases[] = {{API_STRING, "\"\""}, {API_NUMBER, "null"}, {API_TRUTH, "null"},
		{API_NULL, "null"}, {API_LIST, "[]"}, {API_JSON, "null"}, {API_AS_IT_IS, "\"\""}};
	struct buffer raw = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		buffer_clear(&raw);
		assert_true(api_add_value(&raw, cases[i].kind, SPAN("")));
		expect_span("blank", buffer_span(&raw), span_from_z(cases[i].raw_z));
	}
	buffer_clear(&raw);
	assert_true(api_add_value(&raw, API_NULL, SPAN("now there")));
	expect_span("no longer null", buffer_span(&raw), SPAN("\"now there\""));
	buffer_free(&raw);
}

static void
texts_that_say_the_same(void **state)
{
	(void)state;
	assert_true(api_same_text(API_TRUTH, SPAN("true"), SPAN("TRUE")));
	assert_false(api_same_text(API_TRUTH, SPAN("true"), SPAN("False")));
	assert_false(api_same_text(API_TRUTH, SPAN(""), SPAN("FALSE")));
	assert_true(api_same_text(API_TRUTH, SPAN("maybe"), SPAN("maybe")));
	assert_true(api_same_text(API_LIST, SPAN("a;b"), SPAN("b;;a")));
	assert_false(api_same_text(API_LIST, SPAN("a;b"), SPAN("a;B")));
	assert_false(api_same_text(API_LIST, SPAN("a"), SPAN("a;b")));
	assert_true(api_same_text(API_LIST, SPAN(""), SPAN(";")));
	assert_false(api_same_text(API_STRING, SPAN("0012"), SPAN("12")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_comes_back_from_its_text),
		cmocka_unit_test(a_text_of_another_kind_is_refused),
		cmocka_unit_test(blank_values_become_what_their_kind_has),
		cmocka_unit_test(texts_that_say_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

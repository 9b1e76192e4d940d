/* test_shown_text.c - values as people see them, see format/shown_text.h */
#include "support.h"

#include "format/shown_text.h"

static void
shows_text_that_does_nothing_to_a_terminal(void **state)
{
	static const struct {
		struct span text;
		const char *shown_z;
	} cases[] = {
		{SPAN_INIT(""), ""},
		{SPAN_INIT("plain ~ text"), "plain ~ text"},
		{SPAN_INIT("Nguyễn Ω 😀"), "Nguyễn Ω 😀"},
		{SPAN_INIT("a\nb\r\n\tc"), "a<U+000A>b<U+000D><U+000A><U+0009>c"},
		{SPAN_INIT("\33[31mred"), "<U+001B>[31mred"},
		{SPAN_INIT("\0\x7f"), "<U+0000><U+007F>"},
		{SPAN_INIT("\xc2\x80\xc2\x9b\u00a0\u00ad"), "<U+0080><U+009B><U+00A0><U+00AD>"},
		{SPAN_INIT("\u00a1\u00ac\u00ae"), "\u00a1\u00ac\u00ae"},
		{SPAN_INIT("\u200b\u200f\u202e\u2066\ufeff"),
			"<U+200B><U+200F><U+202E><U+2066><U+FEFF>"},
		{SPAN_INIT("\u2027\u2030\u206a"), "\u2027\u2030\u206a"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct buffer shown = {0};
		shown_text_add(&shown, cases[i].text);
		expect_span(cases[i].shown_z, buffer_span(&shown), span_from_z(cases[i].shown_z));
		buffer_free(&shown);
	}
}

/* Not UTF-8, which only an argument can be: read within its bytes. */
static void
stays_within_a_cut_sequence(void **state)
{
	static const struct span texts[] = {SPAN_INIT("\xe2"), SPAN_INIT("a\xe2\x80"),
		SPAN_INIT("\xf0\x9f\x98"), SPAN_INIT("\xbf")};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct buffer shown = {0};
		char *copy = padded_copy(texts[i], 0, 0);
		shown_text_add(&shown, span_of(copy, texts[i].length));
		assert_true(shown.length >= texts[i].length);
		free(copy);
		buffer_free(&shown);
	}
}

static void
quotes_what_could_be_misread(void **state)
{
	static const char *const cases[][2] = {
		{"", "(blank)"},
		{"(blank)", "\"(blank)\""},
		{" a", "\" a\""},
		{"a ", "\"a \""},
		{"a b", "a b"},
		{"a -> b", "\"a -> b\""},
		{" -> ", "\" -> \""},
		{"a->b", "a->b"},
		{"a ->", "a ->"},
		{"\"a\"", "\"\"a\"\""},
		{"say \"a\"", "say \"a\""},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct buffer shown = {0};
		shown_value_add(&shown, span_from_z(cases[i][0]));
		expect_span(cases[i][0], buffer_span(&shown), span_from_z(cases[i][1]));
		buffer_free(&shown);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_text_that_does_nothing_to_a_terminal),
		cmocka_unit_test(stays_within_a_cut_sequence),
		cmocka_unit_test(quotes_what_could_be_misread),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

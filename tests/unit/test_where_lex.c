/* test_where_lex.c - where/where_lex.h */
#include "support.h"
#include "where/where_lex.h"

/* "word:a symbol:= ..." or the message of the error, without the lines that show its place. */
static void
show(const char *expression_z, struct buffer *shown)
{
	static const char *const kinds_z[] = {
		[TOKEN_WORD] = "word",
		[TOKEN_NAME] = "name",
		[TOKEN_TEXT] = "text",
		[TOKEN_NUMBER] = "number",
		[TOKEN_DATE] = "date",
		[TOKEN_SYMBOL] = "symbol",
	};
	struct arena arena = {0};
	struct error error = {0};
	struct where_lexer lexer = {{span_from_z(expression_z), &error}, 0, &arena};
	struct where_token token;
	buffer_clear(shown);
	while (where_lex(&lexer, &token) && token.kind != TOKEN_END) {
		assert_ptr_equal(token.written.data, expression_z + token.offset);
		buffer_add_format(shown, "%s%s:%.*s", shown->length ? " " : "", kinds_z[token.kind],
			SPAN_ARGUMENTS(token.text));
	}
	if (error.status) {
		size_t length = strcspn(error.text, "\n");
		buffer_add(shown, span_of(error.text, length));
	} else {
		assert_true(where_lex(&lexer, &token) && token.kind == TOKEN_END);
		assert_int_equal(token.offset, strlen(expression_z));
	}
	arena_free(&arena);
}

struct lex_case {
	const char *expression_z, *shown_z;
};

static void
check(const struct lex_case *cases, size_t count)
{
	struct buffer shown = {0};
	for (size_t i = 0; i < count; i++) {
		show(cases[i].expression_z, &shown);
		expect_span(
			cases[i].expression_z, buffer_span(&shown), span_from_z(cases[i].shown_z));
	}
	buffer_free(&shown);
}

static void
takes_words_names_and_texts(void **state)
{
	static const struct lex_case cases[] = {
		{"", ""},
		{" \t\r\n", ""},
		{"active", "word:active"},
		{"a_1 B", "word:a_1 word:B"},
		{"\xc3\xa9t\xc3\xa9", "word:\xc3\xa9t\xc3\xa9"},
		{"`Odd Name`", "name:Odd Name"},
		{"`a``b`", "name:a`b"},
		{"\"x\"", "text:x"},
		{"'x'", "text:x"},
		{"''", "text:"},
		{"'it''s'", "text:it's"},
		{"\"a\"\"\"\"b\"", "text:a\"\"b"},
		{"'\"`'", "text:\"`"},
		{"'a''' 'b'", "text:a' text:b"},
		{"''''", "text:'"},
		{"\"a\nb\"", "text:a\nb"},
		{"'\\'", "text:\\"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
takes_numbers_and_dates(void **state)
{
	static const struct lex_case cases[] = {
		{"0", "number:0"},
		{"12.50", "number:12.50"},
		{"1e5 1E-5 1e+05", "number:1e5 number:1E-5 number:1e+05"},
		{"-1", "symbol:- number:1"},
		{"2024x", "word:2024x"},
		{"1e", "word:1e"},
		{"1ex", "word:1ex"},
		{"2024_q1", "word:2024_q1"},
		{"2024-01-31", "date:2024-01-31"},
		{"2024-1-31", "number:2024 symbol:- number:1 symbol:- number:31"},
		{"2024-01-3", "number:2024 symbol:- number:01 symbol:- number:3"},
		{"2024-01-31-1", "date:2024-01-31 symbol:- number:1"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
takes_the_longest_symbol(void **state)
{
	static const struct lex_case cases[] = {
		{"= != < <= > >= ~ ( ) , + -",
			"symbol:= symbol:!= symbol:< symbol:<= symbol:> symbol:>= symbol:~ "
			"symbol:( symbol:) symbol:, symbol:+ symbol:-"},
		{"a<=b>c", "word:a symbol:<= word:b symbol:> word:c"},
		{"((", "symbol:( symbol:("},
		{"x!=-1", "word:x symbol:!= symbol:- number:1"},
		{"a='b'", "word:a symbol:= text:b"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
says_what_it_does_not_know(void **state)
{
	static const struct lex_case cases[] = {
		{"a==1", "word:a--where: write \"=\" instead of \"==\""},
		{"<>", "--where: write \"!=\" instead of \"<>\""},
		{"&&", "--where: write \"and\" instead of \"&&\""},
		{"||", "--where: write \"or\" instead of \"||\""},
		{"&", "--where: write \"and\" instead of \"&\""},
		{"|", "--where: write \"or\" instead of \"|\""},
		{"!a", "--where: write \"not\" instead of \"!\""},
		{"=>", "--where: write \">=\" instead of \"=>\""},
		{"=~", "--where: write \"~\" instead of \"=~\""},
		{"'a", "--where: the quote that opens here is not closed"},
		{"\"a''", "--where: the quote that opens here is not closed"},
		{"'''", "--where: the quote that opens here is not closed"},
		{"`a", "--where: the backquote that opens here is not closed"},
		{"``", "--where: a column has no empty name"},
		{"\xe2\x80\x9c"
		 "a\xe2\x80\x9d",
			"--where: a text stands between straight quotes, \" or '"},
		{"\xe2\x80\x98", "--where: a text stands between straight quotes, \" or '"},
		{"2024-02-30", "--where: there is no day 2024-02-30"},
		{"2024-02-01T10:00", "--where: a date ends behind YYYY-MM-DD, without a time"},
		{"2024-02-011", "--where: a date ends behind YYYY-MM-DD, without a time"},
		{".5", "--where: a point stands between the digits of a number, or in a name in "
		       "backquotes"},
		{"1.", "number:1--where: a point stands between the digits of a number, or in a "
		       "name in backquotes"},
		{"1/2", "number:1--where: a date is written YYYY-MM-DD"},
		{"#", "--where: \"#\" means nothing here"},
		{"\x01", "--where: byte 0x01 means nothing here"},
		{"\x7f", "--where: byte 0x7f means nothing here"},
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void
compares_words_in_any_case_and_no_other_kind(void **state)
{
	struct where_token token = {.kind = TOKEN_WORD, .text = SPAN("And")};
	(void)state;
	assert_true(where_token_is_word(&token, "and"));
	assert_false(where_token_is_word(&token, "an"));
	assert_false(where_token_is_symbol(&token, "And"));
	token.kind = TOKEN_NAME;
	assert_false(where_token_is_word(&token, "and"));
	token = (struct where_token){.kind = TOKEN_SYMBOL, .text = SPAN("<=")};
	assert_true(where_token_is_symbol(&token, "<="));
	assert_false(where_token_is_symbol(&token, "<"));
	token.kind = TOKEN_TEXT;
	assert_false(where_token_is_symbol(&token, "<="));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_words_names_and_texts),
		cmocka_unit_test(takes_numbers_and_dates),
		cmocka_unit_test(takes_the_longest_symbol),
		cmocka_unit_test(says_what_it_does_not_know),
		cmocka_unit_test(compares_words_in_any_case_and_no_other_kind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

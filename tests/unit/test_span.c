/* test_span.c - cli/span.h */
#include "support.h"

static int
sign(int value)
{
	return (value > 0) - (value < 0);
}

static void
compares_by_bytes_and_puts_a_prefix_first(void **state)
{
	static const struct {
		struct span a, b;
		int order;
	} cases[] = {
		{{"", 0}, {"", 0}, 0},
		{{NULL, 0}, {"", 0}, 0},
		{{"", 0}, {"a", 1}, -1},
		{{"a", 1}, {"a", 1}, 0},
		{{"a", 1}, {"b", 1}, -1},
		{{"ab", 2}, {"a", 1}, 1},
		{{"B", 1}, {"a", 1}, -1},
		{{"\xff", 1}, {"a", 1}, 1},
		{{"a\0b", 3}, {"a\0c", 3}, -1},
		{{"a\0", 2}, {"a", 1}, 1},
		{{"10", 2}, {"9", 1}, -1},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct span a = cases[i].a, b = cases[i].b;
		assert_int_equal(sign(span_compare(a, b)), cases[i].order);
		assert_int_equal(sign(span_compare(b, a)), -cases[i].order);
		assert_int_equal(span_equal(a, b), cases[i].order == 0);
	}
}

static void
folds_ascii_letters_only(void **state)
{
	static const struct {
		const char *a_z, *b_z;
		bool equal;
	} cases[] = {
		{"", "", true},
		{"Phone_Valid", "pHONE_vALID", true},
		{"AZaz", "azAZ", true},
		{"a", "ab", false},
		{"a", "b", false},
		{"@", "`", false},
		{"[", "{", false},
		{"\xc3\x89", "\xc3\xa9", false},
		{"\xc3\x89", "\xc3\x89", true},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(
			span_equal_fold(span_from_z(cases[i].a_z), span_from_z(cases[i].b_z)),
			cases[i].equal);
}

static void
starts_with_whole_prefixes(void **state)
{
	(void)state;
	assert_true(span_starts_with(SPAN("abc"), SPAN("ab")));
	assert_true(span_starts_with(SPAN("abc"), SPAN("abc")));
	assert_true(span_starts_with(SPAN("abc"), SPAN("")));
	assert_true(span_starts_with(span_of(NULL, 0), span_of(NULL, 0)));
	assert_false(span_starts_with(SPAN("abc"), SPAN("abcd")));
	assert_false(span_starts_with(SPAN("abc"), SPAN("bc")));
	assert_false(span_starts_with(span_of("abc", 1), SPAN("ab")));
}

static void
trims_spaces_and_tabs_at_both_ends(void **state)
{
	static const struct {
		const char *whole_z, *trimmed_z;
	} cases[] = {
		{"", ""},
		{" \t ", ""},
		{"a", "a"},
		{" \ta b\t ", "a b"},
		{"\na\r", "\na\r"},
		{"\xc2\xa0x", "\xc2\xa0x"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_span(cases[i].whole_z, span_trim(span_from_z(cases[i].whole_z)),
			span_from_z(cases[i].trimmed_z));
}

static void
excerpts_never_cut_a_character(void **state)
{
	static const struct {
		const char *whole_z;
		size_t most;
		const char *excerpt_z;
	} cases[] = {
		{"abc", 3, "abc"},
		{"abc", 9, "abc"},
		{"abc", 2, "ab"},
		{"abc", 0, ""},
		{"a\xc3\xa9z", 1, "a"},
		{"a\xc3\xa9z", 2, "a"},
		{"a\xc3\xa9z", 3, "a\xc3\xa9"},
		{"\xf0\x9f\x98\x80z", 3, ""},
		{"\xf0\x9f\x98\x80z", 4, "\xf0\x9f\x98\x80"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_span(cases[i].whole_z,
			span_excerpt(span_from_z(cases[i].whole_z), cases[i].most),
			span_from_z(cases[i].excerpt_z));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares_by_bytes_and_puts_a_prefix_first),
		cmocka_unit_test(folds_ascii_letters_only),
		cmocka_unit_test(starts_with_whole_prefixes),
		cmocka_unit_test(trims_spaces_and_tabs_at_both_ends),
		cmocka_unit_test(excerpts_never_cut_a_character),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

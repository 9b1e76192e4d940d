/* test_regex_shape.c - where/regex_shape.h */
#include "support.h"
#include "where/regex_shape.h"

static void
tells_what_regcomp_will_write(void **state)
{
	static const struct {
		const char *regex_z;
		size_t atoms, paths;
	} cases[] = {
		{"", 0, 1},
		{"abc", 3, 1},
		{"a|b|^$", 6, 1},
		{"a*", 2, 1},
		{"a+", 3, 1},
		{"a+++", 15, 1},
		{"a?", 2, 1},
		{"a{3}", 3, 1},
		{"a{3,}", 5, 1},
		{"a{2,5}", 8, 1},
		{"a{,4}", 8, 1},
		{"a{,}", 2, 1},
		{"a{0}", 2, 1},
		{"a{", 2, 1},
		{"a{x}", 4, 1},
		{"(ab){10}", 30, 1},
		{"((a{10}){10}){10}", 1110, 1},
		{"^(Jan|Feb)(a|b)", 13, 1},
		{"(a|b?){3}", 15, 1},
		{"(a*|b*){3}", 18, 32},
		{"a{0,4}{0,4}", 36, 5},
		{"a{0,4}{0,4}{2,}", 109, 3750},
		{"^a**b**c**", 10, 8},
		{"x**xx**", 7, 2},
		{"(^a{0,4}{0,4}b)*", 40, 25},
		{"(^|\\b){2}", 8, 16},
		{"[]a]{2}", 2, 1},
		{"[^]a]{2}", 2, 1},
		{"[[:alpha:]]{2}", 2, 1},
		{"[[.].][=]=]]{2}", 2, 1},
		{"[\\]{2}", 2, 1},
		{"[a", 1, 1},
		{"\\({2}", 2, 1},
		{"\\", 1, 1},
		{"(a", 2, 1},
		{"a)", 2, 1},
		{"a{32767}{32767}", REGEX_COUNT_MOST, 1},
		{"a{99999999999}", 32768, 1},
		{"a?{9}{0,9}{0,9}{0,9}", 13941, REGEX_COUNT_MOST},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct regex_shape shape = regex_shape_of(span_from_z(cases[i].regex_z));
		if (shape.atoms != cases[i].atoms || shape.paths != cases[i].paths)
			fail_msg("%s: %zu atoms, %zu paths", cases[i].regex_z, shape.atoms,
				shape.paths);
	}
}

static void
sees_who_refers_back(void **state)
{
	(void)state;
	assert_true(regex_shape_of(SPAN("(a)\\1")).refers_back);
	assert_true(regex_shape_of(SPAN("((a)(\\2|b))*")).refers_back);
	assert_false(regex_shape_of(SPAN("(a)\\\\1")).refers_back);
	assert_false(regex_shape_of(SPAN("(a)[\\1]")).refers_back);
	assert_false(regex_shape_of(SPAN("a\\.1")).refers_back);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_regcomp_will_write),
		cmocka_unit_test(sees_who_refers_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

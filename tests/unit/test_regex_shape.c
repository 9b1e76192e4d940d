/* test_regex_shape.c - where/regex_shape.h */
#include "support.h"
#include "where/regex_shape.h"

static void
tells_what_regcomp_will_write(void **state)
{
	static const struct {
		const char *regex_z;
		size_t atoms, empties;
	} cases[] = {
		{"", 0, 0},
		{"abc", 3, 0},
		{"a|b|^$", 6, 0},
		{"a*", 1, 1},
		{"a+", 2, 0},
		{"a+++", 8, 0},
		{"a?", 1, 1},
		{"a{3}", 3, 0},
		{"a{3,}", 4, 0},
		{"a{2,5}", 5, 0},
		{"a{,4}", 4, 1},
		{"a{0}", 1, 1},
		{"a{", 2, 0},
		{"a{,}", 4, 0},
		{"a{x}", 4, 0},
		{"(ab){10}", 30, 0},
		{"((a{10}){10}){10}", 1110, 0},
		{"(a|b?){3}", 12, 1},
		{"(a*|b*){3}", 12, 8},
		{"a{0,4}{0,4}", 16, 5},
		{"a{0,4}{0,4}{2,}", 48, 150},
		{"(^a{0,4}{0,4}b)*", 19, 5},
		{"(^|\\b){2}", 8, 4},
		{"[]a]{2}", 2, 0},
		{"[^]a]{2}", 2, 0},
		{"[[:alpha:]]{2}", 2, 0},
		{"[[.].][=]=]]{2}", 2, 0},
		{"[\\]{2}", 2, 0},
		{"[a", 1, 0},
		{"\\({2}", 2, 0},
		{"\\", 1, 0},
		{"(a", 2, 0},
		{"a)", 2, 0},
		{"a{32767}{32767}{32767}", REGEX_COUNT_MOST, 0},
		{"a{99999999999}", 32768, 0},
		{"a?{9}{0,9}{0,9}{0,9}", 6561, REGEX_COUNT_MOST},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct regex_shape shape = regex_shape_of(span_from_z(cases[i].regex_z));
		if (shape.atoms != cases[i].atoms || shape.empties != cases[i].empties)
			fail_msg("%s: %zu atoms and %zu ways to match nothing", cases[i].regex_z,
				shape.atoms, shape.empties);
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

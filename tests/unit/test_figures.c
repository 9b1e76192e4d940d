/* test_figures.c - stats/figures.h: shares and bars */
#include "stats/figures.h"
#include "support.h"

static void
shares_say_none_and_all_only_when_it_is_so(void **state)
{
	static const struct {
		uint64_t part, whole;
		const char *text_z;
	} cases[] = {
		{0, 0, "0.0%"},
		{0, 7, "0.0%"},
		{7, 7, "100.0%"},
		{1, 3, "33.3%"},
		{2, 3, "66.7%"},
		{1, 2000, "0.1%"},
		{1, 2001, "<0.1%"},
		{1999, 2000, ">99.9%"},
		{1998, 2000, "99.9%"},
		{UINT64_C(1) << 50, UINT64_C(1) << 51, "50.0%"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text_z[FIGURE_SHARE_SIZE];
		assert_string_equal(
			figure_share_z(cases[i].part, cases[i].whole, text_z), cases[i].text_z);
	}
}

static void
bars_show_something_for_something(void **state)
{
	static const struct {
		struct tally_share share;
		bool has_reachable;
		struct figure_bar bar;
	} cases[] = {
		{{0, 0}, true, {0, 0}},
		{{100, 100}, true, {40, 40}},
		{{100, 1}, true, {40, 1}},
		{{1, 0}, true, {1, 0}},
		{{50, 0}, false, {20, 20}},
		{{51, 49}, true, {20, 20}},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct figures_section section = {.reachable = cases[i].has_reachable};
		const struct figure_side side = {true, cases[i].share};
		struct figure_bar bar = figures_bar(&section, &side, 100, 40);
		assert_int_equal(bar.length, cases[i].bar.length);
		assert_int_equal(bar.reachable, cases[i].bar.reachable);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shares_say_none_and_all_only_when_it_is_so),
		cmocka_unit_test(bars_show_something_for_something),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

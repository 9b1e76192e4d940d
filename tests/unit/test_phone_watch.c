/* test_phone_watch.c - journal/phone_watch.h */
#include "journal/phone_watch.h"
#include "support.h"

static void
finds_who_else_has_a_phone_before_and_behind(void **state)
{
	static const struct {
		uint64_t lines[3]; /* of the contacts a, b and c, who all have the phone */
		bool shared;
		const char *given_z, *other_z;
	} cases[] = {
		{{0, 7, 0}, true, "b", "a"},
		{{7, 0, 0}, true, "a", "b"},
		{{7, 8, 0}, true, "a", "b"},
		{{0, 0, 7}, true, "c", "a"},
		{{0, 0, 0}, false, NULL, NULL},
	};
	static const char *const keys_z[] = {"a", "b", "c"};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct phone_watch watch = {0};
		phone_watch_add(&watch, SPAN("+1 303 555 0100"));
		phone_watch_add(&watch, SPAN("13035550100"));
		phone_watch_add(&watch, SPAN("none"));
		assert_int_equal(watch.count, 1);
		for (size_t j = 0; j < 3; j++)
			phone_watch_see(&watch, span_from_z(keys_z[j]), SPAN("+1 (303) 555-0100"),
				cases[i].lines[j]);
		phone_watch_see(&watch, SPAN("x"), SPAN("13035550101"), 0);
		phone_watch_see(&watch, SPAN("y"), SPAN(""), 9);
		const struct watched_phone *phone = &watch.list[0];
		assert_int_equal(watched_phone_is_shared(phone), cases[i].shared);
		assert_int_equal(phone->holders, 3);
		if (cases[i].shared) {
			expect_span("given", phone->given, span_from_z(cases[i].given_z));
			expect_span("other", phone->other, span_from_z(cases[i].other_z));
			assert_int_equal(phone->line, 7);
		}
		phone_watch_free(&watch);
	}
}

static void
one_holder_shares_with_nobody(void **state)
{
	struct phone_watch watch = {0};
	(void)state;
	phone_watch_see(&watch, SPAN("a"), SPAN("1"), 1);
	phone_watch_add(&watch, SPAN("1"));
	phone_watch_see(&watch, SPAN("a"), SPAN("1"), 1);
	assert_false(watched_phone_is_shared(&watch.list[0]));
	phone_watch_free(&watch);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_who_else_has_a_phone_before_and_behind),
		cmocka_unit_test(one_holder_shares_with_nobody),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

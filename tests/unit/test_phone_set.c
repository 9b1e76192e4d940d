/* test_phone_set.c - record/phone_set.h */
#include "record/phone_set.h"
#include "support.h"

static void
finds_a_phone_however_it_is_written(void **state)
{
	static const struct {
		const char *listed_z, *asked_z;
		bool same;
	} cases[] = {
		{"+13035550100", "+13035550100", true},
		{"+13035550100", "(303) 555-0100", true},
		{"303.555.0100", "+1 303 555 0100", true},
		{"5550100", "+13035550100", true},
		{"001 303 555 0100", "13035550100", true},
		{"07700 900123", "+44 7700 900123", true},
		{"+13035550100", "+13035550101", false},
		{"+13035550100", "+17205550100", false},
		{"550100", "+13035550100", false},
		{"+13035550100", "", false},
		{"+13035550100", "1.3E+10", false},
		{"911", "911", true},
		{"911", "+1303555911", false},
		{"00000000", "00000000", false},
		{"1234567890123456789012345678901234", "1234567890", false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct phone_set set = {0};
		phone_set_add(&set, span_from_z(cases[i].listed_z), 0);
		if (phone_set_find(&set, span_from_z(cases[i].asked_z), NULL, NULL) !=
			cases[i].same)
			fail_msg("%s and %s", cases[i].listed_z, cases[i].asked_z);
		phone_set_free(&set);
	}
}

static void
add_number(void *context, uint32_t number)
{
	buffer_add_format(context, "%u ", (unsigned)number);
}

static void
tells_all_that_are_the_same(void **state)
{
	struct phone_set set = {0};
	struct buffer told = {0};
	(void)state;
	assert_true(phone_set_add(&set, SPAN("+13035550100"), 7));
	assert_true(phone_set_add(&set, SPAN("+17205550100"), 8));
	assert_true(phone_set_add(&set, SPAN("303-555-0100"), 9));
	assert_false(phone_set_add(&set, SPAN("none"), 10));
	assert_true(phone_set_find(&set, SPAN("13035550100"), add_number, &told));
	expect_span("same", buffer_span(&told), SPAN("9 7 "));
	buffer_clear(&told);
	assert_true(phone_set_find(&set, SPAN("5550100"), add_number, &told));
	expect_span("short", buffer_span(&told), SPAN("9 8 7 "));
	assert_true(phone_is_comparable(SPAN("555-0100")));
	assert_false(phone_is_comparable(SPAN("1.3E+10")));
	assert_true(phone_set_add(&set, SPAN("911"), 11));
	assert_false(phone_is_comparable(SPAN("911")));
	buffer_free(&told);
	phone_set_free(&set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_a_phone_however_it_is_written),
		cmocka_unit_test(tells_all_that_are_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

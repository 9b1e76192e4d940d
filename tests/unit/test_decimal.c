/* test_decimal.c - record/decimal.h: numbers as written, compared exactly */
#include "record/decimal.h"
#include "support.h"

static void
reads_numbers_and_nothing_else(void **state)
{
	static const struct {
		const char *text_z;
		bool well;
	} cases[] = {
		{"0", true},
		{"-0", true},
		{"+1", true},
		{"007", true},
		{"1.50", true},
		{"1e400", true},
		{"1E-400", true},
		{"123456789012345678901234567890.5", true},
		{"1e+5", true},
		{"", false},
		{"-", false},
		{".5", false},
		{"5.", false},
		{"1e", false},
		{"1e+", false},
		{"1,5", false},
		{"0x10", false},
		{" 1", false},
		{"1 ", false},
		{"1.2.3", false},
		{"NaN", false},
		{"inf", false},
		{"--1", false},
		{"1-2", false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct decimal decimal;
		if (decimal_parse(span_from_z(cases[i].text_z), &decimal) != cases[i].well)
			fail_msg("\"%s\"", cases[i].text_z);
	}
}

static int
sign(int order)
{
	return (order > 0) - (order < 0);
}

static int
compare(const char *a_z, const char *b_z)
{
	struct decimal a, b;
	assert_true(decimal_parse(span_from_z(a_z), &a));
	assert_true(decimal_parse(span_from_z(b_z), &b));
	assert_int_equal(sign(decimal_compare(&a, &b)), -sign(decimal_compare(&b, &a)));
	return sign(decimal_compare(&a, &b));
}

static void
compares_what_no_machine_number_holds(void **state)
{
	static const struct {
		const char *a_z, *b_z;
		int order;
	} cases[] = {
		{"1.10", "1.1", 0},
		{"1.10", "1.1000000000000001", -1},
		{"0", "-0.00e7", 0},
		{"007", "7", 0},
		{"100", "1e2", 0},
		{"0.001", "1e-3", 0},
		{"1e400", "1e399", 1},
		{"10e399", "1e400", 0},
		{"-1e400", "1e-400", -1},
		{"-2", "-1", -1},
		{"9", "10", -1},
		{"123456789012345678901234567890", "123456789012345678901234567891", -1},
		{"1e99999999999999999999", "1e99999999999999999998", 1},
		{"1e-99999999999999999999", "0", 1},
		{"0e99999999999999999999", "0", 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (compare(cases[i].a_z, cases[i].b_z) != cases[i].order)
			fail_msg("%s and %s", cases[i].a_z, cases[i].b_z);
}

/* A number of few digits, as a text and in thousandths. */
static int64_t
make_number(uint64_t *sequence, char text_z[64])
{
	int64_t thousandths = (int64_t)chance(sequence, 2000000) - 1000000;
	int64_t size = thousandths < 0 ? -thousandths : thousandths;
	const char *sign_z = thousandths < 0 ? "-" : chance(sequence, 2) ? "+" : "";
	switch (chance(sequence, 3)) {
	case 0:
		snprintf(text_z, 64, "%s%lld.%03lld", sign_z, (long long)size / 1000,
			(long long)size % 1000);
		break;
	case 1:
		snprintf(text_z, 64, "%s%llde-3", sign_z, (long long)size);
		break;
	default:
		snprintf(text_z, 64, "%s00%lld00e-5", sign_z, (long long)size);
	}
	return thousandths;
}

static void
agrees_with_whole_thousandths(void **state)
{
	uint64_t sequence = 7;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		char a_z[64], b_z[64];
		int64_t a = make_number(&sequence, a_z);
		int64_t b = make_number(&sequence, b_z);
		if (compare(a_z, b_z) != (a > b) - (a < b))
			fail_msg("%s and %s", a_z, b_z);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers_and_nothing_else),
		cmocka_unit_test(compares_what_no_machine_number_holds),
		cmocka_unit_test(agrees_with_whole_thousandths),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

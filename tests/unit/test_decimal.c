/* test_decimal.c - record/decimal.h */
#include "record/decimal.h"
#include "support.h"

static void
reads_numbers_and_nothing_else(void **state)
{
	static const char *const numbers[] = {"0", "-0", "+0", "007", "1.5", "1.50", "-1e3",
		"1E+03", "1e-0", "0.0e9", "123456789012345678901234567890",
		"1e99999999999999999999"};
	static const char *const others[] = {"", "-", "+", ".", "1.", ".5", "1.e3", "e3", "1e",
		"1e+", "1e1.5", "--1", "+-1", " 1", "1 ", "1,5", "1_0", "0x10", "inf", "nan", "1a",
		"1.5.2", "1e5e5", "\xd9\xa1"};
	struct decimal decimal;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		if (!decimal_parse(span_from_z(numbers[i]), &decimal))
			fail_msg("%s is a number", numbers[i]);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (decimal_parse(span_from_z(others[i]), &decimal))
			fail_msg("%s is no number", others[i]);
	assert_false(decimal_parse(SPAN("1\0"), &decimal));
	assert_true(decimal_parse(span_of("12x", 2), &decimal));
}

static int
compare(const char *a_z, const char *b_z)
{
	struct decimal a, b;
	if (!decimal_parse(span_from_z(a_z), &a) || !decimal_parse(span_from_z(b_z), &b))
		fail_msg("%s or %s is no number", a_z, b_z);
	int order = decimal_compare(&a, &b), reverse = decimal_compare(&b, &a);
	order = (order > 0) - (order < 0);
	reverse = (reverse > 0) - (reverse < 0);
	if (order != -reverse)
		fail_msg("%s and %s: %d and %d", a_z, b_z, order, reverse);
	return order;
}

static void
compares_exactly_however_it_is_written(void **state)
{
	static const struct {
		const char *a_z, *b_z;
		int order;
	} cases[] = {
		{"0", "-0", 0},
		{"0e5", "-0.000", 0},
		{"1", "1.000", 0},
		{"1", "001", 0},
		{"100", "1e2", 0},
		{"0.01", "1e-2", 0},
		{"12.34e1", "1234E-1", 0},
		{"0.000012", "12e-6", 0},
		{"9", "10", -1},
		{"-9", "-10", 1},
		{"-1", "1", -1},
		{"-1", "0", -1},
		{"0", "0.0000000000000000000000000001", -1},
		{"9007199254740993", "9007199254740992", 1},
		{"0.30000000000000000000001", "0.3", 1},
		{"1e400", "1e401", -1},
		{"1e-400", "1e-401", 1},
		{"1e99999999999999999999", "9e99999999999999999998", 1},
		{"1e99999999999999999999", "10e99999999999999999998", 0},
		{"1e99999999999999999999", "1e-99999999999999999999", 1},
		{"-1e99999999999999999999", "5", -1},
		{"0e99999999999999999999", "5", -1},
		{"1e00000000000000000000000000002", "100", 0},
		{"1e9223372036854775807", "1e9223372036854775808", -1},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int order = compare(cases[i].a_z, cases[i].b_z);
		if (order != cases[i].order)
			fail_msg("%s and %s: %d", cases[i].a_z, cases[i].b_z, order);
	}
}

/* Two numbers that are often near each other, with at most 2 + 2 digits and an exponent to +-3. */
#define BEFORE_MOST 2
#define BEHIND_MOST 2
#define EXPONENT_MOST 3

/* Write a number in a spelling of chance; its value times 10^5. */
static long
invent(uint64_t *seed, char *text_z, size_t size)
{
	char before_z[BEFORE_MOST + 3], behind_z[BEHIND_MOST + 1] = "";
	size_t zeros = chance(seed, 3), places = chance(seed, BEHIND_MOST + 1);
	snprintf(before_z, sizeof(before_z), "%.*s%zu", (int)zeros, "00",
		chance(seed, 4) * chance(seed, 4));
	for (size_t i = 0; i < places; i++)
		behind_z[i] = (char)('0' + chance(seed, 3));
	int exponent = (int)chance(seed, 2 * EXPONENT_MOST + 1) - EXPONENT_MOST;
	bool negative = chance(seed, 2);
	bool with_exponent = exponent || chance(seed, 2);
	snprintf(text_z, size, "%s%s%s%s",
		negative          ? "-"
		: chance(seed, 4) ? ""
				  : "+",
		before_z, places ? "." : "", behind_z);
	size_t length = strlen(text_z);
	if (with_exponent)
		snprintf(text_z + length, size - length, chance(seed, 2) ? "e%d" : "E%+03d",
			exponent);
	long value = strtol(before_z, NULL, 10);
	for (size_t i = 0; i < BEHIND_MOST; i++)
		value = value * 10 + (i < places ? behind_z[i] - '0' : 0);
	for (int i = -EXPONENT_MOST; i < exponent; i++)
		value *= 10;
	return negative ? -value : value;
}

static void
agrees_with_whole_numbers(void **state)
{
	uint64_t seed = 10;
	size_t equal = 0;
	(void)state;
	for (size_t round = 0; round < 20000; round++) {
		char a_z[32], b_z[32];
		long a = invent(&seed, a_z, sizeof(a_z)), b = invent(&seed, b_z, sizeof(b_z));
		int order = compare(a_z, b_z);
		if (order != (a > b) - (a < b))
			fail_msg("%s and %s: %d", a_z, b_z, order);
		equal += a == b;
	}
	assert_true(equal > 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers_and_nothing_else),
		cmocka_unit_test(compares_exactly_however_it_is_written),
		cmocka_unit_test(agrees_with_whole_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_numbers.c - check/numbers.h and check/phones.h */
#include "check/numbers.h"
#include "check/phones.h"
#include "record/phone.h"
#include "support.h"

static void
knows_floating_numbers(void **state)
{
	static const struct {
		const char *text_z;
		bool floating;
	} cases[] = {
		{"1.4E+10", true},
		{"1E+10", true},
		{"9.00719925474099e+17", true},
		{"12.0", true},
		{"13035550201.00", true},
		{"13035550201", false},
		{"12.5", false},
		{"1.4E10", false}, /* an id can look like that */
		{"1.4E+", false},
		{"E+10", false},
		{"1.4E+10x", false},
		{"+1.4E+10", false},
		{"4181b152-fb77-416f", false},
		{"12.", true},
		{"", false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (number_is_floating(span_from_z(cases[i].text_z)) != cases[i].floating)
			fail_msg("\"%s\"", cases[i].text_z);
}

static void
knows_apostrophes_and_digits(void **state)
{
	(void)state;
	assert_true(number_has_apostrophe(SPAN("'+1303")));
	assert_true(number_has_apostrophe(SPAN("'007")));
	assert_false(number_has_apostrophe(SPAN("'")));
	assert_false(number_has_apostrophe(SPAN("O'Brien")));
	assert_false(number_has_apostrophe(SPAN("")));
	assert_true(number_is_digits(SPAN("007")));
	assert_false(number_is_digits(SPAN("00 7")));
	assert_false(number_is_digits(SPAN("")));
}

/* How many ids of a kind are found when `ids_z` stand in a column. */
static uint64_t
count_found(enum kind kind, const char *const *ids_z, size_t count)
{
	struct findings findings = {.most = 5};
	struct id_digits ids = {0};
	for (size_t i = 0; i < count; i++) {
		struct finding finding = {.place = {0, i + 2, 1}};
		struct span id = span_from_z(ids_z[i]);
		if (!id_digits_add_plain(&ids, id))
			id_digits_add(&ids, &findings, id, &finding);
	}
	id_digits_report(&ids, &findings);
	uint64_t found = findings.kinds[kind].count;
	id_digits_free(&ids);
	findings_free(&findings);
	return found;
}

#define FOUND(kind, ...)                                                                           \
	count_found(kind, (const char *const[]){__VA_ARGS__},                                      \
		COUNT_OF(((const char *const[]){__VA_ARGS__})))

static void
finds_lost_zeros_beside_kept_ones(void **state)
{
	(void)state;
	assert_int_equal(FOUND(KIND_LOST_ZEROS, "0000012", "0000013", "14"), 1);
	assert_int_equal(FOUND(KIND_LOST_ZEROS, "0000012", "14", "1234567", "123456"), 2);
	assert_int_equal(FOUND(KIND_LOST_ZEROS, "12", "13", "1400"), 0);
	assert_int_equal(FOUND(KIND_LOST_ZEROS, "0000012", "1234567", "12345678"), 0);
	/* one odd id does not make five others wrong */
	assert_int_equal(FOUND(KIND_LOST_ZEROS, "0000012", "11", "12", "13", "14"), 4);
	assert_int_equal(FOUND(KIND_LOST_ZEROS, "0000012", "11", "12", "13", "14", "15"), 0);
}

static void
finds_rounded_ids_beyond_chance(void **state)
{
	(void)state;
	assert_int_equal(
		FOUND(KIND_ROUNDED_ID, "900719925474099000", "900719925474098000", "12"), 2);
	assert_int_equal(FOUND(KIND_ROUNDED_ID, "900719925474099000"), 0);
	assert_int_equal(FOUND(KIND_ROUNDED_ID, "900719925474099100", "900719925474099001"), 0);
	assert_int_equal(FOUND(KIND_ROUNDED_ID, "100000000000000", "200000000000000"), 0);
	assert_int_equal(FOUND(KIND_ROUNDED_ID, "0900719925474090", "0900719925474080"), 2);
	/* of ids of 16 digits one in ten ends in 0 */
	assert_int_equal(FOUND(KIND_ROUNDED_ID, "9007199254740990", "9007199254740980",
				 "9007199254740991", "9007199254740992", "9007199254740993",
				 "9007199254740994", "9007199254740995", "9007199254740996"),
		0);
}

static bool
is_placeholder(const char *phone_z)
{
	char digits[PHONE_DIGITS_MOST];
	size_t count = phone_digits(span_from_z(phone_z), digits);
	return phone_is_placeholder(digits, count);
}

static void
knows_placeholders(void **state)
{
	static const char *const placeholders_z[] = {"+15555555555", "+15555550000", "0000000000",
		"+10000000000", "1111111111", "555-555-1234", "1234567890", "+1 (123) 456-7890",
		"0123456789", "n/a", "none", "303555", "99999999999"};
	static const char *const phones_z[] = {"+13035550201", "(303) 555-0100", "5550100",
		"+445555551234", "15551234567", "+12345550100", "+4915112345678"};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(placeholders_z); i++)
		if (!is_placeholder(placeholders_z[i]))
			fail_msg("%s is none", placeholders_z[i]);
	for (size_t i = 0; i < COUNT_OF(phones_z); i++)
		if (is_placeholder(phones_z[i]))
			fail_msg("%s is one", phones_z[i]);
}

static void
numbers_phones_exactly(void **state)
{
	(void)state;
	assert_true(phone_number("13035550201", 11) == 113035550201u);
	assert_true(phone_number("0303", 4) != phone_number("303", 3));
	assert_true(phone_number("", 0) == 0);
	assert_true(phone_number("999999999999999999", 18) == 1999999999999999999u);
	assert_true(phone_number("9999999999999999999", 19) == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_floating_numbers),
		cmocka_unit_test(knows_apostrophes_and_digits),
		cmocka_unit_test(finds_lost_zeros_beside_kept_ones),
		cmocka_unit_test(finds_rounded_ids_beyond_chance),
		cmocka_unit_test(knows_placeholders),
		cmocka_unit_test(numbers_phones_exactly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

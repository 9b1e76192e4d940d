/* test_phone.c - record/phone.h */
#include "record/phone.h"
#include "support.h"

static void
keeps_digits_alone(void **state)
{
	static const struct {
		const char *phone_z, *digits_z;
	} cases[] = {
		{"", ""},
		{"none", ""},
		{"+", ""},
		{"+1 (303) 555-0100", "13035550100"},
		{"13035550100", "13035550100"},
		{"303.555.0100 x22", "303555010022"},
		{"0049", "0049"},
		{"\xef\xbc\x91", ""},
		{"12345678901234567890123456789012", "12345678901234567890123456789012"},
		{"123456789012345678901234567890123", ""},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char digits[PHONE_DIGITS_MOST];
		size_t count = phone_digits(span_from_z(cases[i].phone_z), digits);
		expect_span(
			cases[i].phone_z, span_of(digits, count), span_from_z(cases[i].digits_z));
	}
}

static void
says_the_same_of_a_number_however_it_is_punctuated(void **state)
{
	uint64_t seed = 303;
	(void)state;
	for (size_t round = 0; round < 2000; round++) {
		char digits_z[PHONE_DIGITS_MOST + 1] = "", found[PHONE_DIGITS_MOST];
		struct buffer phone = {0};
		size_t count = chance(&seed, PHONE_DIGITS_MOST + 1);
		for (size_t i = 0; i < count; i++) {
			digits_z[i] = (char)('0' + chance(&seed, 10));
			if (!chance(&seed, 3))
				buffer_add_byte(&phone, "+-() ./:x\xff"[chance(&seed, 10)]);
			buffer_add_byte(&phone, digits_z[i]);
		}
		size_t found_count = phone_digits(buffer_span(&phone), found);
		expect_span(digits_z, span_of(found, found_count), span_from_z(digits_z));
		buffer_free(&phone);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_digits_alone),
		cmocka_unit_test(says_the_same_of_a_number_however_it_is_punctuated),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

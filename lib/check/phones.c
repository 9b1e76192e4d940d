/* phones.c - see phones.h */
#include "check/phones.h"

#define LEAST_DIGITS 7
#define MOST_DIGITS 18

static bool
all_same(const char *digits, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (digits[i] != digits[0])
			return false;
	return true;
}

/* 1234567890 and 0123456789, or the first of them. */
static bool
counting(const char *digits, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (digits[i] != (digits[i - 1] == '9' ? '0' : digits[i - 1] + 1))
			return false;
	return true;
}

bool
phone_is_placeholder(const char *digits, size_t count)
{
	if (count < LEAST_DIGITS || all_same(digits, count))
		return true;
	if (count == 11 && digits[0] == '1') {
		digits++;
		count--;
	}
	if (all_same(digits, count) || counting(digits, count))
		return true;
	return count == 10 && memcmp(digits, "555555", 6) == 0;
}

uint64_t
phone_number(const char *digits, size_t count)
{
	if (!count || count > MOST_DIGITS)
		return 0;
	uint64_t number = 1;
	for (size_t i = 0; i < count; i++)
		number = number * 10 + (uint64_t)(digits[i] - '0');
	return number;
}

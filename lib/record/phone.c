/* phone.c - see phone.h */
#include "record/phone.h"

size_t
phone_digits(struct span phone, char *digits)
{
	size_t count = 0;
	for (size_t i = 0; i < phone.length; i++) {
		if (phone.data[i] < '0' || phone.data[i] > '9')
			continue;
		if (count == PHONE_DIGITS_MOST)
			return 0;
		digits[count++] = phone.data[i];
	}
	return count;
}

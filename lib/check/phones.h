/* phones.h - numbers that are nobody's */
#ifndef ROSTER_CHECK_PHONES_H
#define ROSTER_CHECK_PHONES_H

#include "cli/span.h"

#include <stdint.h>

/* The digits are those of phone_digits (record/phone.h). */

/*
 * Whether they are no real number: none or fewer than 7, all the same, 1234... as they stand on a
 * keyboard, or in the area and exchange 555 of North America, which there are not (+1555555...).
 */
bool phone_is_placeholder(const char *digits, size_t count);

/*
 * As a number, a leading zero told apart; 0 when there are none or more than 18. Different digits
 * have different numbers.
 */
uint64_t phone_number(const char *digits, size_t count);

#endif

/* phone.h - phone numbers that are the same though they are written in different ways */
#ifndef ROSTER_RECORD_PHONE_H
#define ROSTER_RECORD_PHONE_H

#include "cli/span.h"

/* Digits that a number may have (ITU-T E.164 allows 15), and room for what exports hold besides. */
#define PHONE_DIGITS_MOST 32

/*
 * The digits of a phone number without its punctuation, in `digits`, PHONE_DIGITS_MOST bytes;
 * returns their count, 0 when there are none, or too many. "+1 (303) 555-0100" and "13035550100"
 * give the same. No country code is added.
 */
size_t phone_digits(struct span phone, char *digits);

#endif

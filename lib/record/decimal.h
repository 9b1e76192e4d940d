/* decimal.h - numbers as they are written, compared exactly */
#ifndef ROSTER_RECORD_DECIMAL_H
#define ROSTER_RECORD_DECIMAL_H

#include "cli/span.h"

/*
 * A number that was read from a text: 0.DIGITS times ten to the power of (point + exponent). The
 * spans are parts of that text and hold as long as it does.
 */
struct decimal {
	bool negative;
	bool exponent_negative;
	struct span
		digits; /* from the first that is not 0, a point perhaps among them; none: zero */
	ptrdiff_t point;
	struct span exponent; /* its digits, leading zeros left out */
};

/*
 * Read a number: digits, and around them, each left out or not, a sign, a fraction (a point and
 * digits) and an exponent (e or E, perhaps a sign, digits). Any number of digits will do, in the
 * exponent too, and leading zeros may stand before them. False for anything else.
 */
bool decimal_parse(struct span text, struct decimal *decimal);

/* Negative, 0 or positive. Exact, without allocating; -0 is 0. */
int decimal_compare(const struct decimal *a, const struct decimal *b);

#endif

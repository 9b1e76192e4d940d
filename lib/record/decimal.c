/* decimal.c - see decimal.h */
#include "record/decimal.h"

#include <stdint.h>

/* More than any text has digits. */
#define FAR ((int64_t)1 << 58)

static bool
byte_is(struct span text, size_t at, char c)
{
	return at < text.length && text.data[at] == c;
}

/* Behind the digits that start at `at`. */
static size_t
end_of_digits(struct span text, size_t at)
{
	while (at < text.length && text.data[at] >= '0' && text.data[at] <= '9')
		at++;
	return at;
}

static bool
parse_exponent(struct span text, size_t at, struct decimal *decimal)
{
	decimal->exponent_negative = byte_is(text, at, '-');
	if (decimal->exponent_negative || byte_is(text, at, '+'))
		at++;
	if (end_of_digits(text, at) != text.length || at == text.length)
		return false;
	while (byte_is(text, at, '0'))
		at++;
	decimal->exponent = span_of(text.data + at, text.length - at);
	return true;
}

/* The digits from `start` to `end`, with the point, if there is one, at `point`. */
static void
set_digits(struct decimal *decimal, struct span text, size_t start, size_t point, size_t end)
{
	size_t first = start;
	while (first < end && (text.data[first] == '0' || text.data[first] == '.'))
		first++;
	decimal->digits = span_of(text.data + first, end - first);
	decimal->point = (ptrdiff_t)point - (ptrdiff_t)first + (first > point);
}

bool
decimal_parse(struct span text, struct decimal *decimal)
{
	*decimal = (struct decimal){.negative = byte_is(text, 0, '-')};
	size_t start = decimal->negative || byte_is(text, 0, '+');
	size_t point = end_of_digits(text, start);
	size_t end = point;
	if (point == start)
		return false;
	if (byte_is(text, point, '.')) {
		end = end_of_digits(text, point + 1);
		if (end == point + 1)
			return false;
	}
	set_digits(decimal, text, start, point, end);
	if (byte_is(text, end, 'e') || byte_is(text, end, 'E'))
		return parse_exponent(text, end + 1, decimal);
	return end == text.length;
}

/* The digit of an exponent with `place` digits behind it, with its sign. */
static int
exponent_digit(const struct decimal *decimal, size_t place)
{
	if (place >= decimal->exponent.length)
		return 0;
	int digit = decimal->exponent.data[decimal->exponent.length - 1 - place] - '0';
	return decimal->exponent_negative ? -digit : digit;
}

/*
 * How much greater the exponent of a is. Past FAR the digits that are left cannot bring it back,
 * and nothing else can make up for it.
 */
static int64_t
exponent_gap(const struct decimal *a, const struct decimal *b)
{
	size_t place = a->exponent.length;
	if (place < b->exponent.length)
		place = b->exponent.length;
	int64_t gap = 0;
	while (place-- && gap < FAR && gap > -FAR)
		gap = gap * 10 + exponent_digit(a, place) - exponent_digit(b, place);
	return gap;
}

/* Take the next digit, 0 when there is none left. */
static char
next_digit(struct span *digits)
{
	if (byte_is(*digits, 0, '.'))
		*digits = span_of(digits->data + 1, digits->length - 1);
	if (!digits->length)
		return '0';
	char digit = digits->data[0];
	*digits = span_of(digits->data + 1, digits->length - 1);
	return digit;
}

static int
compare_magnitudes(const struct decimal *a, const struct decimal *b)
{
	int64_t gap = exponent_gap(a, b) + a->point - b->point;
	if (gap)
		return gap < 0 ? -1 : 1;
	struct span left = a->digits, right = b->digits;
	while (left.length || right.length) {
		int order = next_digit(&left) - next_digit(&right);
		if (order)
			return order;
	}
	return 0;
}

static int
sign_of(const struct decimal *decimal)
{
	if (!decimal->digits.length)
		return 0;
	return decimal->negative ? -1 : 1;
}

int
decimal_compare(const struct decimal *a, const struct decimal *b)
{
	int sign = sign_of(a);
	if (sign != sign_of(b))
		return sign - sign_of(b);
	return sign ? sign * compare_magnitudes(a, b) : 0;
}

/* span.c - see span.h */
#include "cli/span.h"

int
span_compare(struct span a, struct span b)
{
	size_t shorter = a.length < b.length ? a.length : b.length;
	int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
	return order ? order : (a.length > b.length) - (a.length < b.length);
}

static char
fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool
span_equal_fold(struct span a, struct span b)
{
	if (a.length != b.length)
		return false;
	for (size_t i = 0; i < a.length; i++)
		if (fold(a.data[i]) != fold(b.data[i]))
			return false;
	return true;
}

struct span
span_trim(struct span a)
{
	while (a.length && (a.data[0] == ' ' || a.data[0] == '\t'))
		a = span_of(a.data + 1, a.length - 1);
	while (a.length && (a.data[a.length - 1] == ' ' || a.data[a.length - 1] == '\t'))
		a.length--;
	return a;
}

struct span
span_excerpt(struct span a, size_t most)
{
	if (a.length <= most)
		return a;
	while (most && ((unsigned char)a.data[most] & 0xc0) == 0x80)
		most--;
	return span_of(a.data, most);
}

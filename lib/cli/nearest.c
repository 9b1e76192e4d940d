/* nearest.c - see nearest.h */
#include "cli/nearest.h"

#include <ctype.h>
#include <stdint.h>

#define LONGEST 64 /* of two words so long only the beginnings are compared */

static size_t
least(size_t a, size_t b, size_t c)
{
	size_t less = a < b ? a : b;
	return less < c ? less : c;
}

static size_t
distance(struct span a, struct span b)
{
	size_t row[LONGEST + 1];
	size_t width = b.length < LONGEST ? b.length : LONGEST;
	size_t height = a.length < LONGEST ? a.length : LONGEST;
	for (size_t j = 0; j <= width; j++)
		row[j] = j;
	for (size_t i = 1; i <= height; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= width; j++) {
			bool same = tolower((unsigned char)a.data[i - 1]) ==
				    tolower((unsigned char)b.data[j - 1]);
			size_t changed = diagonal + (same ? 0 : 1);
			diagonal = row[j];
			row[j] = least(changed, row[j] + 1, row[j - 1] + 1);
		}
	}
	return row[width];
}

struct span
nearest_of(struct span word, const struct span *words, size_t count)
{
	struct span nearest = {"", 0};
	size_t shortest = SIZE_MAX;
	for (size_t i = 0; i < count; i++) {
		size_t length = distance(word, words[i]);
		if (length < shortest) {
			shortest = length;
			nearest = words[i];
		}
	}
	return nearest;
}

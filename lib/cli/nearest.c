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

static char
lower_at(struct span word, size_t i)
{
	return (char)tolower((unsigned char)word.data[i]);
}

/* Optimal string alignment: three rows of its table are enough, the one before the last for swaps.
 */
size_t
word_slips(struct span a, struct span b)
{
	size_t rows[3][LONGEST + 1];
	size_t width = b.length < LONGEST ? b.length : LONGEST;
	size_t height = a.length < LONGEST ? a.length : LONGEST;
	for (size_t j = 0; j <= width; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= height; i++) {
		size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *older = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t j = 1; j <= width; j++) {
			char x = lower_at(a, i - 1), y = lower_at(b, j - 1);
			row[j] = least(above[j - 1] + (x != y), above[j] + 1, row[j - 1] + 1);
			bool swapped = i > 1 && j > 1 && x == lower_at(b, j - 2) &&
				       y == lower_at(a, i - 2);
			if (swapped && older[j - 2] + 1 < row[j])
				row[j] = older[j - 2] + 1;
		}
	}
	return rows[height % 3][width];
}

/* Whether half of the longer word is left as it is: more slips than that make any word of any. */
static bool
is_likely(size_t slips, struct span a, struct span b)
{
	size_t longer = a.length > b.length ? a.length : b.length;
	return 2 * slips <= (longer < LONGEST ? longer : LONGEST);
}

struct span
nearest_of(struct span word, const struct span *words, size_t count)
{
	struct span nearest = {"", 0};
	size_t fewest = SIZE_MAX;
	for (size_t i = 0; i < count; i++) {
		size_t slips = word_slips(word, words[i]);
		if (slips < fewest && is_likely(slips, word, words[i])) {
			fewest = slips;
			nearest = words[i];
		}
	}
	return nearest;
}

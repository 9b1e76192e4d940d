/* stats_text.h - figures for people: a line a row, with a small bar */
#ifndef ROSTER_STATS_STATS_TEXT_H
#define ROSTER_STATS_STATS_TEXT_H

#include "stats/figures.h"

struct stats_look {
	int width;     /* of a line, in characters */
	bool colour;   /* by ECMA-48 */
	bool blocks;   /* bars of block elements (Unicode), else of # and . */
	size_t groups; /* how many to show; the others are counted in one line */
};

void stats_add_text(
	struct buffer *text, const struct figures *figures, const struct stats_look *look);

#endif

/* where_cut.h - the date at which an expression divides the contacts */
#ifndef ROSTER_WHERE_WHERE_CUT_H
#define ROSTER_WHERE_WHERE_CUT_H

#include "where/where.h"

struct where_cut {
	struct column column;
	struct span name; /* of the column, as it was written; lives as long as the expression */
	struct date date;
	bool before;   /* meant are those before the date; else those after it */
	bool with_day; /* and those of that very day */
};

/*
 * The first comparison of a column with one date that must hold for the expression to be true.
 * False when there is none.
 */
bool where_find_cut(const struct where *where, struct where_cut *cut);

/*
 * Let that comparison hold for every contact that has a date: the expression is true then of whom
 * the date alone keeps out, too.
 */
void where_open_cut(struct where *where);

#endif

/* regex_shape.h - what a regex costs, before the C library compiles it */
#ifndef ROSTER_WHERE_REGEX_SHAPE_H
#define ROSTER_WHERE_REGEX_SHAPE_H

#include "cli/span.h"

#define REGEX_COUNT_MOST 1000000 /* what is more counts as this */

/*
 * regcomp writes every repetition out, so that +++ is 8 times what stands before it, and follows
 * every way through that takes no character: its memory and time grow with these numbers.
 */
struct regex_shape {
	size_t atoms;     /* with the repetitions written out, and what joins them */
	size_t paths;     /* ways through a piece of it without a character, at most */
	bool refers_back; /* has \1 or the like, which glibc takes, and looks for in endless time */
};

/* By the rules of POSIX extended (XBD 9.4); what is no regex has a shape, too. */
struct regex_shape regex_shape_of(struct span regex);

#endif

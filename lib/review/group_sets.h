/* group_sets.h - two group lists as sets: which groups were left, which were joined */
#ifndef ROSTER_REVIEW_GROUP_SETS_H
#define ROSTER_REVIEW_GROUP_SETS_H

#include "cli/span.h"

/* Groups by the order of their bytes, each once. Initialise to {0}; free with group_sets_free. */
struct group_sets {
	struct span *left;   /* parts of `from`, and how many */
	struct span *joined; /* parts of `to` */
	size_t left_count, joined_count;
	size_t capacity;
};

/*
 * Compare two lists joined by `;`, whose empty names are not there. True when they are the same
 * set. The spans are parts of from and to, and hold until the next call too.
 */
bool group_sets_compare(struct group_sets *sets, struct span from, struct span to);

void group_sets_free(struct group_sets *sets);

#endif

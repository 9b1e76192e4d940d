/* diff_internal.h - what the parts of diff.h share; nobody else includes it */
#ifndef ROSTER_REVIEW_DIFF_INTERNAL_H
#define ROSTER_REVIEW_DIFF_INTERNAL_H

#include "review/diff.h"
#include "review/diff_keys.h"
#include "review/diff_waiting.h"

struct diff {
	struct diff_request request;
	struct diff_columns columns;
	struct diff_side sides[DIFF_SIDES];
	struct diff_shelf shelves[DIFF_SIDES];
	uint64_t ahead[DIFF_SIDES]; /* how many of the last on the shelf the other side may still
				       come to, if both keep the same order */
	bool holding_old;           /* they do not: OLD is read to its end first */
	bool released[DIFF_SIDES];  /* who is alone is told at once */
	bool same_header;           /* of CSV: the same bytes are the same values */
	struct diff_keys keys;
	struct diff_waiting waiting; /* of NEW, when all of OLD is on the shelf or in the rest */
	struct diff_rest rest;       /* of OLD, in place of its shelf where it can be read again */
	struct diff_counts counts;
	struct diff_field *fields;
	size_t field_capacity;
	struct group_sets scratch;
	const struct diff_listener *listener;
};

/* Tell that a contact of a side has no partner. */
bool diff_tell_alone(struct diff *diff, int number, const struct key *key, struct error *error);

/* Compare the two, and tell what has changed. */
bool diff_compare(struct diff *diff, const struct diff_contact *old, const struct diff_contact *new,
	struct error *error);

#endif

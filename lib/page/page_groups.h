/* page_groups.h - how many contacts each group has, and how many leave or join it */
#ifndef ROSTER_PAGE_PAGE_GROUPS_H
#define ROSTER_PAGE_PAGE_GROUPS_H

#include "io/buffer.h"
#include "io/span_map.h"
#include "review/group_sets.h"

struct page_group {
	struct span name; /* in the index */
	uint64_t size;    /* in the export */
	uint64_t left, joined;
};

/* What contacts have in common: a list, or the step from one to another. */
struct page_step {
	struct span from, to; /* in `steps`; a list alone is `to` */
	bool moves;
	uint64_t again; /* contacts after the first, which are not counted yet */
};

/*
 * Initialise to {0}; free with page_groups_free. Lists are names joined by `;`. Many contacts share
 * one, so those of a step are counted together.
 */
struct page_groups {
	struct span_map steps;
	struct page_step *step_list;
	size_t step_capacity;
	struct buffer step; /* as it is in the map */
	struct span_map index;
	struct page_group *list;
	size_t capacity;
	struct group_sets sets;
};

/* A contact of the export has this list. */
void page_groups_count(struct page_groups *groups, struct span list);

/* A contact's list changes; `to` is empty for one that is purged. */
void page_groups_move(struct page_groups *groups, struct span from, struct span to);

/* Append `[NAME, SIZE, LEFT, JOINED]` of each group that changes, joined by commas. */
void page_groups_add(struct buffer *json, struct page_groups *groups);

void page_groups_free(struct page_groups *groups);

#endif

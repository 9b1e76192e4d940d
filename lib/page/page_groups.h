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

/* Initialise to {0}; free with page_groups_free. Lists are names joined by `;`. */
struct page_groups {
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
void page_groups_add(struct buffer *json, const struct page_groups *groups);

void page_groups_free(struct page_groups *groups);

#endif

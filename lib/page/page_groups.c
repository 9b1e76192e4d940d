/* page_groups.c - see page_groups.h */
#include "page/page_groups.h"

#include "cli/memory.h"
#include "page/page_text.h"

#include <stdlib.h>

static struct page_group *
group_of(struct page_groups *groups, struct span name)
{
	bool added;
	uint32_t number = (uint32_t)groups->index.count;
	number = *span_map_add(&groups->index, name, number, &added);
	if (!added)
		return &groups->list[number];
	if (number == groups->capacity) {
		groups->capacity = groups->capacity ? 2 * groups->capacity : 32;
		groups->list = memory_resized(
			groups->list, groups->capacity, sizeof(*groups->list));
	}
	groups->list[number] = (struct page_group){.name = span_map_key(&groups->index, name)};
	return &groups->list[number];
}

void
page_groups_count(struct page_groups *groups, struct span list)
{
	group_sets_compare(&groups->sets, span_of("", 0), list);
	for (size_t i = 0; i < groups->sets.joined_count; i++)
		group_of(groups, groups->sets.joined[i])->size++;
}

void
page_groups_move(struct page_groups *groups, struct span from, struct span to)
{
	group_sets_compare(&groups->sets, from, to);
	for (size_t i = 0; i < groups->sets.left_count; i++)
		group_of(groups, groups->sets.left[i])->left++;
	for (size_t i = 0; i < groups->sets.joined_count; i++)
		group_of(groups, groups->sets.joined[i])->joined++;
}

void
page_groups_add(struct buffer *json, const struct page_groups *groups)
{
	const char *comma_z = "";
	for (size_t i = 0; i < groups->index.count; i++) {
		const struct page_group *group = &groups->list[i];
		if (!group->left && !group->joined)
			continue;
		buffer_add_format(json, "%s[", comma_z);
		page_add_text(json, group->name);
		buffer_add_format(json, ",%llu,%llu,%llu]", (unsigned long long)group->size,
			(unsigned long long)group->left, (unsigned long long)group->joined);
		comma_z = ",";
	}
}

void
page_groups_free(struct page_groups *groups)
{
	span_map_free(&groups->index);
	group_sets_free(&groups->sets);
	free(groups->list);
}

/* page_groups.c - see page_groups.h */
#include "page/page_groups.h"

#include "cli/memory.h"
#include "page/page_text.h"

#include <stdlib.h>

/* More would be as many as there are contacts. */
#define STEPS_MOST 20000u

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

/* `times` contacts take the step. */
static void
count_step(struct page_groups *groups, const struct page_step *step, uint64_t times)
{
	group_sets_compare(&groups->sets, step->from, step->to);
	for (size_t i = 0; i < groups->sets.left_count; i++)
		group_of(groups, groups->sets.left[i])->left += times;
	for (size_t i = 0; i < groups->sets.joined_count; i++) {
		struct page_group *group = group_of(groups, groups->sets.joined[i]);
		if (step->moves)
			group->joined += times;
		else
			group->size += times;
	}
}

/* No two steps have the same bytes: whether it moves, then how long `from` is, then both lists. */
static struct span
bytes_of(struct page_groups *groups, const struct page_step *step)
{
	const uint64_t start = step->moves ? step->from.length + 1 : 0;
	buffer_clear(&groups->step);
	buffer_add(&groups->step, span_of((const char *)&start, sizeof(start)));
	buffer_add(&groups->step, step->from);
	buffer_add(&groups->step, step->to);
	return buffer_span(&groups->step);
}

static void
keep_step(struct page_groups *groups, const struct page_step *step, struct span bytes)
{
	size_t number = groups->steps.count;
	if (number == groups->step_capacity) {
		groups->step_capacity = number ? 2 * number : 64;
		groups->step_list = memory_resized(
			groups->step_list, groups->step_capacity, sizeof(*groups->step_list));
	}
	span_map_add(&groups->steps, bytes, (uint32_t)number, NULL);
	const char *lists = span_map_key(&groups->steps, bytes).data + sizeof(uint64_t);
	groups->step_list[number] = (struct page_step){
		.from = span_of(lists, step->from.length),
		.to = span_of(lists + step->from.length, step->to.length),
		.moves = step->moves,
	};
}

static void
take_step(struct page_groups *groups, const struct page_step *step)
{
	struct span bytes = bytes_of(groups, step);
	const uint32_t *known = span_map_find(&groups->steps, bytes);
	if (known) {
		groups->step_list[*known].again++;
		return;
	}
	if (groups->steps.count < STEPS_MOST)
		keep_step(groups, step, bytes);
	count_step(groups, step, 1);
}

void
page_groups_count(struct page_groups *groups, struct span list)
{
	take_step(groups, &(struct page_step){.from = span_of("", 0), .to = list});
}

void
page_groups_move(struct page_groups *groups, struct span from, struct span to)
{
	take_step(groups, &(struct page_step){.from = from, .to = to, .moves = true});
}

static void
count_repeated_steps(struct page_groups *groups)
{
	for (size_t i = 0; i < groups->steps.count; i++) {
		count_step(groups, &groups->step_list[i], groups->step_list[i].again);
		groups->step_list[i].again = 0;
	}
}

void
page_groups_add(struct buffer *json, struct page_groups *groups)
{
	count_repeated_steps(groups);
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
	span_map_free(&groups->steps);
	group_sets_free(&groups->sets);
	buffer_free(&groups->step);
	free(groups->step_list);
	free(groups->list);
}

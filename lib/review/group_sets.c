/* group_sets.c - see group_sets.h: both lists sorted, then merged */
#include "review/group_sets.h"

#include "cli/memory.h"

#include <stdlib.h>

static size_t
count_most(struct span list)
{
	size_t count = 1;
	for (size_t i = 0; i < list.length; i++)
		count += list.data[i] == ';';
	return count;
}

static int
compare_names(const void *a, const void *b)
{
	return span_compare(*(const struct span *)a, *(const struct span *)b);
}

/* The names of a list in order, each once: how many. */
static size_t
sort_names(struct span list, struct span *names)
{
	size_t count = 0, kept = 0;
	for (size_t start = 0, i = 0; i <= list.length; i++) {
		if (i < list.length && list.data[i] != ';')
			continue;
		if (i > start)
			names[count++] = span_of(list.data + start, i - start);
		start = i + 1;
	}
	qsort(names, count, sizeof(*names), compare_names);
	for (size_t i = 0; i < count; i++)
		if (!kept || !span_equal(names[kept - 1], names[i]))
			names[kept++] = names[i];
	return kept;
}

bool
group_sets_compare(struct group_sets *sets, struct span from, struct span to)
{
	size_t from_most = count_most(from), to_most = count_most(to);
	size_t most = from_most > to_most ? from_most : to_most;
	if (most > sets->capacity) {
		sets->left = memory_resized(sets->left, most, sizeof(*sets->left));
		sets->joined = memory_resized(sets->joined, most, sizeof(*sets->joined));
		sets->capacity = most;
	}
	size_t from_count = sort_names(from, sets->left), to_count = sort_names(to, sets->joined);
	sets->left_count = sets->joined_count = 0;
	for (size_t i = 0, j = 0; i < from_count || j < to_count;) {
		int order = i == from_count ? 1
			    : j == to_count ? -1
					    : span_compare(sets->left[i], sets->joined[j]);
		if (order < 0)
			sets->left[sets->left_count++] = sets->left[i];
		else if (order > 0)
			sets->joined[sets->joined_count++] = sets->joined[j];
		i += order <= 0;
		j += order >= 0;
	}
	return !sets->left_count && !sets->joined_count;
}

void
group_sets_free(struct group_sets *sets)
{
	free(sets->left);
	free(sets->joined);
	*sets = (struct group_sets){0};
}

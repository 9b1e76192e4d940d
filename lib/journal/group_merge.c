/* group_merge.c - see group_merge.h */
#include "journal/group_merge.h"

#include "record/groups.h"

struct names {
	const struct span *list;
	size_t count;
};

static bool
has(struct names names, struct span name)
{
	for (size_t i = 0; i < names.count; i++)
		if (span_equal(names.list[i], name))
			return true;
	return false;
}

static struct names
names_of(const struct recorded *recorded, struct record *record)
{
	struct names names;
	names.list = recorded_names(recorded, &record->arena, &names.count);
	return names;
}

/* Whether what is taken away is there, or nothing is taken away. */
static bool
is_applicable(struct names from, struct names to, struct names now)
{
	bool takes = false, found = false;
	for (size_t i = 0; i < from.count; i++) {
		bool taken = from.list[i].length && !has(to, from.list[i]);
		takes = takes || taken;
		found = found || (taken && has(now, from.list[i]));
	}
	return found || !takes;
}

bool
group_merge(const struct recorded *from, const struct recorded *to, struct record *record,
	struct column column, struct recorded *merged)
{
	struct groups groups;
	struct names before = names_of(from, record), after = names_of(to, record);
	if (!groups_read(record, column, &groups))
		return false;
	struct names now = {groups.names, groups.count};
	if (!is_applicable(before, after, now))
		return false;
	struct span *names = arena_take_aligned(
		&record->arena, (after.count + now.count + 1) * sizeof(*names));
	size_t count = 0;
	for (size_t i = 0; i < after.count; i++)
		if (after.list[i].length &&
			(!has(before, after.list[i]) || has(now, after.list[i])))
			names[count++] = after.list[i];
	for (size_t i = 0; i < now.count; i++)
		if (!has(after, now.list[i]) && !has(before, now.list[i]))
			names[count++] = now.list[i];
	*merged = recorded_of_names(names, count, &record->arena);
	return true;
}

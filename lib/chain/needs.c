/* needs.c - see needs.h */
#include "chain/needs.h"

#include "cli/memory.h"

#include <stdlib.h>

void
needs_begin(struct needs *needs, const struct columns *columns, size_t from)
{
	needs->count = columns->required_count - from;
	needs->unmet = memory_zeroed(needs->count, sizeof(*needs->unmet));
	for (size_t i = 0; i < needs->count; i++)
		needs->unmet[i] = columns->required[from + i];
}

void
needs_meet(struct needs *needs, const struct record *record)
{
	size_t left = 0;
	needs->any = true;
	for (size_t i = 0; i < needs->count; i++) {
		struct span raw;
		if (!record_raw(record, (struct column){needs->unmet[i]}, &raw))
			needs->unmet[left++] = needs->unmet[i];
	}
	needs->count = left;
}

bool
needs_check(const struct needs *needs, const struct reader *reader, struct error *error)
{
	if (!needs->any || !needs->count)
		return true;
	return reader_column_missing(reader, (struct column){needs->unmet[0]}, error);
}

void
needs_free(struct needs *needs)
{
	free(needs->unmet);
	*needs = (struct needs){0};
}

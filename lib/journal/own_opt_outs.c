/* own_opt_outs.c - see own_opt_outs.h */
#include "journal/own_opt_outs.h"

#include "cli/memory.h"
#include "record/list.h"

#include <stdlib.h>

enum { KEY, KEY_FIELD, ACTIVE_ON, TEXTS };

void
own_opt_outs_add(
	struct own_opt_outs *opt_outs, size_t key_number, struct span key, struct date active)
{
	struct span_map *by_key = &opt_outs->by_key[key_number];
	bool added;
	const uint32_t *number = span_map_add(by_key, key, (uint32_t)opt_outs->count, &added);
	if (!added) {
		struct own_opt_out *known = &opt_outs->list[*number];
		if (date_compare(active, known->active) > 0)
			known->active = active;
		return;
	}
	if (opt_outs->count == opt_outs->capacity) {
		opt_outs->capacity = opt_outs->capacity ? opt_outs->capacity * 2 : 64;
		opt_outs->list = memory_resized(
			opt_outs->list, opt_outs->capacity, sizeof(*opt_outs->list));
	}
	opt_outs->list[opt_outs->count++] = (struct own_opt_out){
		.key = span_map_key(by_key, key),
		.key_number = key_number,
		.active = active,
	};
}

static bool
add_row(struct own_opt_outs *opt_outs, const struct list *rows, size_t row, struct error *error)
{
	struct span key = list_text(rows, row, KEY), name = list_text(rows, row, KEY_FIELD);
	struct date active;
	size_t number = 0;
	while (number < GUARD_KEY_COUNT && !span_equal(guard_key_names[number], name))
		number++;
	if (number == GUARD_KEY_COUNT || !key.length ||
		!date_parse(list_text(rows, row, ACTIVE_ON), &active))
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu: this line is not what a run writes", rows->path_z,
			(unsigned long long)rows->lines[row]);
	own_opt_outs_add(opt_outs, number, key, active);
	return true;
}

bool
own_opt_outs_read(struct own_opt_outs *opt_outs, const char *path_z, struct error *error)
{
	static const char *const names_z[TEXTS] = {"key", "key_field", "active_on"};
	struct span names[TEXTS];
	for (size_t i = 0; i < TEXTS; i++)
		names[i] = span_from_z(names_z[i]);
	struct list *rows = list_read(path_z, names, TEXTS, error);
	bool well = rows != NULL;
	for (size_t row = 0; well && row < rows->count; row++)
		well = add_row(opt_outs, rows, row, error);
	list_free(rows);
	return well;
}

bool
own_opt_outs_follow(const struct own_opt_outs *opt_outs, const struct guard_contact *contact,
	struct date consent, struct date *active)
{
	*active = consent;
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++) {
		const uint32_t *number = contact->keys[i].length
						 ? span_map_find(
							   &opt_outs->by_key[i], contact->keys[i])
						 : NULL;
		if (number && date_compare(opt_outs->list[*number].active, *active) > 0)
			*active = opt_outs->list[*number].active;
	}
	return date_compare(*active, consent) > 0;
}

void
own_opt_outs_free(struct own_opt_outs *opt_outs)
{
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++)
		span_map_free(&opt_outs->by_key[i]);
	free(opt_outs->list);
	*opt_outs = (struct own_opt_outs){0};
}

/* phone_watch.c - see phone_watch.h */
#include "journal/phone_watch.h"

#include "cli/memory.h"
#include "record/phone.h"

#include <stdlib.h>

void
phone_watch_add(struct phone_watch *watch, struct span phone)
{
	char digits[PHONE_DIGITS_MOST];
	bool added = false;
	size_t length = phone_digits(phone, digits);
	if (length)
		span_map_add(
			&watch->by_digits, span_of(digits, length), (uint32_t)watch->count, &added);
	if (!added)
		return;
	watch->list = memory_resized(watch->list, watch->count + 1, sizeof(*watch->list));
	watch->list[watch->count++] = (struct watched_phone){0};
}

void
phone_watch_see(struct phone_watch *watch, struct span key, struct span phone, uint64_t line)
{
	char digits[PHONE_DIGITS_MOST];
	const uint32_t *found = NULL;
	if (watch->count)
		found = span_map_find(
			&watch->by_digits, span_of(digits, phone_digits(phone, digits)));
	if (!found)
		return;
	struct watched_phone *watched = &watch->list[*found];
	watched->holders++;
	if (line && !watched->is_given) {
		watched->is_given = true;
		watched->line = line;
		watched->given = arena_copy(&watch->arena, key);
		watched->phone = arena_copy(&watch->arena, phone);
	} else if (!watched->other.data) {
		watched->other = arena_copy(&watch->arena, key);
	}
}

void
phone_watch_free(struct phone_watch *watch)
{
	span_map_free(&watch->by_digits);
	free(watch->list);
	arena_free(&watch->arena);
	*watch = (struct phone_watch){0};
}

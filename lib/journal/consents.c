/* consents.c - see consents.h */
#include "journal/consents.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "record/list.h"

#include <stdlib.h>

enum { CUSTOMER_ID, SIGNALVINE_ID, DATE, SOURCE, COLUMN_COUNT };

static bool
check_row(const struct list *list, size_t row, struct date *date, struct error *error)
{
	unsigned long long line = list->lines[row];
	struct span day = list_text(list, row, DATE);
	struct date today;
	if (!date_parse(day, date))
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu: the date of the consent is \"%.*s\", not YYYY-MM-DD",
			list->path_z, line, SPAN_ARGUMENTS(day));
	date_today(&today);
	/* no opt-out that anybody saw would come after it */
	if (date_compare(*date, today) > 0)
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu: the date of the consent is %.*s, which is yet to come",
			list->path_z, line, SPAN_ARGUMENTS(day));
	if (!span_trim(list_text(list, row, SOURCE)).length)
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu: the source of the consent is missing; say where it was given",
			list->path_z, line);
	if (!span_trim(list_text(list, row, CUSTOMER_ID)).length &&
		!span_trim(list_text(list, row, SIGNALVINE_ID)).length)
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu: the consent names no contact; fill in customer_id or "
			"signalvine_id",
			list->path_z, line);
	return true;
}

static void
add_row(struct consents *consents, const struct list *list, size_t row, struct date day)
{
	struct buffer text = {0};
	buffer_add(&text, list_text(list, row, DATE));
	buffer_add_byte(&text, ' ');
	buffer_add(&text, list_text(list, row, SOURCE));
	struct span kept = arena_copy(&consents->arena, buffer_span(&text));
	consents->list[consents->count] = (struct consent){kept, day};
	buffer_free(&text);
	/* a row that has both names one contact: the customer_id counts */
	bool by_id = span_trim(list_text(list, row, CUSTOMER_ID)).length;
	size_t column = by_id ? CUSTOMER_ID : SIGNALVINE_ID;
	uint32_t number = (uint32_t)consents->count++;
	uint32_t *newest = span_map_add(
		&consents->by_key[column], list_text(list, row, column), number, NULL);
	if (date_compare(day, consents->list[*newest].day) > 0)
		*newest = number;
}

bool
consents_read(struct consents *consents, const char *path_z, struct error *error)
{
	const struct span names[COLUMN_COUNT] = {
		guard_key_names[CUSTOMER_ID],
		guard_key_names[SIGNALVINE_ID],
		span_of("date", 4),
		span_of("source", 6),
	};
	struct list *list = list_read(path_z, names, COLUMN_COUNT, error);
	if (!list)
		return false;
	bool well = true;
	for (size_t i = DATE; well && i < COLUMN_COUNT; i++)
		if (!list->has_column[i])
			well = error_set(error, STATUS_BAD_DATA,
				"%s: a consent list needs the column \"%.*s\"", path_z,
				SPAN_ARGUMENTS(names[i]));
	consents->list = memory_zeroed(list->count, sizeof(*consents->list));
	for (size_t row = 0; well && row < list->count; row++) {
		struct date day;
		well = check_row(list, row, &day, error);
		if (well)
			add_row(consents, list, row, day);
	}
	list_free(list);
	return well;
}

const struct consent *
consents_find(const struct consents *consents, const struct guard_contact *contact)
{
	const struct consent *newest = NULL;
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++) {
		const uint32_t *found = span_trim(contact->keys[i]).length
						? span_map_find(
							  &consents->by_key[i], contact->keys[i])
						: NULL;
		const struct consent *consent = found ? &consents->list[*found] : NULL;
		if (consent && (!newest || date_compare(consent->day, newest->day) > 0))
			newest = consent;
	}
	return newest;
}

void
consents_free(struct consents *consents)
{
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++)
		span_map_free(&consents->by_key[i]);
	free(consents->list);
	arena_free(&consents->arena);
	*consents = (struct consents){0};
}

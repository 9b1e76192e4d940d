/* guard.c - see guard.h */
#include "journal/guard.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/span_map.h"
#include "record/date.h"
#include "record/list.h"

#include <stdlib.h>

enum { CUSTOMER_ID, SIGNALVINE_ID, DATE, SOURCE, COLUMN_COUNT };
#define KEY_COUNT 2

static const struct span column_names[COLUMN_COUNT] = {
	{"customer_id", 11},
	{"signalvine_id", 13},
	{"date", 4},
	{"source", 6},
};

struct guard {
	struct column keys[KEY_COUNT];
	struct span_map by_key[KEY_COUNT]; /* -> number in consents */
	struct span *consents;             /* in texts */
	size_t consent_count;
	struct arena texts;
};

static bool
check_row(const struct list *list, size_t row, struct error *error)
{
	unsigned long long line = list->lines[row];
	struct date date;
	struct span day = list_text(list, row, DATE);
	if (!date_parse(day, &date))
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu: the date of the consent is \"%.*s\", not YYYY-MM-DD",
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
add_consent(struct guard *guard, const struct list *list, size_t row)
{
	struct buffer text = {0};
	buffer_add(&text, list_text(list, row, DATE));
	buffer_add_byte(&text, ' ');
	buffer_add(&text, list_text(list, row, SOURCE));
	guard->consents[guard->consent_count] = arena_copy(&guard->texts, buffer_span(&text));
	buffer_free(&text);
	/* a row that has both names one contact: the customer_id counts */
	bool by_id = span_trim(list_text(list, row, CUSTOMER_ID)).length;
	size_t column = by_id ? CUSTOMER_ID : SIGNALVINE_ID;
	span_map_add(&guard->by_key[column], list_text(list, row, column),
		(uint32_t)guard->consent_count, NULL);
	guard->consent_count++;
}

static bool
read_consents(struct guard *guard, const char *consent_z, struct error *error)
{
	struct list *list = list_read(consent_z, column_names, COLUMN_COUNT, error);
	if (!list)
		return false;
	bool well = true;
	for (size_t i = KEY_COUNT; well && i < COLUMN_COUNT; i++)
		if (!list->has_column[i])
			well = error_set(error, STATUS_BAD_DATA,
				"%s: a consent list needs the column \"%.*s\"", consent_z,
				SPAN_ARGUMENTS(column_names[i]));
	guard->consents = memory_zeroed(list->count, sizeof(*guard->consents));
	for (size_t row = 0; well && row < list->count; row++) {
		well = check_row(list, row, error);
		if (well)
			add_consent(guard, list, row);
	}
	list_free(list);
	return well;
}

struct guard *
guard_open(const char *consent_z, struct columns *columns, struct error *error)
{
	struct guard *guard = memory_zeroed(1, sizeof(*guard));
	for (size_t i = 0; i < KEY_COUNT; i++)
		guard->keys[i] = columns_want(columns, column_names[i], COLUMN_OPTIONAL);
	if (consent_z && !read_consents(guard, consent_z, error)) {
		guard_free(guard);
		return NULL;
	}
	return guard;
}

enum guard_answer
guard_ask(const struct guard *guard, struct record *record, struct span *consent)
{
	for (size_t i = 0; i < KEY_COUNT; i++) {
		struct span key;
		if (!record_text(record, guard->keys[i], &key))
			return GUARD_BAD;
		const uint32_t *found = span_trim(key).length
						? span_map_find(&guard->by_key[i], key)
						: NULL;
		if (found) {
			*consent = guard->consents[*found];
			return GUARD_ALLOWED;
		}
	}
	return GUARD_HELD;
}

void
guard_free(struct guard *guard)
{
	if (!guard)
		return;
	for (size_t i = 0; i < KEY_COUNT; i++)
		span_map_free(&guard->by_key[i]);
	free(guard->consents);
	arena_free(&guard->texts);
	free(guard);
}

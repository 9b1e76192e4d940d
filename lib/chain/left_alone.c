/* left_alone.c - see left_alone.h */
#include "chain/left_alone.h"

#include "cli/memory.h"
#include "record/list.h"

#include <stdlib.h>

enum { KEY, KEY_FIELD, FIELD, AGAIN, TEXTS };

static bool
key_number(struct left_alone *list, struct columns *columns, struct span name, size_t *number)
{
	struct column column = columns_want(columns, name, COLUMN_OPTIONAL);
	for (*number = 0; *number < list->keys.count; ++*number)
		if (list->keys.list[*number].index == column.index)
			return true;
	if (list->keys.count == KEY_COLUMNS_MOST)
		return false;
	list->keys.list[list->keys.count++] = column;
	return true;
}

static bool
add_row(struct left_alone *list, const struct list *rows, size_t row, struct columns *columns,
	struct error *error)
{
	size_t key;
	if (!key_number(list, columns, list_text(rows, row, KEY_FIELD), &key))
		return error_set(error, STATUS_BAD_DATA, "%s:%llu: more than %d key columns",
			rows->path_z, (unsigned long long)rows->lines[row], KEY_COLUMNS_MOST);
	uint32_t number = (uint32_t)++list->count;
	uint32_t *first = span_map_add(&list->by_key[key], list_text(rows, row, KEY), 0, NULL);
	list->entries[number] = (struct left_alone_entry){
		.next = *first,
		.column = columns_want(columns, list_text(rows, row, FIELD), COLUMN_OPTIONAL),
	};
	*first = number;
	return true;
}

bool
left_alone_read(
	struct left_alone *list, const char *path_z, struct columns *columns, struct error *error)
{
	static const char *const names_z[TEXTS] = {"key", "key_field", "field", "again"};
	struct span names[TEXTS];
	for (size_t i = 0; i < TEXTS; i++)
		names[i] = span_from_z(names_z[i]);
	struct list *rows = list_read(path_z, names, TEXTS, error);
	if (!rows)
		return false;
	list->entries = memory_zeroed(rows->count + 1, sizeof(*list->entries));
	bool well = true;
	for (size_t row = 0; well && row < rows->count; row++)
		if (!list_text(rows, row, AGAIN).length)
			well = add_row(list, rows, row, columns, error);
	list_free(rows);
	return well;
}

/* Whether a field of the contact, found by the key column of that number, is in the list. */
static bool
has(const struct left_alone *list, struct record *record, size_t key, struct span field)
{
	struct span text;
	if (!list->by_key[key].count || !record_text(record, list->keys.list[key], &text))
		return false;
	const uint32_t *first = span_map_find(&list->by_key[key], text);
	for (uint32_t number = first ? *first : 0; number; number = list->entries[number].next)
		if (columns_match(record->columns, list->entries[number].column.index, field))
			return true;
	return false;
}

bool
left_alone_take_back(const struct left_alone *list, struct record *record)
{
	bool taken_back = false;
	for (size_t i = record->change_count; i > 0; i--) {
		bool meant = false;
		for (size_t key = 0; !meant && key < list->keys.count; key++)
			meant = has(list, record, key, record->changes[i - 1].name);
		if (!meant)
			continue;
		record_take_back(record, &record->changes[i - 1]);
		record->change_count--;
		memmove(record->changes + i - 1, record->changes + i,
			(record->change_count - (i - 1)) * sizeof(*record->changes));
		taken_back = true;
	}
	return taken_back;
}

void
left_alone_free(struct left_alone *list)
{
	for (size_t i = 0; i < KEY_COLUMNS_MOST; i++)
		span_map_free(&list->by_key[i]);
	free(list->entries);
	*list = (struct left_alone){0};
}

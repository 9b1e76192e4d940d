/* protect.c - see protect.h */
#include "chain/protect.h"

#include "cli/memory.h"
#include "cli/message.h"
#include "io/buffer.h"
#include "io/span_map.h"
#include "record/list.h"
#include "record/phone_set.h"

#include <dirent.h>
#include <stdlib.h>

#define REPORTED_MOST 10

enum { CUSTOMER_ID, PHONE, COLUMN_COUNT };

static const struct span column_names[COLUMN_COUNT] = {{"customer_id", 11}, {"phone", 5}};

struct protect_list {
	struct list *list;
	struct span_map by_id;   /* -> row */
	struct phone_set phones; /* with the number of the row */
	bool *matched;           /* by row */
};

static bool
add_row(struct protect_list *entry, size_t row, struct error *error)
{
	const struct list *list = entry->list;
	struct span id = span_trim(list_text(list, row, CUSTOMER_ID));
	struct span phone = list_text(list, row, PHONE);
	bool added = true, again = phone_set_find(&entry->phones, phone, NULL, NULL);
	bool has_phone = phone_set_add(&entry->phones, phone, (uint32_t)row);
	if (!id.length && !has_phone)
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu: the entry names no contact; fill in customer_id or phone",
			list->path_z, (unsigned long long)list->lines[row]);
	if (id.length)
		span_map_add(&entry->by_id, id, (uint32_t)row, &added);
	/* what stands twice is looked for once */
	entry->matched[row] = again || !added;
	return true;
}

bool
protect_add(struct protect *protect, const char *path_z, struct error *error)
{
	struct list *list = list_read(path_z, column_names, COLUMN_COUNT, error);
	if (!list)
		return false;
	protect->lists = memory_resized(
		protect->lists, protect->count + 1, sizeof(*protect->lists));
	struct protect_list *entry = &protect->lists[protect->count++];
	*entry = (struct protect_list){.list = list};
	entry->matched = memory_zeroed(list->count, sizeof(*entry->matched));
	protect->by_customer_id = protect->by_customer_id || list->has_column[CUSTOMER_ID];
	protect->by_phone = protect->by_phone || list->has_column[PHONE];
	bool well = true;
	for (size_t row = 0; well && row < list->count; row++)
		well = add_row(entry, row, error);
	return well;
}

bool
protect_add_folder(struct protect *protect, const char *path_z, struct error *error)
{
	struct dirent **entries;
	int count = scandir(path_z, &entries, NULL, alphasort);
	if (count < 0)
		return protect_add(protect, path_z, error);
	size_t before = protect->count;
	bool well = true;
	for (int i = 0; i < count; i++) {
		char *list_z = text_formatted_z("%s/%s", path_z, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.')
			well = well && protect_add(protect, list_z, error);
		free(list_z);
		free(entries[i]);
	}
	free(entries);
	return well && (protect->count > before || list_refuse_folder(path_z, error));
}

void
protect_want(struct protect *protect, struct columns *columns)
{
	if (protect->by_customer_id)
		protect->customer_id = columns_want(
			columns, column_names[CUSTOMER_ID], COLUMN_REQUIRED);
	if (protect->by_phone)
		protect->phone = columns_want(columns, column_names[PHONE], COLUMN_REQUIRED);
}

static bool
find_id(struct protect *protect, struct span text)
{
	bool found = false;
	struct span id = span_trim(text);
	for (size_t i = 0; id.length && i < protect->count; i++) {
		const uint32_t *row = span_map_find(&protect->lists[i].by_id, id);
		if (row)
			protect->lists[i].matched[*row] = found = true;
	}
	return found;
}

static void
match_row(void *context, uint32_t row)
{
	struct protect_list *entry = context;
	entry->matched[row] = true;
}

static bool
find_phone(struct protect *protect, struct span text)
{
	bool found = false;
	for (size_t i = 0; i < protect->count; i++)
		found = phone_set_find(
				&protect->lists[i].phones, text, match_row, &protect->lists[i]) ||
			found;
	return found;
}

bool
protect_test(struct protect *protect, struct record *record, bool *found)
{
	struct span text;
	*found = false;
	if (protect->by_customer_id) {
		if (!record_text(record, protect->customer_id, &text))
			return false;
		*found = find_id(protect, text);
	}
	if (protect->by_phone) {
		if (!record_text(record, protect->phone, &text))
			return false;
		*found = find_phone(protect, text) || *found;
	}
	return true;
}

static void
report_row(const struct list *list, size_t row, const char *program_z)
{
	size_t column = list_text(list, row, CUSTOMER_ID).length ? CUSTOMER_ID : PHONE;
	message_say(program_z, "%s:%llu: protected %.*s \"%.*s\" is no contact of this export",
		list->path_z, (unsigned long long)list->lines[row],
		SPAN_ARGUMENTS(column_names[column]), SPAN_ARGUMENTS(list_text(list, row, column)));
}

void
protect_report(const struct protect *protect, const char *program_z)
{
	for (size_t i = 0; i < protect->count; i++) {
		const struct protect_list *entry = &protect->lists[i];
		uint64_t missing = 0;
		for (size_t row = 0; row < entry->list->count; row++)
			if (!entry->matched[row] && missing++ < REPORTED_MOST)
				report_row(entry->list, row, program_z);
		struct message_number number;
		if (missing > REPORTED_MOST)
			message_say(program_z, "%s: %s more entries are no contacts of this export",
				entry->list->path_z,
				message_number_z(&number, missing - REPORTED_MOST));
	}
}

void
protect_free(struct protect *protect)
{
	for (size_t i = 0; i < protect->count; i++) {
		list_free(protect->lists[i].list);
		span_map_free(&protect->lists[i].by_id);
		phone_set_free(&protect->lists[i].phones);
		free(protect->lists[i].matched);
	}
	free(protect->lists);
	*protect = (struct protect){0};
}

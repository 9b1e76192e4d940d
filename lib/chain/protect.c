/* protect.c - see protect.h */
#include "chain/protect.h"

#include "cli/memory.h"
#include "cli/message.h"
#include "io/buffer.h"
#include "io/span_map.h"
#include "record/list.h"
#include "record/phone.h"

#include <dirent.h>
#include <stdlib.h>

#define REPORTED_MOST 10

enum { CUSTOMER_ID, PHONE, COLUMN_COUNT };

static const struct span column_names[COLUMN_COUNT] = {{"customer_id", 11}, {"phone", 5}};

struct protect_list {
	struct list *list;
	struct span_map by[COLUMN_COUNT]; /* -> row */
	bool *matched;                    /* by row */
};

/* An entry by which a contact is known: the id as it is, the phone's digits. */
static struct span
entry_of(struct span text, size_t column, char digits[PHONE_DIGITS_MOST])
{
	return column == PHONE ? span_of(digits, phone_digits(text, digits)) : span_trim(text);
}

static bool
index_rows(struct protect_list *entry, struct error *error)
{
	const struct list *list = entry->list;
	for (size_t row = 0; row < list->count; row++) {
		size_t filled = 0;
		for (size_t column = 0; column < COLUMN_COUNT; column++) {
			char digits[PHONE_DIGITS_MOST];
			struct span text = entry_of(list_text(list, row, column), column, digits);
			if (!text.length)
				continue;
			filled++;
			bool added;
			span_map_add(&entry->by[column], text, (uint32_t)row, &added);
			/* what stands twice is looked for once */
			entry->matched[row] = entry->matched[row] || !added;
		}
		if (!filled)
			return error_set(error, STATUS_BAD_DATA,
				"%s:%llu: the entry names no contact; fill in customer_id or phone",
				list->path_z, (unsigned long long)list->lines[row]);
	}
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
	return index_rows(entry, error);
}

bool
protect_add_folder(struct protect *protect, const char *path_z, struct error *error)
{
	struct dirent **entries;
	int count = scandir(path_z, &entries, NULL, alphasort);
	if (count < 0)
		return protect_add(protect, path_z, error);
	bool well = true;
	for (int i = 0; i < count; i++) {
		char *list_z = text_formatted_z("%s/%s", path_z, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.')
			well = well && protect_add(protect, list_z, error);
		free(list_z);
		free(entries[i]);
	}
	free(entries);
	return well;
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
find_entry(struct protect *protect, size_t column, struct span text)
{
	char digits[PHONE_DIGITS_MOST];
	bool found = false;
	text = entry_of(text, column, digits);
	for (size_t i = 0; text.length && i < protect->count; i++) {
		const uint32_t *row = span_map_find(&protect->lists[i].by[column], text);
		if (row)
			protect->lists[i].matched[*row] = found = true;
	}
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
		*found = find_entry(protect, CUSTOMER_ID, text);
	}
	if (protect->by_phone) {
		if (!record_text(record, protect->phone, &text))
			return false;
		*found = find_entry(protect, PHONE, text) || *found;
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
		for (size_t column = 0; column < COLUMN_COUNT; column++)
			span_map_free(&protect->lists[i].by[column]);
		free(protect->lists[i].matched);
	}
	free(protect->lists);
	*protect = (struct protect){0};
}

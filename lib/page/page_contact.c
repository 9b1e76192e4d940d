/* page_contact.c - see page_contact.h */
#include "page/page_contact.h"

#include "page/page_text.h"

static struct column
want(struct columns *columns, const char *name_z)
{
	return columns_want(columns, span_from_z(name_z), COLUMN_OPTIONAL);
}

void
page_columns_want(
	struct page_columns *wanted, char *const *keys_z, size_t key_count, struct columns *columns)
{
	wanted->keys.count = 0;
	for (size_t i = 0; i < key_count && i < KEY_COLUMNS_MOST; i++)
		wanted->keys.list[wanted->keys.count++] = want(columns, keys_z[i]);
	wanted->first_name = want(columns, "first_name");
	wanted->last_name = want(columns, "last_name");
	wanted->full_name = want(columns, "full_name");
	wanted->phone = want(columns, "phone");
	wanted->group_list = want(columns, "group_list");
	wanted->active = want(columns, "active");
}

/* A value that has no text is shown as none: the proof does not need it to be one. */
static struct span
text_of(struct record *record, struct column column)
{
	struct span text;
	return record_text(record, column, &text) ? text : span_of("", 0);
}

void
page_contact_read(
	struct page_contact *contact, struct record *record, const struct page_columns *columns)
{
	struct key key;
	*contact = (struct page_contact){
		.record = record,
		.columns = columns,
		.groups = text_of(record, columns->group_list),
		.number = record->number,
	};
	if (record_key(record, &columns->keys, &key) && key.text.length) {
		contact->key = key.text;
		contact->key_field = record_name(record, columns->keys.list[key.column]);
	}
	if (!record_truth(record, columns->active, &contact->active))
		contact->active = TRUTH_EMPTY;
}

void
page_contact_add(struct buffer *row, const struct page_contact *contact)
{
	const struct page_columns *columns = contact->columns;
	struct span first = record_original_column(contact->record, columns->first_name);
	struct span last = record_original_column(contact->record, columns->last_name);
	if (!first.length && !last.length)
		first = record_original_column(contact->record, columns->full_name);
	const struct span texts[] = {
		contact->key, first, last, record_original_column(contact->record, columns->phone)};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (i)
			buffer_add_byte(row, ',');
		page_add_text(row, texts[i]);
	}
}

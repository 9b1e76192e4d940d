/* diff_repeat.c - see diff_repeat.h */
#include "review/diff_repeat.h"

#include <stdio.h>
#include <unistd.h>

#define KEY_SHOWN 80 /* bytes */

static bool
can_be_read_again(const struct diff_side *side)
{
	int descriptor = diff_side_open_file(side);
	if (descriptor < 0)
		return false;
	close(descriptor);
	return true;
}

/* The line of the first record with the contact's key, before the contact; 0: there is none. */
static uint64_t
find_first(struct reader *reader, const struct key_columns *keys,
	const struct diff_contact *contact, struct error *error)
{
	struct record *record;
	while (reader_next(reader, &record, error) == READING_RECORD &&
		record->line < contact->line) {
		struct key key;
		if (record_key(record, keys, &key) && key.column == contact->key.column &&
			span_equal(key.text, contact->key.text))
			return record->line;
	}
	return 0;
}

static bool
read_again(const struct diff_side *side, const struct diff_contact *contact, uint64_t *first,
	struct error *error)
{
	struct columns columns = {0};
	struct key_columns keys;
	struct reader_options options = {
		.paths_z = &side->request->paths_z[side->number],
		.path_count = 1,
		.from = side->request->from,
		.delimiter = side->request->delimiter,
		.charset_z = side->request->charset_z,
	};
	struct reader *reader = NULL;
	*first = 0;
	/* wanted in the same order, so that the keys that were settled on fit these columns */
	if (diff_side_want(&columns, &keys, side->request, error))
		reader = reader_open(&options, &columns, error);
	if (reader)
		*first = find_first(reader, &side->keys, contact, error);
	reader_close(reader);
	columns_free(&columns);
	return error->status == STATUS_OK;
}

bool
diff_repeat_check(
	const struct diff_side *side, const struct diff_contact *contact, struct error *error)
{
	uint64_t first = 0;
	if (can_be_read_again(side)) {
		if (!read_again(side, contact, &first, error))
			return false;
		if (!first)
			return true;
	}
	char where_z[64] = "";
	if (first)
		snprintf(where_z, sizeof(where_z), ", on line %llu", (unsigned long long)first);
	size_t column = side->keys.list[contact->key.column].index;
	return error_set(error, STATUS_BAD_DATA,
		"%s:%llu: the %s \"%.*s\" is there already%s; a key must be a contact's own",
		side->name_z, (unsigned long long)contact->line,
		side->columns.list[column].sought_z,
		SPAN_ARGUMENTS(span_excerpt(contact->key.text, KEY_SHOWN)), where_z);
}

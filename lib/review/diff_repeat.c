/* diff_repeat.c - see diff_repeat.h */
#include "review/diff_repeat.h"

#include "review/seen_keys.h"

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

/* What stands before a contact. */
struct earlier {
	uint64_t line;   /* of the first record with its key; 0: there is none */
	bool look_alike; /* there is one with another key that has its hash */
};

static struct earlier
look_before(struct reader *reader, const struct key_columns *keys,
	const struct diff_contact *contact, struct error *error)
{
	struct record *record;
	struct earlier earlier = {0};
	while (reader_next(reader, &record, error) == READING_RECORD &&
		record->line < contact->line && !earlier.line) {
		struct key key;
		if (!record_key(record, keys, &key) ||
			!seen_keys_look_alike(key_hash(key.text, key.column), contact->hash))
			continue;
		if (key.column == contact->key.column && span_equal(key.text, contact->key.text))
			earlier.line = record->line;
		else
			earlier.look_alike = true;
	}
	return earlier;
}

static bool
read_again(const struct diff_side *side, const struct diff_contact *contact,
	struct earlier *earlier, struct error *error)
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
	/* wanted in the same order, so that the keys that were settled on fit these columns */
	if (diff_side_want(&columns, &keys, side->request, error))
		reader = reader_open(&options, &columns, error);
	if (reader)
		*earlier = look_before(reader, &side->keys, contact, error);
	reader_close(reader);
	columns_free(&columns);
	return error->status == STATUS_OK;
}

bool
diff_repeat_check(
	const struct diff_side *side, const struct diff_contact *contact, struct error *error)
{
	struct earlier earlier = {0};
	if (can_be_read_again(side)) {
		if (!read_again(side, contact, &earlier, error))
			return false;
		if (!earlier.line)
			return earlier.look_alike || diff_again_refuse(side, error);
	}
	char where_z[64] = "";
	if (earlier.line)
		snprintf(where_z, sizeof(where_z), ", on line %llu",
			(unsigned long long)earlier.line);
	size_t column = side->keys.list[contact->key.column].index;
	return error_set(error, STATUS_BAD_DATA,
		"%s:%llu: the %s \"%.*s\" is there already%s; a key must be a contact's own",
		side->name_z, (unsigned long long)contact->line,
		side->columns.list[column].sought_z,
		SPAN_ARGUMENTS(span_excerpt(contact->key.text, KEY_SHOWN)), where_z);
}

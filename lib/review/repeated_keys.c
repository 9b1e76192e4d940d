/* repeated_keys.c - see repeated_keys.h */
#include "review/repeated_keys.h"

#include "record/key.h"
#include "record/reader.h"
#include "review/seen_keys.h"

static struct span
entry_of(struct repeated_keys *repeated, const struct key *key)
{
	buffer_clear(&repeated->text);
	buffer_add_byte(&repeated->text, (char)('0' + key->column));
	buffer_add(&repeated->text, key->text);
	return buffer_span(&repeated->text);
}

static void
note(struct repeated_keys *repeated, struct seen_keys *seen, struct record *record,
	const struct key_columns *keys)
{
	struct key key;
	if (!record_key(record, keys, &key) || !key.text.length)
		return;
	if (seen_keys_add(seen, key_hash(key.text, key.column), SEEN_OLD))
		span_map_add(&repeated->keys, entry_of(repeated, &key), 0, NULL);
}

static bool
read_all(struct repeated_keys *repeated, struct reader *reader, const struct key_columns *keys,
	struct error *error)
{
	struct seen_keys seen = {0};
	enum reading reading = READING_RECORD;
	while (reading == READING_RECORD || reading == READING_BAD) {
		struct record *record;
		reading = reader_next(reader, &record, error);
		if (reading == READING_RECORD)
			note(repeated, &seen, record, keys);
	}
	seen_keys_free(&seen);
	return reading == READING_END;
}

bool
repeated_keys_read(struct repeated_keys *repeated, const char *export_z,
	const struct run_stage *stage, struct error *error)
{
	struct key_columns keys;
	struct reader_options options = {
		.paths_z = &export_z,
		.path_count = 1,
		.from = stage->from,
		.delimiter = stage->delimiter,
	};
	bool well = key_columns_want(&keys, NULL, &repeated->columns, error);
	struct reader *reader = well ? reader_open(&options, &repeated->columns, error) : NULL;
	well = reader && read_all(repeated, reader, &keys, error);
	reader_close(reader);
	return well;
}

bool
repeated_keys_have(struct repeated_keys *repeated, const struct contact_names *names)
{
	bool by_customer_id = names->customer_id.length > 0;
	struct key key = {
		.text = by_customer_id ? names->customer_id : names->signalvine_id,
		.column = !by_customer_id,
	};
	return repeated->keys.count &&
	       span_map_find(&repeated->keys, entry_of(repeated, &key)) != NULL;
}

void
repeated_keys_free(struct repeated_keys *repeated)
{
	span_map_free(&repeated->keys);
	buffer_free(&repeated->text);
	columns_free(&repeated->columns);
}

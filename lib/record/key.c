/* key.c - see key.h */
#include "record/key.h"

#define DEFAULT_KEYS "customer_id,signalvine_id"

bool
key_columns_want(
	struct key_columns *keys, const char *names_z, struct columns *columns, struct error *error)
{
	enum column_need need = names_z ? COLUMN_REQUIRED : COLUMN_OPTIONAL;
	struct span rest = span_from_z(names_z ? names_z : DEFAULT_KEYS);
	keys->count = 0;
	for (;;) {
		const char *comma = memchr(rest.data, ',', rest.length);
		struct span name = span_of(
			rest.data, comma ? (size_t)(comma - rest.data) : rest.length);
		if (!name.length)
			return error_set(error, STATUS_USAGE,
				"--key: a column name is missing in \"%s\"", names_z);
		if (keys->count == KEY_COLUMNS_MOST)
			return error_set(error, STATUS_USAGE, "--key: more than %d columns",
				KEY_COLUMNS_MOST);
		keys->list[keys->count++] = columns_want(columns, name, need);
		if (!comma)
			return true;
		rest = span_of(comma + 1, rest.length - name.length - 1);
	}
}

bool
record_key(struct record *record, const struct key_columns *keys, struct key *key)
{
	*key = (struct key){{"", 0}, 0};
	for (size_t i = 0; i < keys->count; i++) {
		struct span text;
		if (!record_text(record, keys->list[i], &text))
			return false;
		if (!span_trim(text).length)
			continue;
		*key = (struct key){text, i};
		return true;
	}
	return true;
}

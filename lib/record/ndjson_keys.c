/* ndjson_keys.c - see ndjson_keys.h */
#include "record/ndjson_keys.h"

#include "cli/memory.h"
#include "format/json_text.h"

#include <stdlib.h>

#define KEYS_MOST 65536 /* when so many have been met, all are forgotten: memory stays bounded */

void
ndjson_keys_begin(struct ndjson_keys *keys, struct columns *columns)
{
	keys->columns = columns;
	keys->field_of = memory_zeroed(columns->count, sizeof(*keys->field_of));
}

static struct span
spelling_of(const struct record *record, size_t i)
{
	const struct json_member *member = &record->members->list[i];
	return span_of(record->raw.data + member->key_start, member->key_end - member->key_start);
}

static void
forget(struct ndjson_keys *keys)
{
	for (size_t i = 0; i < keys->count; i++) {
		free(keys->list[i].columns);
		free(keys->list[i].exactly);
	}
	span_map_free(&keys->by_spelling);
	span_map_free(&keys->by_name);
	arena_free(&keys->bytes);
	keys->count = 0;
	keys->shape_valid = false;
}

static uint32_t
add_key(struct ndjson_keys *keys, struct span name)
{
	if (keys->count == keys->capacity) {
		keys->capacity = keys->capacity ? keys->capacity * 2 : 64;
		keys->list = memory_resized(keys->list, keys->capacity, sizeof(*keys->list));
	}
	struct ndjson_key *key = &keys->list[keys->count];
	*key = (struct ndjson_key){.name = arena_copy(&keys->bytes, name)};
	for (size_t i = 0; i < keys->columns->count; i++) {
		enum column_match match = columns_match(keys->columns, i, name);
		if (match == COLUMN_MATCH_NONE)
			continue;
		size_t count = ++key->column_count;
		key->columns = memory_resized(key->columns, count, sizeof(*key->columns));
		key->exactly = memory_resized(key->exactly, count, sizeof(*key->exactly));
		key->columns[count - 1] = i;
		key->exactly[count - 1] = match == COLUMN_MATCH_EXACT;
	}
	return (uint32_t)keys->count++;
}

/* The number of the key of member i; false when it has no text. */
static bool
find_key(struct ndjson_keys *keys, struct record *record, size_t i, uint32_t *id)
{
	struct span spelling = spelling_of(record, i);
	const uint32_t *known = span_map_find(&keys->by_spelling, spelling);
	if (known) {
		*id = *known;
		return true;
	}
	struct span name;
	if (!json_text_of(spelling, &name, &record->arena))
		return defect_set(&record->defect, record->members->list[i].key_start,
			"a key has \\u0000 or a lone surrogate in it, which no text can hold");
	const uint32_t *same = span_map_find(&keys->by_name, name);
	*id = same ? *same : add_key(keys, name);
	if (!same)
		span_map_add(&keys->by_name, name, *id, NULL);
	span_map_add(&keys->by_spelling, spelling, *id, NULL);
	return true;
}

static bool
is_same_shape(const struct ndjson_keys *keys, const struct record *record)
{
	size_t count = record->members->count;
	if (!keys->shape_valid || record->members->same_shape)
		return keys->shape_valid;
	if (keys->shape_count != count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!span_equal(keys->spellings[i], spelling_of(record, i)))
			return false;
	return true;
}

static void
reserve_shape(struct ndjson_keys *keys, size_t count)
{
	if (count <= keys->shape_capacity)
		return;
	keys->spellings = memory_resized(keys->spellings, count, sizeof(*keys->spellings));
	keys->names = memory_resized(keys->names, count, sizeof(*keys->names));
	keys->ids = memory_resized(keys->ids, count, sizeof(*keys->ids));
	keys->shape_capacity = count;
}

/* Bind the columns that a key matches; those it matches exactly were bound before all others. */
static bool
bind_key(struct ndjson_keys *keys, struct record *record, size_t field, bool *exact, bool exactly)
{
	const struct ndjson_key *key = &keys->list[keys->ids[field]];
	for (size_t i = 0; i < key->column_count; i++) {
		size_t column = key->columns[i];
		int *bound = &keys->field_of[column];
		if (key->exactly[i] != exactly || exact[column])
			continue;
		if (*bound >= 0)
			return defect_set(&record->defect, record->members->list[field].key_start,
				"both \"%.*s\" and \"%.*s\" could be the column \"%s\"; say which "
				"with --column",
				SPAN_ARGUMENTS(keys->names[*bound]), SPAN_ARGUMENTS(key->name),
				keys->columns->list[column].sought_z);
		*bound = (int)field;
		exact[column] = exactly;
		keys->columns->list[column].seen = true;
	}
	return true;
}

static bool
bind_columns(struct ndjson_keys *keys, struct record *record)
{
	bool *exact = memory_zeroed(keys->columns->count, sizeof(*exact));
	bool well = true;
	for (size_t i = 0; i < keys->columns->count; i++)
		keys->field_of[i] = -1;
	for (size_t i = 0; i < record->members->count; i++)
		bind_key(keys, record, i, exact, true);
	for (size_t i = 0; well && i < record->members->count; i++)
		well = bind_key(keys, record, i, exact, false);
	free(exact);
	return well;
}

static bool
learn_shape(struct ndjson_keys *keys, struct record *record)
{
	size_t count = record->members->count;
	reserve_shape(keys, count);
	keys->shape_valid = false;
	if (keys->count > KEYS_MOST)
		forget(keys);
	keys->records++;
	for (size_t i = 0; i < count; i++) {
		if (!find_key(keys, record, i, &keys->ids[i]))
			return false;
		struct ndjson_key *key = &keys->list[keys->ids[i]];
		if (key->met_in == keys->records)
			return defect_set(&record->defect, record->members->list[i].key_start,
				"the key \"%.*s\" is repeated; keep one of them",
				SPAN_ARGUMENTS(key->name));
		key->met_in = keys->records;
		keys->names[i] = key->name;
	}
	if (!bind_columns(keys, record))
		return false;
	/* the spellings are kept by the map, which outlives the record's bytes */
	for (size_t i = 0; i < count; i++)
		keys->spellings[i] = span_map_key(&keys->by_spelling, spelling_of(record, i));
	keys->shape_count = count;
	keys->shape_valid = true;
	return true;
}

bool
ndjson_keys_match(struct ndjson_keys *keys, struct record *record)
{
	if (!is_same_shape(keys, record) && !learn_shape(keys, record))
		return false;
	record->names = keys->names;
	record->field_of = keys->field_of;
	record->field_count = record->members->count;
	return true;
}

const struct span *
ndjson_keys_names(const struct ndjson_keys *keys, size_t *count)
{
	*count = keys->shape_valid ? keys->shape_count : 0;
	return keys->names;
}

void
ndjson_keys_free(struct ndjson_keys *keys)
{
	forget(keys);
	free(keys->list);
	free(keys->spellings);
	free(keys->names);
	free(keys->ids);
	free(keys->field_of);
	*keys = (struct ndjson_keys){0};
}

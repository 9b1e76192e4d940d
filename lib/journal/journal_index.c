/* journal_index.c - see journal_index.h */
#include "journal/journal_index.h"

#include "cli/memory.h"
#include "cli/nearest.h"
#include "journal/journal_read.h"
#include "record/truth.h"

#include <stdlib.h>

enum { FROM, TO };

/* Raw bytes of the journal, kept once. */
struct journal_value {
	struct span raw;
	uint64_t line; /* the first that has it */
	bool looks_true;
};

struct reading_state {
	struct journal_index *index;
	const struct key_columns *keys;
	const struct columns *columns;
	const struct journal_choice *choice;
	struct columns only; /* the field that is asked for; none: every field */
	bool any;            /* line at all */
	struct error *error;
};

/* Raw bytes that a platform could take for TRUE, whichever format they are of. */
static bool
looks_true(struct span raw)
{
	static const enum format formats[] = {FORMAT_CSV, FORMAT_NDJSON};
	struct arena arena = {0};
	bool found = false;
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		struct recorded recorded;
		bool truth = false;
		found = found || (recorded_read(&recorded, raw, formats[i], &arena) &&
					 truth_parse(span_trim(recorded.text), &truth) && truth);
	}
	arena_free(&arena);
	return found;
}

/* The number of raw bytes among the values; absent ones are number 0. */
static uint32_t
add_value(struct journal_index *index, struct span raw, uint64_t line)
{
	if (!raw.data)
		return 0;
	bool added;
	uint32_t number = *span_map_add(&index->by_raw, raw, (uint32_t)index->value_count, &added);
	if (!added)
		return number;
	if (index->value_count == index->value_capacity) {
		index->value_capacity *= 2;
		index->raw_values = memory_resized(
			index->raw_values, index->value_capacity, sizeof(*index->raw_values));
	}
	index->raw_values[index->value_count++] = (struct journal_value){
		.raw = span_map_key(&index->by_raw, raw),
		.line = line,
		.looks_true = looks_true(raw),
	};
	return number;
}

static uint32_t
add_field(struct journal_index *index, const struct journal_line *line)
{
	bool added;
	uint32_t number = *span_map_add(
		&index->by_field, line->field, (uint32_t)index->field_count, &added);
	if (added) {
		index->fields = memory_resized(
			index->fields, index->field_count + 1, sizeof(*index->fields));
		index->fields[index->field_count++] = (struct journal_field){
			.name = span_map_key(&index->by_field, line->field)};
	}
	struct journal_field *field = &index->fields[number];
	field->of_set_active = field->of_set_active || span_equal_z(line->filter, "set-active");
	field->absent = field->absent || !line->from.data || !line->to.data;
	return number;
}

static bool
find_key_column(
	const struct reading_state *state, const struct journal_line *line, size_t *key_column)
{
	*key_column = 0;
	if (!line->key_field.length)
		return true;
	for (size_t i = 0; i < state->keys->count; i++) {
		*key_column = i;
		if (columns_match(state->columns, state->keys->list[i].index, line->key_field))
			return true;
	}
	return error_set(state->error, STATUS_BAD_DATA,
		"%s:%llu: key_field is \"%.*s\", which is no column of --key; name it there",
		state->index->path_z, (unsigned long long)line->number,
		SPAN_ARGUMENTS(line->key_field));
}

/* Take a later line about the same field of the same contact together with those before. */
static void
join(struct journal_change *change, uint32_t from, uint32_t to)
{
	if (from == change->values[TO])
		change->values[TO] = to;
	else if (from == change->values[FROM] && to == change->values[TO])
		change->times++;
	else
		change->tangled = true;
}

static uint32_t
append_change(struct journal_index *index, const struct journal_change *change)
{
	if (index->change_count + 1 == index->change_capacity) {
		index->change_capacity *= 2;
		index->changes = memory_resized(
			index->changes, index->change_capacity, sizeof(*index->changes));
	}
	index->changes[++index->change_count] = *change;
	return (uint32_t)index->change_count;
}

static void
mark_field(struct journal_index *index, const struct journal_change *change)
{
	struct journal_field *field = &index->fields[change->field];
	field->used = true;
	for (size_t i = FROM; i <= TO; i++)
		field->may_become[i] = field->may_become[i] ||
				       index->raw_values[change->values[i]].looks_true;
}

static bool
is_in_part(const struct journal_choice *choice, struct span part)
{
	for (size_t i = 0; i < choice->part_count; i++)
		if (span_equal_z(part, choice->parts_z[i]))
			return true;
	return !choice->part_count;
}

static bool
add_line(struct reading_state *state, const struct journal_line *line)
{
	struct journal_index *index = state->index;
	size_t key_column;
	state->any = true;
	index->of_ndjson = index->of_ndjson || line->of_ndjson;
	if (!is_in_part(state->choice, line->part))
		return true;
	if (!find_key_column(state, line, &key_column))
		return false;
	uint32_t field = add_field(index, line);
	if (state->only.count && !columns_match(&state->only, 0, line->field))
		return true;
	struct journal_change change = {
		.field = field,
		.values = {add_value(index, line->from, line->number),
			add_value(index, line->to, line->number)},
		.times = 1,
		.line = line->number,
	};
	mark_field(index, &change);
	bool added;
	uint32_t number = *span_map_add(
		&index->by_key[key_column], line->key, (uint32_t)index->change_count + 1, &added);
	if (added) {
		append_change(index, &change);
		return true;
	}
	uint32_t last = 0;
	for (; number; number = index->changes[number].next) {
		if (index->changes[number].field == field) {
			join(&index->changes[number], change.values[FROM], change.values[TO]);
			return true;
		}
		last = number;
	}
	number = append_change(index, &change);
	index->changes[last].next = number;
	return true;
}

static bool
add_lines(struct reading_state *state)
{
	struct journal_reader *reader = journal_reader_open(state->index->path_z, state->error);
	struct journal_line line;
	bool more = true, well = reader != NULL;
	while (well && more) {
		well = journal_reader_next(reader, &line, &more, state->error);
		if (well && more)
			well = add_line(state, &line);
	}
	journal_reader_close(reader);
	return well;
}

static bool
check_parts(const struct reading_state *state)
{
	return !state->choice->part_count || !state->any || state->index->field_count ||
	       error_set(state->error, STATUS_USAGE,
		       "%s: has no change of the part \"%s\"; look at its lines for those it has",
		       state->index->path_z, state->choice->parts_z[0]);
}

/* Leave only the fields that are asked for; there must be one. */
static bool
check_field(const struct reading_state *state)
{
	const struct journal_index *index = state->index;
	if (!state->only.count || !index->field_count || index->change_count)
		return true;
	struct span *names = memory_zeroed(index->field_count, sizeof(*names));
	for (size_t i = 0; i < index->field_count; i++)
		names[i] = index->fields[i].name;
	struct span only = span_from_z(state->only.list[0].sought_z);
	struct span nearest = nearest_of(only, names, index->field_count);
	free(names);
	return error_set(state->error, STATUS_USAGE,
		"%s: has no change of the field \"%.*s\"%s%.*s%s", index->path_z,
		SPAN_ARGUMENTS(only), nearest.length ? "; the nearest is \"" : "",
		SPAN_ARGUMENTS(nearest), nearest.length ? "\"" : "");
}

bool
journal_index_read(struct journal_index *index, const char *path_z, const struct key_columns *keys,
	const struct columns *columns, const struct journal_choice *choice, struct error *error)
{
	struct reading_state state = {
		.index = index,
		.keys = keys,
		.columns = columns,
		.choice = choice,
		.error = error,
	};
	index->path_z = memory_copied_z(path_z, strlen(path_z));
	index->change_capacity = index->value_capacity = 64;
	index->changes = memory_zeroed(index->change_capacity, sizeof(*index->changes));
	index->raw_values = memory_zeroed(index->value_capacity, sizeof(*index->raw_values));
	index->value_count = 1;
	if (choice->field_z)
		columns_want(&state.only, span_from_z(choice->field_z), COLUMN_OPTIONAL);
	bool well = add_lines(&state) && check_parts(&state) && check_field(&state);
	columns_free(&state.only);
	return well;
}

/* Whether all values are of that format; if not, *bad is the number of the first that is none. */
static bool
decode_as(struct journal_index *index, enum format format, size_t *bad)
{
	index->values[0] = recorded_absent();
	for (size_t i = 1; i < index->value_count; i++) {
		*bad = i;
		if (!recorded_read(
			    &index->values[i], index->raw_values[i].raw, format, &index->arena))
			return false;
	}
	return true;
}

/* Whether the values, which are all JSON, are all CSV as well. */
static bool
are_csv_too(struct journal_index *index)
{
	struct recorded ignored;
	for (size_t i = 1; i < index->value_count; i++)
		if (!recorded_read(&ignored, index->raw_values[i].raw, FORMAT_CSV, &index->arena))
			return false;
	return true;
}

static bool
decode_as_json(struct journal_index *index, size_t *bad)
{
	if (!decode_as(index, FORMAT_NDJSON, bad))
		return false;
	bool either = !index->of_ndjson && are_csv_too(index);
	for (size_t i = 1; i < index->value_count; i++)
		index->values[i].either = either;
	return true;
}

bool
journal_index_decode(struct journal_index *index, enum format format, struct error *error)
{
	bool json_first = index->of_ndjson || format == FORMAT_NDJSON;
	size_t bad, bad_as_other;
	index->values = memory_zeroed(index->value_count, sizeof(*index->values));
	bool well = json_first ? decode_as_json(index, &bad) ||
					 decode_as(index, FORMAT_CSV, &bad_as_other)
			       : decode_as(index, FORMAT_CSV, &bad) ||
					 decode_as(index, FORMAT_NDJSON, &bad_as_other);
	if (well)
		return true;
	size_t worse = bad > bad_as_other ? bad : bad_as_other;
	const struct journal_value *value = &index->raw_values[worse];
	return error_set(error, STATUS_BAD_DATA,
		"%s:%llu: the value %.*s is neither a CSV field nor a JSON value like those before "
		"it",
		index->path_z, (unsigned long long)value->line,
		SPAN_ARGUMENTS(span_excerpt(value->raw, 80)));
}

uint32_t
journal_index_find(const struct journal_index *index, size_t key_column, struct span key)
{
	const uint32_t *number = span_map_find(&index->by_key[key_column], key);
	return number ? *number : 0;
}

void
journal_index_free(struct journal_index *index)
{
	free(index->path_z);
	free(index->fields);
	free(index->changes);
	free(index->values);
	free(index->raw_values);
	for (size_t i = 0; i < KEY_COLUMNS_MOST; i++)
		span_map_free(&index->by_key[i]);
	span_map_free(&index->by_raw);
	span_map_free(&index->by_field);
	arena_free(&index->arena);
	*index = (struct journal_index){0};
}

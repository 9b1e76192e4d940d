/* record.c - see record.h: the values of a record */
#include "record/record.h"

#include "cli/memory.h"
#include "format/csv_text.h"
#include "format/json_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static inline struct span
original_raw(const struct record *record, size_t field)
{
	if (record->format == FORMAT_CSV)
		return csv_row_field(record->row, record->raw.data, field);
	const struct json_member *member = &record->members->list[field];
	return span_of(
		record->raw.data + member->value_start, member->value_end - member->value_start);
}

struct span
record_original_raw(const struct record *record, size_t field)
{
	return original_raw(record, field);
}

static inline const struct edit *
edit_of(const struct record *record, size_t field)
{
	for (size_t i = 0; i < record->edit_count; i++)
		if (record->edits[i].field == field)
			return &record->edits[i];
	return NULL;
}

bool
record_field_is_removed(const struct record *record, size_t field)
{
	const struct edit *edit = edit_of(record, field);
	return edit && edit->removed;
}

/* Among the added keys, or of a key that was taken out. */
static bool
find_edited(const struct record *record, struct column column, size_t *field)
{
	int found = record->field_of[column.index];
	if (found >= 0 && !record_field_is_removed(record, (size_t)found)) {
		*field = (size_t)found;
		return true;
	}
	for (size_t i = 0; i < record->edit_count; i++) {
		const struct edit *edit = &record->edits[i];
		if (edit->field >= record->field_count &&
			columns_match(record->columns, column.index, edit->name)) {
			*field = edit->field;
			return true;
		}
	}
	return false;
}

static inline bool
find_field(const struct record *record, struct column column, size_t *field)
{
	if (record->edit_count)
		return find_edited(record, column, field);
	int found = record->field_of[column.index];
	*field = (size_t)found;
	return found >= 0;
}

bool
record_find_field(const struct record *record, struct column column, size_t *field)
{
	return find_field(record, column, field);
}

static inline struct span
field_raw(const struct record *record, size_t field)
{
	const struct edit *edit = edit_of(record, field);
	return edit ? edit->raw : original_raw(record, field);
}

struct span
record_field_raw(const struct record *record, size_t field)
{
	return field_raw(record, field);
}

static size_t
field_offset(const struct record *record, size_t field)
{
	if (field >= record->field_count)
		return 0;
	return (size_t)(original_raw(record, field).data - record->raw.data);
}

static bool
json_value(struct record *record, size_t field, struct span raw, struct value *value)
{
	value->text = raw;
	switch (raw.data[0]) {
	case '"':
		value->kind = VALUE_TEXT;
		if (json_text_of(
			    span_of(raw.data + 1, raw.length - 2), &value->text, &record->arena))
			return true;
		return defect_set(&record->defect, field_offset(record, field),
			"%.*s has \\u0000 or a lone surrogate in it, which no text can hold",
			SPAN_ARGUMENTS(record_field_name(record, field)));
	case 't':
	case 'f':
		value->kind = VALUE_TRUTH;
		value->text = span_from_z(raw.data[0] == 't' ? "TRUE" : "FALSE");
		return true;
	case 'n':
		*value = (struct value){VALUE_MISSING, {"", 0}};
		return true;
	case '[':
		value->kind = VALUE_ARRAY;
		return true;
	case '{':
		value->kind = VALUE_OBJECT;
		return true;
	default:
		value->kind = VALUE_NUMBER;
		return true;
	}
}

static inline bool
csv_text(struct record *record, size_t field, struct span raw, struct span *text)
{
	return csv_text_in_place(raw, text) ||
	       csv_unquote_row(record->unquoter, raw, 1, text, &record->arena) ||
	       defect_set(&record->defect, field_offset(record, field),
		       "%.*s was given a value that is no CSV field",
		       SPAN_ARGUMENTS(record_field_name(record, field)));
}

static inline bool
value_of(struct record *record, size_t field, struct span raw, struct value *value)
{
	if (record->format == FORMAT_NDJSON)
		return json_value(record, field, raw, value);
	value->kind = VALUE_TEXT;
	return csv_text(record, field, raw, &value->text);
}

bool
record_value(struct record *record, struct column column, struct value *value)
{
	size_t field;
	if (find_field(record, column, &field))
		return value_of(record, field, field_raw(record, field), value);
	*value = (struct value){VALUE_MISSING, {"", 0}};
	return true;
}

static bool
join_array(struct record *record, size_t field, struct span raw, struct span *text)
{
	struct span *elements;
	size_t count, length = 0;
	if (!json_texts_of_array(raw, &elements, &count, &record->arena))
		return defect_set(&record->defect, field_offset(record, field),
			"%.*s is an array of other things than texts",
			SPAN_ARGUMENTS(record_field_name(record, field)));
	for (size_t i = 0; i < count; i++) {
		if (elements[i].length && memchr(elements[i].data, ';', elements[i].length))
			return defect_set(&record->defect, field_offset(record, field),
				"%.*s has \"%.*s\" in its array, which cannot be joined by \";\"",
				SPAN_ARGUMENTS(record_field_name(record, field)),
				SPAN_ARGUMENTS(elements[i]));
		length += elements[i].length + 1;
	}
	char *joined = arena_take(&record->arena, length + 1);
	size_t used = 0;
	for (size_t i = 0; i < count; i++) {
		if (i)
			joined[used++] = ';';
		memcpy(joined + used, elements[i].data, elements[i].length);
		used += elements[i].length;
	}
	*text = span_of(joined, used);
	return true;
}

static bool
text_of(struct record *record, size_t field, struct span raw, struct span *text)
{
	struct value value;
	if (record->format == FORMAT_CSV)
		return csv_text(record, field, raw, text);
	if (!json_value(record, field, raw, &value))
		return false;
	*text = value.text;
	if (value.kind == VALUE_ARRAY)
		return join_array(record, field, value.text, text);
	if (value.kind == VALUE_OBJECT)
		return defect_set(&record->defect, field_offset(record, field),
			"%.*s is an object, not a value",
			SPAN_ARGUMENTS(record_field_name(record, field)));
	return true;
}

bool
record_field_text(struct record *record, size_t field, struct span *text)
{
	return text_of(record, field, field_raw(record, field), text);
}

bool
record_original_text(struct record *record, size_t field, struct span *text)
{
	return text_of(record, field, original_raw(record, field), text);
}

struct span
record_original_column(struct record *record, struct column column)
{
	size_t field;
	struct span text;
	bool had = find_field(record, column, &field) && field < record->field_count;
	return had && record_original_text(record, field, &text) ? text : span_of("", 0);
}

bool
record_text(struct record *record, struct column column, struct span *text)
{
	size_t field;
	if (find_field(record, column, &field))
		return text_of(record, field, field_raw(record, field), text);
	*text = span_of("", 0);
	return true;
}

bool
record_raw(const struct record *record, struct column column, struct span *raw)
{
	size_t field;
	if (!find_field(record, column, &field))
		return false;
	*raw = field_raw(record, field);
	return true;
}

size_t
record_field_count(const struct record *record)
{
	size_t count = record->field_count;
	for (size_t i = 0; i < record->edit_count; i++)
		if (record->edits[i].field >= record->field_count)
			count++;
	return count;
}

struct span
record_field_name(const struct record *record, size_t field)
{
	return field < record->field_count ? record->names[field] : edit_of(record, field)->name;
}

struct span
record_name(const struct record *record, struct column column)
{
	size_t field;
	if (find_field(record, column, &field))
		return record_field_name(record, field);
	return span_from_z(record->columns->list[column.index].sought_z);
}

bool
record_fail(struct record *record, struct column column, const char *format, ...)
{
	char reason[sizeof(record->defect.reason)];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(reason, sizeof(reason), format, arguments);
	va_end(arguments);
	size_t field;
	size_t offset = find_field(record, column, &field) ? field_offset(record, field) : 0;
	struct span name = record_name(record, column);
	return defect_set(&record->defect, offset, "%.*s %s", SPAN_ARGUMENTS(name), reason);
}

void
record_clear(struct record *record)
{
	record->edit_count = 0;
	record_forget_changes(record);
	arena_clear(&record->arena);
}

void
record_free(struct record *record)
{
	free(record->edits);
	free(record->kept_edits);
	free(record->changes);
	arena_free(&record->arena);
	buffer_free(&record->scratch);
	*record = (struct record){0};
}

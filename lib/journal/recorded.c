/* recorded.c - see recorded.h */
#include "journal/recorded.h"

#include "format/json_text.h"
#include "record/groups.h"
#include "record/truth.h"

static bool
is_native(struct columns *columns, const char *native_z, struct span name)
{
	struct column native = columns_want(columns, span_from_z(native_z), COLUMN_OPTIONAL);
	return columns_match(columns, native.index, name) != COLUMN_MATCH_NONE;
}

enum role
role_of_column(struct columns *columns, struct span name)
{
	if (is_native(columns, "group_list", name))
		return ROLE_GROUPS;
	bool is_truth = is_native(columns, "active", name);
	return is_native(columns, "phone_valid", name) || is_truth ? ROLE_TRUTH : ROLE_TEXT;
}

/* A field as csv_cut takes it, but for the delimiter, which the file decides. */
static bool
read_csv(struct recorded *recorded, struct span raw, struct arena *arena)
{
	recorded->kind = VALUE_TEXT;
	recorded->text = raw;
	if (!raw.length || raw.data[0] != '"') {
		for (size_t i = 0; i < raw.length; i++)
			if (strchr("\"\r\n", raw.data[i]))
				return false;
		return true;
	}
	if (raw.length < 2)
		return false;
	char *text = arena_take(arena, raw.length);
	size_t used = 0;
	for (size_t i = 1; i < raw.length - 1; i++) {
		text[used++] = raw.data[i];
		if (raw.data[i] == '"' && (++i == raw.length - 1 || raw.data[i] != '"'))
			return false;
	}
	recorded->text = span_of(text, used);
	return raw.data[raw.length - 1] == '"';
}

/* RFC 8259 knows no part of a line, so the value is made the only member of an object. */
static bool
is_json_value(struct span raw)
{
	static const char before[] = "{\"\":", behind[JSON_PADDING + 1] = "}";
	struct buffer line = {0};
	buffer_add(&line, span_of(before, sizeof(before) - 1));
	buffer_add(&line, raw);
	size_t end = line.length;
	buffer_add(&line, span_of(behind, sizeof(behind)));
	struct json_members members = {0};
	struct defect defect;
	bool well = json_scan(span_of(line.data, end + 1), &members, &defect) &&
		    members.count == 1 && members.list[0].value_start == sizeof(before) - 1 &&
		    members.list[0].value_end == end;
	json_members_free(&members);
	buffer_free(&line);
	return well;
}

struct recorded
recorded_of_names(const struct span *names, size_t count, struct arena *arena)
{
	struct buffer joined = {0};
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_byte(&joined, ';');
		buffer_add(&joined, names[i]);
	}
	struct recorded recorded = {
		.kind = VALUE_ARRAY,
		.text = arena_copy(arena, buffer_span(&joined)),
		.names = names,
		.name_count = count,
	};
	buffer_free(&joined);
	return recorded;
}

static bool
read_array(struct recorded *recorded, struct arena *arena)
{
	struct span *names;
	size_t count;
	if (!json_texts_of_array(recorded->raw, &names, &count, arena))
		return false;
	struct recorded read = recorded_of_names(names, count, arena);
	read.format = recorded->format;
	read.raw = recorded->raw;
	*recorded = read;
	return true;
}

static bool
read_json(struct recorded *recorded, struct span raw, struct arena *arena)
{
	recorded->text = raw;
	if (!raw.length || !is_json_value(raw))
		return false;
	switch (raw.data[0]) {
	case '"':
		recorded->kind = VALUE_TEXT;
		return json_text_of(span_of(raw.data + 1, raw.length - 2), &recorded->text, arena);
	case 't':
	case 'f':
		recorded->kind = VALUE_TRUTH;
		recorded->text = span_from_z(raw.data[0] == 't' ? "TRUE" : "FALSE");
		return true;
	case 'n':
		recorded->kind = VALUE_MISSING;
		recorded->text = span_of("", 0);
		return true;
	case '[':
		return read_array(recorded, arena);
	case '{':
		return false;
	default:
		recorded->kind = VALUE_NUMBER;
		return true;
	}
}

bool
recorded_read(struct recorded *recorded, struct span raw, enum format format, struct arena *arena)
{
	*recorded = (struct recorded){.format = format, .raw = raw};
	return format == FORMAT_CSV ? read_csv(recorded, raw, arena)
				    : read_json(recorded, raw, arena);
}

struct recorded
recorded_absent(void)
{
	return (struct recorded){.absent = true, .text = {"", 0}};
}

struct recorded
recorded_of_text(struct span text)
{
	return (struct recorded){.kind = VALUE_TEXT, .text = text};
}

/* The names of a text that is no array: as groups.h splits it, so that both sides are alike. */
static size_t
split(struct span text, struct span *names)
{
	size_t count = 0;
	while (text.length) {
		const char *end = memchr(text.data, ';', text.length);
		size_t length = end ? (size_t)(end - text.data) : text.length;
		if (length)
			names[count++] = span_of(text.data, length);
		length += end != NULL;
		text = span_of(text.data + length, text.length - length);
	}
	return count;
}

const struct span *
recorded_names(const struct recorded *recorded, struct arena *arena, size_t *count)
{
	*count = recorded->name_count;
	if (recorded->kind == VALUE_ARRAY)
		return recorded->names;
	struct span *names = arena_take_aligned(
		arena, (recorded->text.length + 1) * sizeof(*names));
	*count = split(recorded->text, names);
	return names;
}

/* Whether all names of `a` are among those of `b`; empty ones are not there. */
static bool
is_part(const struct span *a, size_t a_count, const struct span *b, size_t b_count)
{
	for (size_t i = 0; i < a_count; i++) {
		size_t j = 0;
		while (j < b_count && !span_equal(a[i], b[j]))
			j++;
		if (j == b_count && a[i].length)
			return false;
	}
	return true;
}

static bool
equals_groups(const struct recorded *recorded, struct record *record, struct column column)
{
	struct groups groups;
	size_t count;
	if (!groups_read(record, column, &groups))
		return false;
	const struct span *names = recorded_names(recorded, &record->arena, &count);
	return is_part(names, count, groups.names, groups.count) &&
	       is_part(groups.names, groups.count, names, count);
}

bool
recorded_equals(const struct recorded *recorded, struct record *record, struct column column,
	enum role role)
{
	struct value value;
	struct span text;
	if (!record_value(record, column, &value))
		return false;
	if (role == ROLE_GROUPS || value.kind == VALUE_ARRAY || recorded->kind == VALUE_ARRAY)
		return equals_groups(recorded, record, column);
	if (!record_text(record, column, &text))
		return false;
	bool is, was;
	if (truth_parse(text, &is) && truth_parse(recorded->text, &was))
		return is == was;
	return span_equal(text, recorded->text);
}

bool
recorded_is_raw(const struct recorded *recorded, const struct record *record, struct column column)
{
	struct span raw;
	if (!record_raw(record, column, &raw))
		return recorded->absent;
	return !recorded->absent && recorded->format == record->format &&
	       span_equal(raw, recorded->raw);
}

/* Whether the raw bytes are one field of this file: JSON always is, CSV has its delimiter. */
static bool
fits(const struct recorded *recorded, const struct record *record)
{
	if (recorded->format != record->format)
		return false;
	struct span raw = recorded->raw;
	if (record->format != FORMAT_CSV || (raw.length && raw.data[0] == '"'))
		return true;
	if (!raw.length)
		return record->field_count > 1;
	return !memchr(raw.data, record->delimiter, raw.length);
}

/* Of `true` in a journal of CSV that was taken for JSON: a text of the export stays one. */
static bool
changes_kind(const struct recorded *recorded, struct record *record, struct column column)
{
	struct value found;
	return recorded->either && recorded->kind != VALUE_TEXT &&
	       record_value(record, column, &found) && found.kind == VALUE_TEXT;
}

/* What could not be read back by patch is not replaced. */
static bool
set_array(const struct recorded *recorded, const struct value *found, struct record *record,
	struct column column)
{
	struct span *replaced;
	size_t count;
	if (!json_texts_of_array(found->text, &replaced, &count, &record->arena))
		return false;
	const struct span *names = recorded_names(recorded, &record->arena, &count);
	struct buffer array = {0};
	buffer_add_byte(&array, '[');
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_byte(&array, ',');
		json_add_text(&array, names[i]);
	}
	buffer_add_byte(&array, ']');
	record_set_raw(record, column, buffer_span(&array));
	buffer_free(&array);
	return true;
}

static bool
is_joined(const struct recorded *recorded)
{
	for (size_t i = 0; i < recorded->name_count; i++)
		if (recorded->names[i].length &&
			memchr(recorded->names[i].data, ';', recorded->names[i].length))
			return false;
	return true;
}

/* A boolean, a number or null of JSON: it stays what it was where the text allows it. */
static bool
set_scalar(const struct recorded *recorded, struct record *record, struct column column,
	enum value_kind kind)
{
	struct recorded number;
	struct span text = recorded->text;
	if (!text.length)
		record_set_raw(record, column, span_from_z("null"));
	else if (kind == VALUE_NUMBER &&
		 recorded_read(&number, text, FORMAT_NDJSON, &record->arena) &&
		 number.kind == VALUE_NUMBER)
		record_set_raw(record, column, text);
	else if (kind == VALUE_TRUTH)
		return false;
	else
		record_set_text(record, column, text);
	return true;
}

static bool
set_value(const struct recorded *recorded, struct record *record, struct column column,
	enum role role)
{
	struct value found;
	bool truth;
	if (!record_value(record, column, &found) || found.kind == VALUE_OBJECT)
		return false;
	if (found.kind == VALUE_ARRAY)
		return set_array(recorded, &found, record, column);
	if (!is_joined(recorded))
		return false;
	bool empty = found.kind <= VALUE_TEXT && !found.text.length;
	/* nothing tells a spelling where nothing stands, but a journal has one */
	bool spelled = empty && found.kind == VALUE_TEXT && recorded->kind == VALUE_TEXT &&
		       recorded->format != FORMAT_UNKNOWN;
	if (truth_parse(recorded->text, &truth) && !spelled &&
		(empty ? role == ROLE_TRUTH : truth_parse(found.text, &(bool){false})))
		return record_set_truth(record, column, truth);
	if (found.kind == VALUE_NUMBER || found.kind == VALUE_TRUTH)
		return set_scalar(recorded, record, column, found.kind);
	record_set_text(record, column, recorded->text);
	return true;
}

bool
recorded_set(const struct recorded *recorded, struct record *record, struct column column,
	enum role role)
{
	if (recorded->absent && record->format == FORMAT_NDJSON)
		record_remove(record, column);
	else if (!recorded->absent && fits(recorded, record) &&
		 !changes_kind(recorded, record, column))
		record_set_raw(record, column, recorded->raw);
	else
		return set_value(recorded, record, column, role);
	return true;
}

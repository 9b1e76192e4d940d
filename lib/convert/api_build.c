/* api_build.c - see api_build.h */
#include "convert/api_build.h"

#include "cli/memory.h"
#include "convert/json_extent.h"
#include "format/json_text.h"

#include <stdlib.h>

/* Keys at the top that no column of the profile says. */
static const struct api_twin only_at_top[] = {
	{"accountId", "accountId", API_AS_IT_IS},
	{"programId", "programId", API_AS_IT_IS},
	{"programName", "programName", API_AS_IT_IS},
	{"programActive", "programActive", API_TRUTH},
	{"created", "created", API_AS_IT_IS},
	{"receivedCount", "receivedCount", API_NUMBER},
	{"sentCount", "sentCount", API_NUMBER},
	{"scheduledCount", "scheduledCount", API_NUMBER},
	{NULL, NULL, API_NULL},
};

/* What is being put together, and how far the shape has been read. */
struct building {
	struct api_builder *builder;
	struct record *record;
	struct buffer *object;
	struct span rest;   /* of the shape */
	size_t profile_end; /* in the object, where others go; 0: it has no profile */
	bool profile_comma; /* they need a comma before them */
	bool made_shape;    /* the record has none: all columns are new, blank ones too */
};

static bool
find_field(struct building *building, struct span name, size_t *field)
{
	struct api_builder *builder = building->builder;
	size_t count = record_field_count(building->record);
	for (size_t i = 0; i < count; i++) {
		*field = (builder->hint + i) % count;
		if (!span_equal(record_field_name(building->record, *field), name))
			continue;
		builder->hint = *field + 1;
		return true;
	}
	return defect_set(&building->record->defect, 0,
		"the column \"%.*s\" is gone, which this contact has in api_shape; keep all "
		"columns on the way back",
		SPAN_ARGUMENTS(name));
}

/* The text of a field as a CSV file would have it; *raw is its JSON where it came as JSON. */
static bool
field_text(struct building *building, size_t field, enum api_kind *kind, struct span *raw,
	struct span *text)
{
	struct record *record = building->record;
	*raw = record_field_raw(record, field);
	if (record->format == FORMAT_CSV) {
		*kind = API_AS_IT_IS;
		return record_field_text(record, field, text);
	}
	*kind = api_kind_of(*raw, &building->builder->arena);
	return api_text_of(*raw, *kind, text, &building->builder->arena) ||
	       defect_set(&record->defect, 0, "%.*s has no text",
		       SPAN_ARGUMENTS(record_field_name(record, field)));
}

static bool
refuse_value(struct building *building, struct span name, struct span text, enum api_kind kind)
{
	const char *wanted_z = kind == API_NUMBER  ? "a number"
			       : kind == API_TRUTH ? "TRUE or FALSE"
						   : "JSON";
	struct span shown = span_excerpt(text, 80);
	return defect_set(&building->record->defect, 0,
		"%.*s is \"%.*s\", not %s as the API had it", SPAN_ARGUMENTS(name),
		SPAN_ARGUMENTS(shown), wanted_z);
}

static bool
fill_gap(struct building *building, enum api_kind kind, struct span name)
{
	size_t field;
	struct span raw, text;
	if (!find_field(building, name, &field))
		return false;
	building->builder->used[field] = true;
	bool json = building->record->format == FORMAT_NDJSON;
	raw = record_field_raw(building->record, field);
	enum api_kind is = json ? api_kind_of(raw, &building->builder->arena) : API_AS_IT_IS;
	if (json && (is == kind || kind == API_AS_IT_IS)) {
		buffer_add(building->object, raw);
		return true;
	}
	if (!field_text(building, field, &is, &raw, &text))
		return false;
	return api_add_value(building->object, kind, text) ||
	       refuse_value(building, name, text, kind);
}

/* A value that another column says: as it was, as long as it says the same. */
static bool
fill_twin(struct building *building, enum api_kind kind, struct span name, struct span was)
{
	struct api_builder *builder = building->builder;
	size_t field;
	enum api_kind is;
	struct span raw, text, was_text;
	if (!find_field(building, name, &field) || !field_text(building, field, &is, &raw, &text))
		return false;
	if (was.length &&
		api_text_of(was, api_kind_of(was, &builder->arena), &was_text, &builder->arena) &&
		api_same_text(kind, was_text, text)) {
		buffer_add(building->object, was);
		return true;
	}
	return api_add_value(building->object, kind, text) ||
	       refuse_value(building, name, text, kind);
}

/* What no gap asked for: entries for the end of the profile. */
static bool
make_others(struct building *building)
{
	struct record *record = building->record;
	struct buffer *others = &building->builder->others;
	size_t count = record_field_count(record);
	buffer_clear(others);
	for (size_t i = 0; i < count; i++) {
		struct span name = record_field_name(record, i), raw, text;
		enum api_kind kind;
		if (building->builder->used[i] || span_equal_z(name, API_SHAPE_COLUMN))
			continue;
		if (!field_text(building, i, &kind, &raw, &text))
			return false;
		if (!text.length && !building->made_shape)
			continue;
		if (!building->profile_end)
			return defect_set(&record->defect, 0,
				"the column \"%.*s\" has no place in this contact's api_shape, "
				"which has no profile",
				SPAN_ARGUMENTS(name));
		buffer_add_z(others, others->length ? ",{" : "{");
		json_add_member(others, "name", name);
		buffer_add_z(others, ",\"value\":");
		if (kind == API_AS_IT_IS)
			json_add_text(others, text);
		else
			buffer_add(others, raw);
		buffer_add_byte(others, '}');
	}
	return true;
}

static bool
insert_others(struct building *building)
{
	struct buffer *object = building->object, *others = &building->builder->others;
	if (!make_others(building))
		return false;
	if (!others->length)
		return true;
	if (building->profile_comma)
		buffer_add_byte(others, ',');
	buffer_reserve(object, others->length);
	char *place = object->data + building->profile_end;
	memmove(place + others->length, place, object->length - building->profile_end);
	if (building->profile_comma)
		*place++ = ',';
	memcpy(place, others->data, others->length - building->profile_comma);
	object->length += others->length;
	return true;
}

static bool
damaged(struct building *building)
{
	return defect_set(&building->record->defect, 0,
		"api_shape is not what roster convert --from api wrote; without that column the "
		"object is made from the others");
}

/* One byte of the mark, gone over. */
static bool
take_byte(struct building *building, char byte)
{
	if (!building->rest.length || building->rest.data[0] != byte)
		return false;
	building->rest = span_of(building->rest.data + 1, building->rest.length - 1);
	return true;
}

static bool
take_value(struct building *building, struct span *value)
{
	struct span rest = building->rest;
	size_t length = 0;
	if (rest.length && memchr("\"[{", rest.data[0], 3)) {
		length = json_extent(rest);
	} else if (rest.length) {
		const char *end = memchr(rest.data, '>', rest.length);
		length = end ? (size_t)(end - rest.data) : 0;
	}
	*value = span_of(rest.data, length);
	building->rest = span_of(rest.data + length, rest.length - length);
	return length != 0;
}

/* Behind the "<" of a mark. */
static bool
read_mark(struct building *building)
{
	struct span quoted, name, was = {"", 0};
	if (take_byte(building, '+')) {
		building->profile_comma = take_byte(building, ',');
		building->profile_end = building->object->length;
		return take_byte(building, '>') || damaged(building);
	}
	bool twin = take_byte(building, '=');
	if (!building->rest.length)
		return damaged(building);
	enum api_kind kind = (enum api_kind)building->rest.data[0];
	if (!memchr("sntzajv", (int)kind, 7) || !take_byte(building, (char)kind) ||
		!take_value(building, &quoted) || quoted.data[0] != '"' ||
		!json_text_of(span_of(quoted.data + 1, quoted.length - 2), &name,
			&building->builder->arena))
		return damaged(building);
	if (twin)
		take_value(building, &was);
	if (!take_byte(building, '>'))
		return damaged(building);
	return twin ? fill_twin(building, kind, name, was) : fill_gap(building, kind, name);
}

static bool
fill_shape(struct building *building)
{
	while (building->rest.length) {
		size_t length = 0;
		struct span rest = building->rest;
		while (length < rest.length && rest.data[length] != '<' && rest.data[length] != '"')
			length++;
		if (length < rest.length && rest.data[length] == '"') {
			size_t string = json_extent(
				span_of(rest.data + length, rest.length - length));
			if (!string)
				return damaged(building);
			length += string;
		}
		buffer_add(building->object, span_of(rest.data, length));
		building->rest = span_of(rest.data + length, rest.length - length);
		if (take_byte(building, '<') && !read_mark(building))
			return false;
	}
	return true;
}

static void
add_top_gaps(struct building *building, const struct api_twin *list, bool twins)
{
	struct buffer *shape = &building->builder->shape;
	size_t count = record_field_count(building->record);
	for (; list->key_z; list++) {
		struct span name = span_from_z(list->column_z);
		size_t i = 0;
		while (i < count && !span_equal(record_field_name(building->record, i), name))
			i++;
		if (i == count)
			continue;
		buffer_add_z(shape, shape->length > 1 ? "," : "");
		json_add_text(shape, span_from_z(list->key_z));
		buffer_add_format(shape, ":<%s%c", twins ? "=" : "", (char)list->kind);
		json_add_text(shape, name);
		buffer_add_byte(shape, '>');
	}
}

/* The shape of a record that came from elsewhere. */
static void
make_shape(struct building *building)
{
	struct buffer *shape = &building->builder->shape;
	buffer_clear(shape);
	buffer_add_byte(shape, '{');
	add_top_gaps(building, api_twins, true);
	add_top_gaps(building, only_at_top, false);
	buffer_add_format(shape, "%s\"profile\":[<+>]}", shape->length > 1 ? "," : "");
	building->rest = buffer_span(shape);
	building->made_shape = true;
}

static bool
find_shape(struct building *building)
{
	struct record *record = building->record;
	size_t count = record_field_count(record);
	for (size_t i = 0; i < count; i++) {
		if (!span_equal_z(record_field_name(record, i), API_SHAPE_COLUMN))
			continue;
		if (!record_field_text(record, i, &building->rest))
			return false;
		if (building->rest.length)
			return true;
	}
	make_shape(building);
	return true;
}

/* A shape that was edited must not pass. */
static bool
check_object(struct building *building, size_t start)
{
	struct buffer *object = building->object;
	struct defect defect;
	buffer_reserve(object, JSON_PADDING);
	memset(object->data + object->length, 0, JSON_PADDING);
	struct span made = span_of(object->data + start, object->length - start);
	return json_scan(made, &building->builder->members, &defect) || damaged(building);
}

bool
api_build(struct api_builder *builder, struct record *record, struct buffer *object)
{
	struct building building = {builder, record, object, {"", 0}, 0, false, false};
	size_t start = object->length, count = record_field_count(record);
	arena_clear(&builder->arena);
	builder->hint = 0;
	if (count > builder->used_capacity) {
		builder->used = memory_resized(builder->used, count, sizeof(*builder->used));
		builder->used_capacity = count;
	}
	if (count)
		memset(builder->used, 0, count * sizeof(*builder->used));
	if (find_shape(&building) && fill_shape(&building) && insert_others(&building) &&
		check_object(&building, start))
		return true;
	object->length = start;
	return false;
}

void
api_builder_free(struct api_builder *builder)
{
	free(builder->used);
	buffer_free(&builder->shape);
	buffer_free(&builder->others);
	json_members_free(&builder->members);
	arena_free(&builder->arena);
	*builder = (struct api_builder){0};
}

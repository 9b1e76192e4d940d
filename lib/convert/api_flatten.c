/* api_flatten.c - see api_flatten.h */
#include "convert/api_flatten.h"

#include "cli/memory.h"
#include "convert/json_extent.h"
#include "format/json_text.h"

#include <stdlib.h>

/* A value of the object; where its text is in it. */
struct api_gap {
	struct span name; /* of its column */
	struct span raw;
	enum api_kind kind;
	enum {
		GAP_PROFILE,
		GAP_TOP,
		GAP_TWIN,          /* has no column: another one's says the same */
		GAP_END_OF_PROFILE /* no value: behind the last entry */
	} place;
};

static void
add_gap(struct api_flattener *flattener, const struct api_gap *gap)
{
	if (flattener->count == flattener->capacity) {
		flattener->capacity = flattener->capacity ? flattener->capacity * 2 : 64;
		flattener->gaps = memory_resized(
			flattener->gaps, flattener->capacity, sizeof(*flattener->gaps));
	}
	flattener->gaps[flattener->count++] = *gap;
}

static struct span
value_of(struct span text, const struct json_member *member)
{
	return span_of(text.data + member->value_start, member->value_end - member->value_start);
}

static bool
name_of(struct span text, const struct json_member *member, struct span *name, struct arena *arena)
{
	struct span escaped = span_of(
		text.data + member->key_start, member->key_end - member->key_start);
	return json_text_of(escaped, name, arena);
}

/* An entry of the profile with a name and a value; any other has no gap. */
static bool
take_entry(struct api_flattener *flattener, struct span text, struct defect *defect)
{
	struct api_gap gap = {.place = GAP_PROFILE};
	struct defect within;
	size_t values = 0;
	if (text.data[0] != '{' || !json_scan(text, &flattener->entry, &within))
		return true;
	for (size_t i = 0; i < flattener->entry.count; i++) {
		const struct json_member *member = &flattener->entry.list[i];
		struct span key, value = value_of(text, member);
		if (!name_of(text, member, &key, &flattener->arena))
			continue;
		if (span_equal_z(key, "value")) {
			gap.raw = value;
			values++;
		}
		if (span_equal_z(key, "name") && value.data[0] == '"' &&
			!json_text_of(span_of(value.data + 1, value.length - 2), &gap.name,
				&flattener->arena))
			return defect_set(defect, 0, "a name in \"profile\" has no text");
	}
	if (values > 1)
		return defect_set(defect, 0, "an entry of \"profile\" has two values");
	if (gap.name.length && gap.raw.length)
		add_gap(flattener, &gap);
	return true;
}

/* The elements of the array `profile`, which json_scan found to be JSON. */
static bool
take_profile(struct api_flattener *flattener, struct span array, struct defect *defect)
{
	size_t at = 1;
	bool empty = true;
	for (;;) {
		at += json_space_length(span_of(array.data + at, array.length - at));
		if (array.data[at] == ']')
			break;
		if (array.data[at] == ',') {
			at++;
			continue;
		}
		struct span rest = span_of(array.data + at, array.length - at);
		size_t length = json_extent(rest);
		if (!take_entry(flattener, span_of(rest.data, length), defect))
			return false;
		at += length;
		empty = false;
	}
	struct api_gap end = {
		.raw = span_of(array.data + at, 0),
		.name = span_from_z(empty ? "" : ","),
		.place = GAP_END_OF_PROFILE,
	};
	add_gap(flattener, &end);
	return true;
}

static struct api_gap *
find_in_profile(struct api_flattener *flattener, struct span name)
{
	for (size_t i = 0; i < flattener->count; i++) {
		struct api_gap *gap = &flattener->gaps[i];
		if (gap->place == GAP_PROFILE && span_equal(gap->name, name))
			return gap;
	}
	return NULL;
}

static struct span
marked_name(struct span name, struct arena *arena)
{
	char *marked = arena_take(arena, name.length + 4);
	memcpy(marked, "api_", 4);
	memcpy(marked + 4, name.data, name.length);
	return span_of(marked, name.length + 4);
}

/* Which column a value at the top is: a native one, one in the profile, or its own. */
static void
name_top_value(struct api_flattener *flattener, struct api_gap *gap)
{
	const struct api_twin *twin = api_twin_of(gap->name);
	struct span name = twin ? span_from_z(twin->column_z) : gap->name;
	const struct api_gap *other = find_in_profile(flattener, name);
	if (!other) {
		gap->name = name;
		return;
	}
	struct span texts[2];
	if (twin && api_text_of(gap->raw, gap->kind, &texts[0], &flattener->arena) &&
		api_text_of(other->raw, other->kind, &texts[1], &flattener->arena) &&
		api_same_text(twin->kind, texts[0], texts[1])) {
		gap->place = GAP_TWIN;
		gap->kind = twin->kind;
		gap->name = name;
		return;
	}
	gap->name = marked_name(gap->name, &flattener->arena);
	flattener->contradictions += twin != NULL;
}

static bool
find_gaps(struct api_flattener *flattener, const struct json_object *object, struct defect *defect)
{
	struct span text = object->text;
	for (size_t i = 0; i < object->members->count; i++) {
		const struct json_member *member = &object->members->list[i];
		struct api_gap gap = {.place = GAP_TOP, .raw = value_of(text, member)};
		if (!name_of(text, member, &gap.name, &flattener->arena))
			return defect_set(defect, 0, "a key has no text");
		if (!span_equal_z(gap.name, "profile") || gap.raw.data[0] != '[')
			add_gap(flattener, &gap);
		else if (!take_profile(flattener, gap.raw, defect))
			return false;
	}
	for (size_t i = 0; i < flattener->count; i++)
		if (flattener->gaps[i].raw.length)
			flattener->gaps[i].kind = api_kind_of(
				flattener->gaps[i].raw, &flattener->arena);
	for (size_t i = 0; i < flattener->count; i++)
		if (flattener->gaps[i].place == GAP_TOP)
			name_top_value(flattener, &flattener->gaps[i]);
	return true;
}

/* No two values may be one column; an object has some 60, so each is compared with each. */
static bool
check_names(const struct api_flattener *flattener, struct defect *defect)
{
	for (size_t i = 0; i < flattener->count; i++) {
		const struct api_gap *gap = &flattener->gaps[i];
		if (gap->place > GAP_TOP)
			continue;
		bool taken = span_equal_z(gap->name, API_SHAPE_COLUMN);
		for (size_t j = 0; j < i && !taken; j++)
			taken = flattener->gaps[j].place <= GAP_TOP &&
				span_equal(flattener->gaps[j].name, gap->name);
		if (taken)
			return defect_set(defect, 0,
				"two values would be the column \"%.*s\"; this contact cannot be "
				"made flat",
				SPAN_ARGUMENTS(gap->name));
	}
	return true;
}

static void
add_mark(struct buffer *shape, const struct api_gap *gap)
{
	buffer_add_byte(shape, '<');
	if (gap->place == GAP_END_OF_PROFILE) {
		buffer_add_byte(shape, '+');
		buffer_add(shape, gap->name);
	} else {
		if (gap->place == GAP_TWIN)
			buffer_add_byte(shape, '=');
		buffer_add_byte(shape, (char)gap->kind);
		json_add_text(shape, gap->name);
		if (gap->place == GAP_TWIN)
			buffer_add(shape, gap->raw);
	}
	buffer_add_byte(shape, '>');
}

static void
make_shape(struct api_flattener *flattener, struct span text)
{
	const char *copied = text.data;
	buffer_clear(&flattener->shape);
	for (size_t i = 0; i < flattener->count; i++) {
		const struct api_gap *gap = &flattener->gaps[i];
		buffer_add(&flattener->shape, span_of(copied, (size_t)(gap->raw.data - copied)));
		add_mark(&flattener->shape, gap);
		copied = gap->raw.data + gap->raw.length;
	}
	buffer_add(&flattener->shape, span_of(copied, (size_t)(text.data + text.length - copied)));
}

static void
add_columns(const struct api_flattener *flattener, int place, struct buffer *line)
{
	for (size_t i = 0; i < flattener->count; i++) {
		const struct api_gap *gap = &flattener->gaps[i];
		if ((int)gap->place != place)
			continue;
		if (line->data[line->length - 1] != '{')
			buffer_add_byte(line, ',');
		json_add_text(line, gap->name);
		buffer_add_byte(line, ':');
		buffer_add(line, gap->raw);
	}
}

bool
api_flatten(struct api_flattener *flattener, const struct json_object *object, bool with_shape,
	struct buffer *line)
{
	struct defect *defect = &object->record->defect;
	arena_clear(&flattener->arena);
	flattener->count = 0;
	if (!find_gaps(flattener, object, defect) || !check_names(flattener, defect))
		return false;
	buffer_add_byte(line, '{');
	add_columns(flattener, GAP_PROFILE, line);
	add_columns(flattener, GAP_TOP, line);
	if (with_shape) {
		make_shape(flattener, object->text);
		json_add_member(line, API_SHAPE_COLUMN, buffer_span(&flattener->shape));
	}
	buffer_add_z(line, "}\n");
	return true;
}

void
api_flattener_free(struct api_flattener *flattener)
{
	free(flattener->gaps);
	json_members_free(&flattener->entry);
	buffer_free(&flattener->shape);
	arena_free(&flattener->arena);
	*flattener = (struct api_flattener){0};
}

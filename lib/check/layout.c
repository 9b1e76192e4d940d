/* layout.c - see layout.h */
#include "check/layout.h"

#include "cli/memory.h"
#include "format/shown_text.h"

#include <stdlib.h>

#define NAME_SHOWN 80

static void
find_roles(const struct layout *layout, struct checked_column *column)
{
	column->native = NATIVE_MOST;
	for (size_t i = 0; natives[i].name_z; i++) {
		enum column_match match = columns_match(
			&layout->wanted, layout->native_columns[i].index, column->name);
		if (match == COLUMN_MATCH_NONE)
			continue;
		column->roles |= natives[i].roles;
		if (column->native == NATIVE_MOST) {
			column->native = i;
			column->exact = match == COLUMN_MATCH_EXACT;
		}
	}
	for (size_t i = layout->keys.count; i--;)
		if (columns_match(&layout->wanted, layout->keys.list[i].index, column->name)) {
			column->roles |= ROLE_KEY | ROLE_ID | ROLE_TEXT;
			column->key = i;
		}
	if (column->native == NATIVE_MOST && !(column->roles & ROLE_KEY))
		column->roles |= ROLE_UNNATIVE;
	column->dates.by_name = column->roles & ROLE_DATE;
	column->dates.settled = !column->dates.by_name && !(column->roles & ROLE_UNNATIVE);
}

static struct checked_column *
find_column(struct layout *layout, struct span name, const struct place *place)
{
	bool added;
	uint32_t number = *span_map_add(&layout->numbers, name, (uint32_t)layout->count, &added);
	if (!added)
		return layout->list[number];
	if (layout->count == layout->capacity) {
		layout->capacity = layout->capacity ? layout->capacity * 2 : 32;
		layout->list = memory_resized(
			layout->list, layout->capacity, sizeof(struct checked_column *));
	}
	struct checked_column *column = memory_zeroed(1, sizeof(*column));
	column->name = span_map_key(&layout->numbers, name);
	column->first.place = *place;
	find_roles(layout, column);
	if (column->native != NATIVE_MOST)
		layout->native_seen[column->native] = true;
	layout->list[layout->count++] = column;
	return column;
}

static bool
is_fitted(const struct layout *layout, const struct span *names, size_t count)
{
	if (layout->field_count != count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!span_equal(names[i], layout->fields[i].column->name))
			return false;
	return true;
}

static void
doubt(const struct checked_column *usual, struct checked_column *column, const struct place *place,
	struct findings *findings)
{
	if (column->doubted)
		return;
	column->doubted = true;
	struct buffer text = {0};
	buffer_add_z(&text, "both \"");
	shown_excerpt_add(&text, usual->name, NAME_SHOWN);
	buffer_add_z(&text, "\" and \"");
	shown_excerpt_add(&text, column->name, NAME_SHOWN);
	buffer_add_format(&text, "\" could be the column \"%s\"", natives[column->native].name_z);
	struct finding finding = {.place = *place, .found = buffer_span(&text)};
	findings_add(findings, KIND_AMBIGUOUS_COLUMN, &finding);
	buffer_free(&text);
}

/* One field for each native column: the one named exactly so, else the first. */
static void
settle_claims(struct layout *layout, const struct place *place, struct findings *findings)
{
	struct checked_field *chosen[NATIVE_MOST] = {0};
	for (size_t i = 0; i < layout->field_count; i++) {
		struct checked_field *field = &layout->fields[i];
		size_t native = field->column->native;
		if (native == NATIVE_MOST)
			continue;
		struct checked_field *other = chosen[native];
		if (!other || (field->column->exact && !other->column->exact)) {
			if (other)
				other->roles = ROLE_UNNATIVE;
			chosen[native] = field;
			continue;
		}
		field->roles = ROLE_UNNATIVE;
		if (!other->column->exact)
			doubt(other->column, field->column, place, findings);
	}
}

static void
find_keys(struct layout *layout)
{
	for (size_t i = 0; i < KEY_COLUMNS_MOST; i++)
		layout->key_fields[i] = NO_FIELD;
	layout->has_key = false;
	for (size_t i = 0; i < layout->field_count; i++) {
		const struct checked_field *field = &layout->fields[i];
		if (!(field->roles & ROLE_KEY))
			continue;
		layout->key_fields[field->column->key] = field->field;
		layout->has_key = true;
	}
	layout->key_seen |= layout->has_key;
}

bool
layout_begin(struct layout *layout, const char *keys_z, struct error *error)
{
	find_keys(layout); /* an object without a key fits this layout, which has none yet */
	for (size_t i = 0; natives[i].name_z; i++)
		layout->native_columns[i] = columns_want(
			&layout->wanted, span_from_z(natives[i].name_z), COLUMN_OPTIONAL);
	return key_columns_want(&layout->keys, keys_z, &layout->wanted, error);
}

void
layout_choose(struct layout *layout)
{
	static const unsigned matters = ROLE_ID | ROLE_PHONE | ROLE_TRUTH | ROLE_GROUPS | ROLE_KEY;
	if (!layout->settled)
		return;
	layout->settled = false;
	layout->looked_count = 0;
	for (size_t i = 0; i < layout->field_count; i++) {
		struct checked_field *field = &layout->fields[i];
		if (field->roles & matters || !field->column->dates.settled)
			layout->looked[layout->looked_count++] = field;
	}
}

bool
layout_fit(struct layout *layout, const struct span *names, size_t count, const struct place *place,
	struct findings *findings)
{
	if (is_fitted(layout, names, count)) {
		layout->key_seen |= layout->has_key;
		return false;
	}
	if (count > layout->field_capacity) {
		layout->fields = memory_resized(layout->fields, count, sizeof(*layout->fields));
		layout->looked = memory_resized(
			layout->looked, count, sizeof(struct checked_field *));
		layout->field_capacity = count;
	}
	for (size_t i = 0; i < count; i++) {
		struct checked_column *column = find_column(layout, names[i], place);
		layout->fields[i] = (struct checked_field){i, column, column->roles};
	}
	layout->field_count = count;
	settle_claims(layout, place, findings);
	find_keys(layout);
	layout->settled = true;
	layout_choose(layout);
	return true;
}

/* The profile's column that this one is perhaps meant to be; NULL: none. */
static const char *
meant_z(const struct layout *layout, struct span name)
{
	for (size_t i = 0; natives[i].name_z; i++)
		if (natives[i].profile && !layout->native_seen[i] &&
			name_is_near(name, span_from_z(natives[i].name_z)))
			return natives[i].name_z;
	return NULL;
}

void
layout_report(struct layout *layout, struct findings *findings)
{
	struct buffer text = {0};
	for (size_t i = 0; i < layout->count; i++) {
		struct checked_column *column = layout->list[i];
		if (!(column->roles & ROLE_UNNATIVE))
			continue;
		const char *meant = meant_z(layout, column->name);
		if (!meant && name_is_snake_case(column->name))
			continue;
		buffer_clear(&text);
		buffer_add_byte(&text, '"');
		shown_excerpt_add(&text, column->name, NAME_SHOWN);
		buffer_add_byte(&text, '"');
		if (meant)
			buffer_add_format(&text, " is perhaps \"%s\"", meant);
		column->first.found = buffer_span(&text);
		findings_add(findings, meant ? KIND_MISSPELLED_COLUMN : KIND_UNKNOWN_COLUMN,
			&column->first);
	}
	buffer_free(&text);
}

void
layout_free(struct layout *layout)
{
	for (size_t i = 0; i < layout->count; i++) {
		struct checked_column *column = layout->list[i];
		date_column_free(&column->dates);
		id_digits_free(&column->ids);
		repeats_free(&column->repeats);
		free(column);
	}
	free(layout->list);
	free(layout->fields);
	free(layout->looked);
	span_map_free(&layout->numbers);
	columns_free(&layout->wanted);
	*layout = (struct layout){0};
}

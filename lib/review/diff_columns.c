/* diff_columns.c - see diff_columns.h */
#include "review/diff_columns.h"

#include "cli/memory.h"
#include "cli/nearest.h"

#include <stdlib.h>

/* As columns.h matches names. */
static struct span
loose_name(struct buffer *loose, struct span name)
{
	buffer_clear(loose);
	for (size_t i = 0; i < name.length; i++) {
		char c = name.data[i];
		if (c == ' ' || c == '_' || c == '-')
			continue;
		buffer_add_byte(loose, c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c);
	}
	return loose->length ? buffer_span(loose) : name;
}

void
diff_columns_begin(struct diff_columns *columns, struct columns *roles, const struct span *ignored,
	size_t count)
{
	columns->roles = roles;
	columns->active = columns_want(roles, span_from_z("active"), COLUMN_OPTIONAL);
	columns->phone_valid = columns_want(roles, span_from_z("phone_valid"), COLUMN_OPTIONAL);
	columns->group_list = columns_want(roles, span_from_z("group_list"), COLUMN_OPTIONAL);
	columns->ignored_names = ignored;
	columns->ignored_count = count;
	for (size_t i = 0; i < count; i++)
		span_map_add(&columns->ignored, loose_name(&columns->loose, ignored[i]), 0, NULL);
}

static enum diff_kind
kind_of(const struct diff_columns *columns, struct span name)
{
	if (columns_match(columns->roles, columns->group_list.index, name))
		return DIFF_GROUPS;
	if (columns_match(columns->roles, columns->active.index, name) ||
		columns_match(columns->roles, columns->phone_valid.index, name))
		return DIFF_TRUTH;
	return DIFF_TEXT;
}

static uint32_t
find_column(struct diff_columns *columns, struct span name)
{
	const uint32_t *known = span_map_find(&columns->by_name, name);
	if (known)
		return *known;
	struct span loose = loose_name(&columns->loose, name);
	bool added;
	uint32_t number = *span_map_add(
		&columns->by_loose_name, loose, (uint32_t)columns->count, &added);
	span_map_add(&columns->by_name, name, number, NULL);
	if (!added)
		return number;
	if (columns->count == columns->capacity) {
		columns->capacity = columns->capacity ? columns->capacity * 2 : 32;
		columns->list = memory_resized(
			columns->list, columns->capacity, sizeof(*columns->list));
	}
	uint32_t *ignored = span_map_find(&columns->ignored, loose);
	if (ignored)
		*ignored = 1;
	columns->list[columns->count++] = (struct diff_column){
		.name = span_map_key(&columns->by_name, name),
		.kind = kind_of(columns, name),
		.ignored = ignored != NULL,
	};
	return number;
}

static bool
fit_field(struct diff_columns *columns, const struct diff_fit *fit, size_t field,
	const struct span *names, const char *place_z, struct error *error)
{
	struct diff_column *column = &columns->list[fit->columns[field]];
	if (column->fitted == columns->fits) {
		size_t other = 0;
		while (fit->columns[other] != fit->columns[field])
			other++;
		return error_set(error, STATUS_BAD_DATA,
			"%s: both \"%.*s\" and \"%.*s\" could be the column \"%.*s\"; rename one, "
			"or leave them out with --ignore",
			place_z, SPAN_ARGUMENTS(names[other]), SPAN_ARGUMENTS(names[field]),
			SPAN_ARGUMENTS(column->name));
	}
	column->fitted = columns->fits;
	return true;
}

static bool
take_column(struct diff_column *column, enum diff_side_number side, const char *place_z,
	struct error *error)
{
	if (!column->has[side] && column->passed_over)
		return error_set(error, STATUS_BAD_DATA,
			"%s: \"%.*s\" is met here for the first time, when %llu contact%s had been "
			"compared without it; give it to the first objects too (null will do), or "
			"leave it out with --ignore",
			place_z, SPAN_ARGUMENTS(column->name),
			(unsigned long long)column->passed_over,
			column->passed_over == 1 ? "" : "s");
	column->has[side] = true;
	return true;
}

bool
diff_columns_fit(struct diff_columns *columns, struct diff_fit *fit, enum diff_side_number side,
	const struct span *names, size_t count, const char *place_z, struct error *error)
{
	if (count > fit->capacity) {
		fit->columns = memory_resized(fit->columns, count, sizeof(*fit->columns));
		fit->capacity = count;
	}
	fit->count = count;
	fit->fitted = true;
	columns->fits++;
	for (size_t i = 0; i < count; i++) {
		fit->columns[i] = find_column(columns, names[i]);
		struct diff_column *column = &columns->list[fit->columns[i]];
		if (column->ignored)
			fit->columns[i] = DIFF_NO_COLUMN;
		else if (!fit_field(columns, fit, i, names, place_z, error) ||
			 !take_column(column, side, place_z, error))
			return false;
	}
	return true;
}

bool
diff_columns_check_ignored(const struct diff_columns *columns, struct error *error)
{
	struct buffer scratch = {0};
	struct span missing = {NULL, 0};
	for (size_t i = 0; i < columns->ignored_count && !missing.data; i++) {
		struct span loose = loose_name(&scratch, columns->ignored_names[i]);
		if (!*span_map_find(&columns->ignored, loose))
			missing = columns->ignored_names[i];
	}
	buffer_free(&scratch);
	if (!missing.data)
		return true;
	struct span *names = memory_zeroed(columns->count, sizeof(*names));
	for (size_t i = 0; i < columns->count; i++)
		names[i] = columns->list[i].name;
	struct span nearest = nearest_of(missing, names, columns->count);
	free(names);
	return error_set(error, STATUS_BAD_DATA,
		"--ignore: neither file has a column \"%.*s\"%s%.*s%s", SPAN_ARGUMENTS(missing),
		nearest.length ? "; the nearest is \"" : "", SPAN_ARGUMENTS(nearest),
		nearest.length ? "\"" : "");
}

void
diff_fit_free(struct diff_fit *fit)
{
	free(fit->columns);
	*fit = (struct diff_fit){0};
}

void
diff_columns_free(struct diff_columns *columns)
{
	free(columns->list);
	span_map_free(&columns->by_name);
	span_map_free(&columns->by_loose_name);
	span_map_free(&columns->ignored);
	buffer_free(&columns->loose);
	*columns = (struct diff_columns){0};
}

/* columns.c - see columns.h */
#include "record/columns.h"

#include "cli/memory.h"
#include "cli/nearest.h"
#include "format/shown_text.h"

#include <stdlib.h>
#include <string.h>

#define HEADER_SHOWN 60 /* bytes of a header that is one name */

void
columns_map(struct columns *columns, struct span role, struct span name)
{
	columns->mapped = memory_resized(
		columns->mapped, columns->mapped_count + 1, sizeof(*columns->mapped));
	columns->mapped[columns->mapped_count++] = (struct column_mapping){
		.role_z = memory_copied_z(role.data, role.length),
		.name_z = memory_copied_z(name.data, name.length),
	};
}

struct column_mapping *
columns_find_mapping(const struct columns *columns, struct span role)
{
	for (size_t i = 0; i < columns->mapped_count; i++)
		if (span_equal_z(role, columns->mapped[i].role_z))
			return &columns->mapped[i];
	return NULL;
}

static struct span
mapped_name(const struct columns *columns, struct span name)
{
	struct column_mapping *mapping = columns_find_mapping(columns, name);
	if (!mapping)
		return name;
	mapping->used = true;
	return span_from_z(mapping->name_z);
}

static void
require(struct columns *columns, size_t index)
{
	columns->required = memory_resized(
		columns->required, columns->required_count + 1, sizeof(*columns->required));
	columns->required[columns->required_count++] = index;
	columns->list[index].need = COLUMN_REQUIRED;
}

static size_t
find_or_add(struct columns *columns, struct span sought)
{
	for (size_t i = 0; i < columns->count; i++)
		if (span_equal_z(sought, columns->list[i].sought_z))
			return i;
	columns->list = memory_resized(columns->list, columns->count + 1, sizeof(*columns->list));
	columns->list[columns->count] = (struct wanted_column){
		.sought_z = memory_copied_z(sought.data, sought.length),
		.need = COLUMN_OPTIONAL,
	};
	return columns->count++;
}

struct column
columns_want(struct columns *columns, struct span name, enum column_need need)
{
	size_t index = find_or_add(columns, mapped_name(columns, name));
	if (need == COLUMN_REQUIRED)
		require(columns, index);
	return (struct column){index};
}

static bool
is_ignored(char c)
{
	return c == ' ' || c == '_' || c == '-';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool
column_names_alike(struct span a, struct span b)
{
	size_t i = 0, j = 0;
	for (;;) {
		while (i < a.length && is_ignored(a.data[i]))
			i++;
		while (j < b.length && is_ignored(b.data[j]))
			j++;
		if (i == a.length || j == b.length)
			return i == a.length && j == b.length;
		if (lower(a.data[i++]) != lower(b.data[j++]))
			return false;
	}
}

/* What it is natively, as far as --column tells. */
static struct span
role_of_name(const struct columns *columns, struct span name)
{
	for (size_t i = 0; i < columns->mapped_count; i++)
		if (column_names_alike(span_from_z(columns->mapped[i].name_z), name))
			return span_from_z(columns->mapped[i].role_z);
	return name;
}

bool
columns_alike(const struct columns *columns, struct span a, struct span b)
{
	return column_names_alike(role_of_name(columns, a), role_of_name(columns, b));
}

static bool
refuse_second_name(const struct column_mapping *first, const struct column_mapping *second,
	struct error *error)
{
	return error_set(error, STATUS_USAGE,
		"--column gives %s two names, \"%s\" and \"%s\"; leave one out", first->role_z,
		first->name_z, second->name_z);
}

bool
columns_check_mapping(const struct columns *columns, struct error *error)
{
	static const struct span active = {"active", 6};
	const struct column_mapping *own = columns_find_mapping(columns, active);
	struct span mapped = own ? span_from_z(own->name_z) : active;
	for (size_t i = 0; i < columns->mapped_count; i++) {
		const struct column_mapping *mapping = &columns->mapped[i];
		struct span name = span_from_z(mapping->name_z);
		bool other = !column_names_alike(span_from_z(mapping->role_z), active);
		const struct column_mapping *first = columns_find_mapping(
			columns, span_from_z(mapping->role_z));
		if (first != mapping)
			return refuse_second_name(first, mapping, error);
		if (other && (column_names_alike(name, active) || column_names_alike(name, mapped)))
			return error_set(error, STATUS_USAGE,
				"--column %s=%s: that is the column active, which nothing but "
				"set-active may change",
				mapping->role_z, mapping->name_z);
	}
	return true;
}

/* The platform's names: a script may map them for all its filters, whichever each asks for. */
static const struct span roles[] = {
	{"customer_id", 11},
	{"signalvine_id", 13},
	{"first_name", 10},
	{"last_name", 9},
	{"full_name", 9},
	{"phone", 5},
	{"email", 5},
	{"active", 6},
	{"phone_valid", 11},
	{"group_list", 10},
	{"program_phone", 13},
	{"timezone", 8},
	{"created_at", 10},
	{"last_contacted", 14},
	{"related_id", 10},
};
#define ROLE_COUNT (sizeof(roles) / sizeof(*roles))

bool
columns_check_used(const struct columns *columns, struct error *error)
{
	for (size_t i = 0; i < columns->mapped_count; i++) {
		const struct column_mapping *mapping = &columns->mapped[i];
		struct span role = span_from_z(mapping->role_z);
		bool known = mapping->used;
		for (size_t j = 0; j < ROLE_COUNT; j++)
			known = known || span_equal(role, roles[j]);
		if (known)
			continue;
		struct span nearest = nearest_of(role, roles, ROLE_COUNT);
		return error_set(error, STATUS_USAGE,
			"--column %s=%s: nothing here asks for a column \"%s\"%s%.*s%s",
			mapping->role_z, mapping->name_z, mapping->role_z,
			nearest.length ? "; the nearest is \"" : "", SPAN_ARGUMENTS(nearest),
			nearest.length ? "\"" : "");
	}
	return true;
}

enum column_match
columns_match(const struct columns *columns, size_t index, struct span name)
{
	struct span sought = span_from_z(columns->list[index].sought_z);
	if (span_equal(sought, name))
		return COLUMN_MATCH_EXACT;
	return column_names_alike(sought, name) ? COLUMN_MATCH_LOOSE : COLUMN_MATCH_NONE;
}

bool
columns_undivided(const struct span *names, size_t count)
{
	static const char delimiters[] = ";,\t|";
	for (size_t i = 0; count == 1 && i < sizeof(delimiters) - 1; i++)
		if (memchr(names[0].data, delimiters[i], names[0].length))
			return true;
	return false;
}

const char *
columns_list_hint_z(const struct span *names, size_t count)
{
	return columns_undivided(names, count) ? "; a list needs commas between its fields" : "";
}

static bool
refuse_undivided(const char *sought_z, struct span header, const char *place_z, struct error *error)
{
	struct buffer shown = {0};
	shown_excerpt_add(&shown, header, HEADER_SHOWN);
	error_set(error, STATUS_BAD_DATA,
		"%s: there is no column \"%s\"; the only one is \"%.*s\": say what stands between the "
		"fields with --delimiter",
		place_z, sought_z, SPAN_ARGUMENTS(buffer_span(&shown)));
	buffer_free(&shown);
	return false;
}

bool
columns_missing(const struct columns *columns, size_t index, const struct span *names, size_t count,
	const char *place_z, struct error *error)
{
	const char *sought_z = columns->list[index].sought_z;
	if (columns_undivided(names, count))
		return refuse_undivided(sought_z, names[0], place_z, error);
	struct span nearest = nearest_of(span_from_z(sought_z), names, count);
	if (!nearest.length)
		return error_set(error, STATUS_BAD_DATA,
			"%s: there is no column \"%s\"; name it with --column", place_z, sought_z);
	return error_set(error, STATUS_BAD_DATA,
		"%s: there is no column \"%s\"; the nearest is \"%.*s\" (name it with --column if "
		"it is meant)",
		place_z, sought_z, SPAN_ARGUMENTS(nearest));
}

static bool
find_one(struct columns *columns, size_t index, const struct span *names, size_t count, int *field,
	const char *place_z, struct error *error)
{
	enum column_match best = COLUMN_MATCH_NONE;
	*field = -1;
	for (size_t i = 0; i < count && *field < 0; i++)
		if (columns_match(columns, index, names[i]) == COLUMN_MATCH_EXACT) {
			best = COLUMN_MATCH_EXACT;
			*field = (int)i;
		}
	for (size_t i = 0; i < count && best != COLUMN_MATCH_EXACT; i++) {
		enum column_match match = columns_match(columns, index, names[i]);
		if (match == COLUMN_MATCH_LOOSE && best == match)
			return error_set(error, STATUS_BAD_DATA,
				"%s: both \"%.*s\" and \"%.*s\" could be the column \"%s\"; say "
				"which with --column",
				place_z, SPAN_ARGUMENTS(names[*field]), SPAN_ARGUMENTS(names[i]),
				columns->list[index].sought_z);
		if (match > best) {
			best = match;
			*field = (int)i;
		}
	}
	columns->list[index].seen = *field >= 0;
	if (*field < 0 && columns->list[index].need == COLUMN_REQUIRED)
		return columns_missing(columns, index, names, count, place_z, error);
	return true;
}

bool
columns_find(struct columns *columns, const struct span *names, size_t count, int *field_of,
	const char *place_z, struct error *error)
{
	for (size_t i = 0; i < columns->count; i++)
		if (!find_one(columns, i, names, count, &field_of[i], place_z, error))
			return false;
	return true;
}

void
columns_free(struct columns *columns)
{
	for (size_t i = 0; i < columns->count; i++)
		free(columns->list[i].sought_z);
	for (size_t i = 0; i < columns->mapped_count; i++) {
		free(columns->mapped[i].role_z);
		free(columns->mapped[i].name_z);
	}
	free(columns->list);
	free(columns->required);
	free(columns->mapped);
	*columns = (struct columns){0};
}

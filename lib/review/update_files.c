/* update_files.c - see update_files.h */
#include "review/update_files.h"

#include "cli/memory.h"
#include "format/csv_text.h"

#include <stdlib.h>

#define BASE_MOST 120 /* bytes of a file's name that tell its columns */

const char *
update_key_z(enum update_key key)
{
	return key == UPDATE_BY_CUSTOMER_ID ? "customer_id" : "signalvine_id";
}

static int
by_name(const void *a, const void *b)
{
	const struct update_value *first = a, *second = b;
	return span_compare(first->name, second->name);
}

static void
add_base(struct buffer *base, const struct update_set *set)
{
	static const char plain_z[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	buffer_add_z(base, "update-");
	if (set->key_column == UPDATE_BY_SIGNALVINE_ID)
		buffer_add_z(base, "by-signalvine_id-");
	for (size_t i = 0; i < set->column_count; i++) {
		struct span name = set->columns[i].name;
		if (i)
			buffer_add_byte(base, '+');
		for (size_t j = 0; j < name.length; j++)
			buffer_add_byte(base,
				name.data[j] && strchr(plain_z, name.data[j]) ? name.data[j] : '_');
	}
	if (base->length > BASE_MOST)
		base->length = BASE_MOST;
}

static size_t
new_file(struct update_files *updates, const struct update_set *set)
{
	struct buffer base = {0};
	add_base(&base, set);
	struct span stem = buffer_span(&base);
	char *name_z = text_formatted_z("%.*s.csv", SPAN_ARGUMENTS(stem));
	for (unsigned number = 2; approval_files_has(updates->files, name_z); number++) {
		free(name_z);
		name_z = text_formatted_z("%.*s-%u.csv", SPAN_ARGUMENTS(stem), number);
	}
	size_t file = approval_files_new(updates->files, name_z);
	free(name_z);
	buffer_free(&base);
	return file;
}

static bool
new_part(struct update_files *updates, size_t number, struct error *error)
{
	struct update_set *set = &updates->sets[number];
	updates->parts = memory_resized(
		updates->parts, updates->part_count + 1, sizeof(*updates->parts));
	set->part = updates->part_count++;
	struct update_part *part = &updates->parts[set->part];
	*part = (struct update_part){.set = number, .file = new_file(updates, set)};
	return approval_files_add(updates->files, part->file, buffer_span(&set->header), error);
}

static void
make_header(struct update_set *set)
{
	buffer_add_z(&set->header, update_key_z(set->key_column));
	for (size_t i = 0; i < set->column_count; i++) {
		buffer_add_byte(&set->header, ',');
		csv_add_field(&set->header, set->columns[i].name, ',', false, false);
	}
	buffer_add_byte(&set->header, '\n');
}

static bool
new_set(struct update_files *updates, const struct update_row *row, struct error *error)
{
	updates->sets = memory_resized(
		updates->sets, updates->set_count + 1, sizeof(*updates->sets));
	struct update_set *set = &updates->sets[updates->set_count];
	*set = (struct update_set){
		.key_column = row->key_column,
		.columns = memory_zeroed(row->count, sizeof(*set->columns)),
		.column_count = row->count,
	};
	for (size_t i = 0; i < row->count; i++)
		set->columns[i] = (struct update_value){
			.name = arena_copy(&updates->names, row->values[i].name),
			.native = row->values[i].native,
		};
	make_header(set);
	return new_part(updates, updates->set_count++, error);
}

static bool
find_set(struct update_files *updates, const struct update_row *row, size_t *set,
	struct error *error)
{
	struct buffer *signature = &updates->line;
	bool added;
	buffer_clear(signature);
	buffer_add_byte(signature, (char)('0' + row->key_column));
	for (size_t i = 0; i < row->count; i++) {
		buffer_add_byte(signature, '\0'); /* is in no name */
		buffer_add(signature, row->values[i].name);
	}
	*set = *span_map_add(
		&updates->by_columns, buffer_span(signature), (uint32_t)updates->set_count, &added);
	return !added || new_set(updates, row, error);
}

static void
make_line(struct buffer *line, const struct update_row *row)
{
	buffer_clear(line);
	csv_add_field(line, row->key, ',', false, false);
	for (size_t i = 0; i < row->count; i++) {
		buffer_add_byte(line, ',');
		csv_add_field(line, row->values[i].text, ',', false, false);
	}
	buffer_add_byte(line, '\n');
}

static bool
has_room(const struct update_files *updates, const struct update_set *set, size_t length)
{
	const struct update_part *part = &updates->parts[set->part];
	return updates->files->list[part->file].size + length < updates->max_size;
}

bool
update_files_add(
	struct update_files *updates, struct update_row *row, size_t *part, struct error *error)
{
	size_t number;
	qsort(row->values, row->count, sizeof(*row->values), by_name);
	if (!find_set(updates, row, &number, error))
		return false;
	make_line(&updates->line, row);
	struct span line = buffer_span(&updates->line);
	if (updates->sets[number].header.length + line.length >= updates->max_size)
		return error_set(error, STATUS_USAGE,
			"the update of %.*s alone is larger than --max-size allows; say another",
			SPAN_ARGUMENTS(span_excerpt(row->key, 80)));
	if (!has_room(updates, &updates->sets[number], line.length) &&
		!new_part(updates, number, error))
		return false;
	*part = updates->sets[number].part;
	updates->parts[*part].contacts++;
	return approval_files_add(updates->files, updates->parts[*part].file, line, error);
}

const char *
update_part_name_z(const struct update_files *updates, const struct update_part *part)
{
	return updates->files->list[part->file].name_z;
}

void
update_files_free(struct update_files *updates)
{
	for (size_t i = 0; i < updates->set_count; i++) {
		free(updates->sets[i].columns);
		buffer_free(&updates->sets[i].header);
	}
	free(updates->sets);
	free(updates->parts);
	span_map_free(&updates->by_columns);
	arena_free(&updates->names);
	buffer_free(&updates->line);
	*updates = (struct update_files){0};
}

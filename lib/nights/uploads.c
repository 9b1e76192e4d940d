/* uploads.c - see uploads.h */
#include "nights/uploads.h"

#include "cli/memory.h"
#include "io/path.h"
#include "nights/fate.h"
#include "nights/night_lines.h"
#include "record/list.h"
#include "record/table.h"

#include <stdlib.h>

/* An update file that was uploaded, or what an approval left to be done by hand. */
struct uploaded_file {
	size_t run;
	bool manual;
	char *path_z;
	char *at_z; /* when: such times are in the order of their bytes */
};

struct gathering {
	struct uploads *uploads;
	const struct run_list *runs;
	const char *program_z;
	struct columns *columns;
	struct uploaded_file *files;
	size_t file_count;
};

static bool
is_meant(const struct gathering *gathering, size_t i)
{
	const struct listed_run *run = &gathering->runs->list[i];
	return run->state == RUN_PROPOSED && strcmp(run->program_z, gathering->program_z) == 0;
}

static void
add_file(struct gathering *gathering, const struct uploaded_file *file, const char *at_z)
{
	gathering->files = memory_resized(
		gathering->files, gathering->file_count + 1, sizeof(*gathering->files));
	gathering->files[gathering->file_count] = *file;
	gathering->files[gathering->file_count++].at_z = memory_copied_z(at_z, strlen(at_z));
}

/* What is done by hand is not noted: it may be done from the approval on. */
static bool
find_manual(struct gathering *gathering, size_t run, const struct approval *approval,
	struct error *error)
{
	if (!approval->at_z)
		return true;
	struct uploaded_file file = {.run = run, .manual = true};
	file.path_z = text_formatted_z("%s/%s", gathering->runs->list[run].path_z, APPROVAL_MANUAL);
	bool there;
	bool well = path_exists(file.path_z, &there, error);
	if (there)
		add_file(gathering, &file, approval->at_z);
	else
		free(file.path_z);
	return well;
}

static bool
find_files(struct gathering *gathering, size_t run, struct error *error)
{
	struct fate fate = {0};
	const char *folder_z = gathering->runs->list[run].path_z;
	bool well = fate_read(&fate, folder_z, error);
	for (size_t i = 0; well && i < fate.approval.part_count; i++) {
		const struct approval_part *part = &fate.approval.parts[i];
		const char *at_z = approval_uploads_at_z(&fate.uploads, part->name_z);
		if (!at_z)
			continue;
		struct uploaded_file file = {.run = run};
		file.path_z = approval_part_path_z(part, folder_z, error);
		well = file.path_z != NULL;
		if (well)
			add_file(gathering, &file, at_z);
	}
	well = well && find_manual(gathering, run, &fate.approval, error);
	fate_free(&fate);
	return well;
}

static int
by_time(const void *a, const void *b)
{
	const struct uploaded_file *first = a, *second = b;
	int order = strcmp(first->at_z, second->at_z);
	if (order == 0)
		order = (first->run > second->run) - (first->run < second->run);
	return order ? order : strcmp(first->path_z, second->path_z);
}

static bool
key_number(struct gathering *gathering, struct span name, const char *path_z, size_t *key,
	struct error *error)
{
	struct key_columns *keys = &gathering->uploads->keys;
	for (*key = 0; *key < keys->count; ++*key)
		if (columns_match(gathering->columns, keys->list[*key].index, name))
			return true;
	if (keys->count == KEY_COLUMNS_MOST)
		return error_set(error, STATUS_BAD_DATA,
			"%s: the key column is %.*s, and earlier update files have %d others",
			path_z, SPAN_ARGUMENTS(span_excerpt(name, 80)), KEY_COLUMNS_MOST);
	keys->list[keys->count++] = columns_want(gathering->columns, name, COLUMN_OPTIONAL);
	return true;
}

static uint32_t
field_number(struct gathering *gathering, struct span name)
{
	struct uploads *uploads = gathering->uploads;
	for (size_t i = 0; i < uploads->field_count; i++)
		if (columns_match(gathering->columns, uploads->fields[i].column.index, name))
			return (uint32_t)i;
	uploads->fields = memory_resized(
		uploads->fields, uploads->field_count + 1, sizeof(*uploads->fields));
	uploads->fields[uploads->field_count] = (struct upload_field){
		.name = arena_copy(&uploads->texts, name),
		.column = columns_want(gathering->columns, name, COLUMN_OPTIONAL),
		.role = role_of_column(gathering->columns, name),
	};
	return (uint32_t)uploads->field_count++;
}

static void
add(struct uploads *uploads, size_t key_column, struct span key, const struct upload *upload)
{
	if (uploads->count + 2 > uploads->capacity) {
		uploads->capacity = uploads->capacity ? uploads->capacity * 2 : 64;
		uploads->list = memory_resized(
			uploads->list, uploads->capacity, sizeof(*uploads->list));
	}
	uint32_t number = (uint32_t)++uploads->count;
	uint32_t *last = span_map_add(&uploads->by_key[key_column], key, 0, NULL);
	uploads->list[number] = *upload;
	uploads->list[number].next = *last;
	*last = number;
}

static bool
read_file(struct gathering *gathering, const struct uploaded_file *file, struct error *error)
{
	struct uploads *uploads = gathering->uploads;
	struct table table = {0};
	size_t key = 0;
	bool well = table_read(&table, file->path_z, error) &&
		    key_number(gathering, table.names[0], file->path_z, &key, error);
	uint32_t *fields = memory_zeroed(table.column_count + 1, sizeof(*fields));
	for (size_t i = 1; well && i < table.column_count; i++)
		fields[i] = field_number(gathering, table.names[i]);
	for (size_t row = 0; well && row < table.row_count; row++)
		for (size_t i = 1; i < table.column_count; i++) {
			struct upload upload = {
				.field = fields[i],
				.run = (uint32_t)file->run,
				.text = arena_copy(&uploads->texts, table_cell(&table, row, i)),
			};
			add(uploads, key, table_cell(&table, row, 0), &upload);
		}
	free(fields);
	table_free(&table);
	return well;
}

/* Of `active` nobody can tell whether it was done by hand, or opted out itself. */
static bool
is_ours(struct span column)
{
	return column.length && !column_names_alike(column, span_from_z("active"));
}

static bool
read_manual(struct gathering *gathering, const struct uploaded_file *file, struct error *error)
{
	static const struct span names[] = {
		{"customer_id", 11}, {"signalvine_id", 13}, {"column", 6}, {"to", 2}};
	struct uploads *uploads = gathering->uploads;
	struct list *list = list_read(file->path_z, names, sizeof(names) / sizeof(*names), error);
	bool well = list != NULL;
	for (size_t row = 0; well && row < list->count; row++) {
		size_t id = list_text(list, row, 0).length ? 0 : 1, key;
		struct span column = list_text(list, row, 2), text = list_text(list, row, 3);
		if (!list_text(list, row, id).length || !is_ours(column))
			continue;
		struct upload upload = {
			.field = field_number(gathering, column),
			.run = (uint32_t)file->run,
			.text = arena_copy(&uploads->texts, text),
		};
		well = key_number(gathering, names[id], file->path_z, &key, error);
		if (well)
			add(uploads, key, list_text(list, row, id), &upload);
	}
	list_free(list);
	return well;
}

/* A value that the export of run `shown` confirmed. */
static void
take_confirmed(struct gathering *gathering, const struct night_line *line, size_t shown)
{
	struct uploads *uploads = gathering->uploads;
	for (size_t i = 0; i < uploads->keys.count; i++) {
		if (!columns_match(
			    gathering->columns, uploads->keys.list[i].index, line->key_field))
			continue;
		uint32_t number = uploads_find(uploads, i, line->key);
		for (; number; number = uploads->list[number].next) {
			struct upload *upload = &uploads->list[number];
			const struct upload_field *field = &uploads->fields[upload->field];
			if (span_equal_z(line->run, gathering->runs->list[upload->run].name_z) &&
				columns_match(
					gathering->columns, field->column.index, line->field) &&
				!upload->shown)
				upload->shown = (uint32_t)shown + 1;
		}
	}
}

static bool
read_confirmed(struct gathering *gathering, size_t run, struct error *error)
{
	struct night_lines lines = {0};
	bool well = night_lines_open(
		&lines, gathering->runs->list[run].path_z, CONFIRMED_FILE, error);
	while (well && lines.more) {
		take_confirmed(gathering, &lines.line, run);
		well = night_lines_advance(&lines, error);
	}
	night_lines_close(&lines);
	return well;
}

bool
uploads_read(struct uploads *uploads, const struct run_list *runs, const char *program_z,
	struct columns *columns, struct error *error)
{
	struct gathering gathering = {
		.uploads = uploads, .runs = runs, .program_z = program_z, .columns = columns};
	bool well = true;
	for (size_t i = 0; well && i < runs->count; i++)
		well = !is_meant(&gathering, i) || find_files(&gathering, i, error);
	if (gathering.file_count)
		qsort(gathering.files, gathering.file_count, sizeof(*gathering.files), by_time);
	for (size_t i = 0; well && i < gathering.file_count; i++)
		well = (gathering.files[i].manual ? read_manual : read_file)(
			&gathering, &gathering.files[i], error);
	for (size_t i = 0; well && uploads->count && i < runs->count; i++)
		well = !is_meant(&gathering, i) || read_confirmed(&gathering, i, error);
	for (size_t i = 0; i < gathering.file_count; i++) {
		free(gathering.files[i].path_z);
		free(gathering.files[i].at_z);
	}
	free(gathering.files);
	return well;
}

uint32_t
uploads_find(const struct uploads *uploads, size_t key_column, struct span key)
{
	const struct span_map *map = &uploads->by_key[key_column];
	const uint32_t *number = map->count ? span_map_find(map, key) : NULL;
	return number ? *number : 0;
}

void
uploads_free(struct uploads *uploads)
{
	for (size_t i = 0; i < KEY_COLUMNS_MOST; i++)
		span_map_free(&uploads->by_key[i]);
	free(uploads->fields);
	free(uploads->list);
	arena_free(&uploads->texts);
	*uploads = (struct uploads){0};
}

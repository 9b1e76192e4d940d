/* list.c - see list.h */
#include "record/list.h"

#include "cli/memory.h"
#include "io/arena.h"
#include "io/buffer.h"
#include "record/defect_place.h"
#include "record/reader.h"

#include <stdlib.h>

static void
add_row(struct list *list, size_t *capacity, uint64_t line)
{
	if (list->count == *capacity) {
		*capacity = *capacity ? *capacity * 2 : 64;
		list->texts = memory_resized(
			list->texts, *capacity * list->column_count, sizeof(*list->texts));
		list->lines = memory_resized(list->lines, *capacity, sizeof(*list->lines));
	}
	list->lines[list->count++] = line;
}

static bool
refuse_record(const struct list *list, const struct record *record, struct error *error)
{
	struct defect_place place = defect_place_of(record);
	return error_set(error, STATUS_BAD_DATA, "%s:%llu:%zu: %s", list->path_z,
		(unsigned long long)place.line, place.column, record->defect.reason);
}

static bool
take_record(struct list *list, struct record *record, const struct column *columns,
	size_t *capacity, struct error *error)
{
	add_row(list, capacity, record->line);
	for (size_t i = 0; i < list->column_count; i++) {
		struct span text;
		if (!record_text(record, columns[i], &text))
			return refuse_record(list, record, error);
		list->texts[(list->count - 1) * list->column_count + i] = arena_copy(
			list->arena, text);
	}
	return true;
}

static bool
take_records(
	struct list *list, struct reader *reader, const struct column *columns, struct error *error)
{
	size_t capacity = 0;
	for (;;) {
		struct record *record;
		switch (reader_next(reader, &record, error)) {
		case READING_RECORD:
			if (!take_record(list, record, columns, &capacity, error))
				return false;
			break;
		case READING_BAD:
			return refuse_record(list, record, error);
		case READING_END:
			return true;
		case READING_FAILED:
			return false;
		}
	}
}

static const char *
hint_z(const struct reader *reader)
{
	size_t count = 0;
	const struct span *names = NULL;
	if (reader_format(reader) == FORMAT_CSV)
		names = reader_names(reader, &count);
	return columns_list_hint_z(names, count);
}

static bool
check_columns(struct list *list, const struct reader *reader, const struct columns *wanted,
	struct error *error)
{
	size_t found = 0;
	for (size_t i = 0; i < list->column_count; i++) {
		list->has_column[i] = wanted->list[i].seen;
		found += wanted->list[i].seen;
	}
	if (found)
		return true;
	struct buffer names = {0};
	for (size_t i = 0; i < list->column_count; i++)
		buffer_add_format(&names, "%s\"%s\"", i ? " or " : "", wanted->list[i].sought_z);
	error_set(error, STATUS_BAD_DATA, "%s: the list has no column %.*s in its header%s",
		list->path_z, SPAN_ARGUMENTS(buffer_span(&names)), hint_z(reader));
	buffer_free(&names);
	return false;
}

static bool
read_into(struct list *list, const struct span *names, size_t count, struct error *error)
{
	struct columns wanted = {0};
	struct column *columns = memory_zeroed(count, sizeof(*columns));
	for (size_t i = 0; i < count; i++)
		columns[i] = columns_want(&wanted, names[i], COLUMN_OPTIONAL);
	const char *path_z = list->path_z;
	struct reader_options options = {
		.paths_z = &path_z,
		.path_count = 1,
		.delimiter = ',',
	};
	struct reader *reader = reader_open(&options, &wanted, error);
	bool well = reader && take_records(list, reader, columns, error) &&
		    check_columns(list, reader, &wanted, error);
	if (well && !list->count)
		well = error_set(error, STATUS_BAD_DATA,
			"%s: the list is empty; leave the option out if that is right", path_z);
	reader_close(reader);
	columns_free(&wanted);
	free(columns);
	return well;
}

struct list *
list_read(const char *path_z, const struct span *names, size_t count, struct error *error)
{
	if (strcmp(path_z, "-") == 0) {
		error_set(error, STATUS_USAGE, "a list is a file, not standard input (-)");
		return NULL;
	}
	struct list *list = memory_zeroed(1, sizeof(*list));
	list->path_z = memory_copied_z(path_z, strlen(path_z));
	list->column_count = count;
	list->has_column = memory_zeroed(count, sizeof(*list->has_column));
	list->arena = memory_zeroed(1, sizeof(*list->arena));
	if (!read_into(list, names, count, error)) {
		list_free(list);
		return NULL;
	}
	return list;
}

bool
list_refuse_folder(const char *path_z, struct error *error)
{
	return error_set(error, STATUS_BAD_DATA,
		"%s: the folder has no list; leave it out if that is right", path_z);
}

void
list_free(struct list *list)
{
	if (!list)
		return;
	free(list->path_z);
	free(list->has_column);
	free(list->texts);
	free(list->lines);
	arena_free(list->arena);
	free(list->arena);
	free(list);
}

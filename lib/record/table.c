/* table.c - see table.h */
#include "record/table.h"

#include "cli/memory.h"
#include "record/defect_place.h"
#include "record/reader.h"

#include <stdlib.h>

static size_t
column_of(struct table *table, struct span name)
{
	bool added;
	uint32_t column = *span_map_add(
		&table->by_name, name, (uint32_t)table->column_count, &added);
	if (added) {
		table->names = memory_resized(
			table->names, table->column_count + 1, sizeof(*table->names));
		table->names[table->column_count++] = span_map_key(&table->by_name, name);
	}
	return column;
}

static bool
refuse_record(const struct record *record, struct error *error)
{
	struct defect_place place = defect_place_of(record);
	return error_set(error, STATUS_BAD_DATA, "%s:%llu:%zu: %s", record->file_z,
		(unsigned long long)place.line, place.column, record->defect.reason);
}

static bool
take_record(struct table *table, struct record *record, size_t *capacity, struct error *error)
{
	size_t count = record_field_count(record);
	for (size_t i = 0; i < count; i++)
		column_of(table, record_field_name(record, i));
	struct span *cells = arena_take_aligned(
		&table->arena, (table->column_count + 1) * sizeof(*cells));
	for (size_t i = 0; i < table->column_count; i++)
		cells[i] = span_of(NULL, 0);
	for (size_t i = 0; i < count; i++) {
		struct span text;
		if (!record_field_text(record, i, &text))
			return refuse_record(record, error);
		cells[column_of(table, record_field_name(record, i))] = arena_copy(
			&table->arena, text);
	}
	if (table->row_count == *capacity) {
		*capacity = *capacity ? *capacity * 2 : 64;
		table->rows = memory_resized(table->rows, *capacity, sizeof(*table->rows));
	}
	table->rows[table->row_count++] = (struct table_row){
		.cells = cells,
		.cell_count = table->column_count,
		.line = record->line,
	};
	return true;
}

static bool
take_records(struct table *table, struct reader *reader, struct error *error)
{
	size_t capacity = 0;
	for (;;) {
		struct record *record;
		switch (reader_next(reader, &record, error)) {
		case READING_RECORD:
			if (!take_record(table, record, &capacity, error))
				return false;
			break;
		case READING_BAD:
			return refuse_record(record, error);
		case READING_END:
			return table->row_count ||
			       error_set(error, STATUS_BAD_DATA,
				       "%s: the list is empty, so there is nothing to do",
				       table->path_z);
		case READING_FAILED:
			return false;
		}
	}
}

bool
table_read(struct table *table, const char *path_z, struct error *error)
{
	table->path_z = memory_copied_z(path_z, strlen(path_z));
	struct columns none = {0};
	struct reader_options options = {
		.paths_z = &path_z,
		.path_count = 1,
		.delimiter = ',',
	};
	struct reader *reader = reader_open(&options, &none, error);
	bool well = reader && take_records(table, reader, error);
	reader_close(reader);
	columns_free(&none);
	return well;
}

void
table_free(struct table *table)
{
	free(table->path_z);
	free(table->names);
	free(table->rows);
	span_map_free(&table->by_name);
	arena_free(&table->arena);
	*table = (struct table){0};
}

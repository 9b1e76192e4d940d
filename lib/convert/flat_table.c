/* flat_table.c - see flat_table.h */
#include "convert/flat_table.h"

#include "cli/memory.h"
#include "convert/api_shape.h"
#include "format/csv_text.h"
#include "io/span_map.h"
#include "record/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SPOOL_UNWRITABLE "the temporary file: cannot be written; TMPDIR says where it is"

struct flat_table {
	FILE *spool;
	char path_z[32]; /* by which the spool can be opened again */
	struct span_map columns;
	struct span *names; /* by column, owned by the map */
	size_t count;
	bool some;          /* records there are */
	struct span *texts; /* of one record, by column */
	struct buffer line;
	struct arena arena;
};

/* tmpfile() would not look at TMPDIR. */
static FILE *
open_unnamed(struct error *error)
{
	const char *folder_z = getenv("TMPDIR");
	char *path_z = text_formatted_z(
		"%s/roster-XXXXXX", folder_z && *folder_z ? folder_z : "/tmp");
	int descriptor = mkstemp(path_z);
	FILE *file = NULL;
	if (descriptor >= 0) {
		unlink(path_z);
		file = fdopen(descriptor, "w+");
	}
	if (!file)
		error_set_errno(
			error, "%s: cannot make a temporary file; TMPDIR says where", path_z);
	if (!file && descriptor >= 0)
		close(descriptor);
	free(path_z);
	return file;
}

struct flat_table *
flat_table_new(struct error *error)
{
	struct flat_table *table = memory_zeroed(1, sizeof(*table));
	table->spool = open_unnamed(error);
	if (!table->spool) {
		flat_table_close(table);
		return NULL;
	}
	snprintf(table->path_z, sizeof(table->path_z), "/dev/fd/%d", fileno(table->spool));
	return table;
}

bool
flat_table_add(struct flat_table *table, struct span line, struct error *error)
{
	return fwrite(line.data, 1, line.length, table->spool) == line.length ||
	       error_set_errno(error, SPOOL_UNWRITABLE);
}

static struct reader *
open_spool(struct flat_table *table, struct columns *columns, struct error *error)
{
	const char *const paths_z[] = {table->path_z};
	struct reader_options options = {
		.paths_z = paths_z, .path_count = 1, .from = FORMAT_NDJSON, .delimiter = ','};
	if (fflush(table->spool) != 0 || fseek(table->spool, 0, SEEK_SET) != 0) {
		error_set_errno(error, SPOOL_UNWRITABLE);
		return NULL;
	}
	return reader_open(&options, columns, error);
}

static void
learn_columns(struct flat_table *table, const struct record *record)
{
	table->some = true;
	for (size_t i = 0; i < record->field_count; i++) {
		bool added;
		span_map_add(&table->columns, record->names[i], (uint32_t)table->count, &added);
		if (!added)
			continue;
		table->names = memory_resized(
			table->names, table->count + 1, sizeof(*table->names));
		table->names[table->count++] = span_map_key(&table->columns, record->names[i]);
	}
}

/* The shape is for programs, so what people read comes before it. */
static void
put_shape_last(struct flat_table *table)
{
	uint32_t *shape = span_map_find(&table->columns, span_from_z(API_SHAPE_COLUMN));
	if (!shape)
		return;
	struct span name = table->names[*shape];
	for (size_t i = *shape; i + 1 < table->count; i++) {
		table->names[i] = table->names[i + 1];
		*span_map_find(&table->columns, table->names[i]) = (uint32_t)i;
	}
	table->names[table->count - 1] = name;
	*shape = (uint32_t)table->count - 1;
}

static bool
write_texts(
	struct flat_table *table, unsigned char delimiter, struct sink *sink, struct error *error)
{
	buffer_clear(&table->line);
	csv_add_row(&table->line, table->texts, table->count, delimiter);
	return sink_write(sink, buffer_span(&table->line), error);
}

static bool
fill_texts(struct flat_table *table, struct record *record, struct error *error)
{
	arena_clear(&table->arena);
	for (size_t i = 0; i < table->count; i++)
		table->texts[i] = span_of("", 0);
	for (size_t i = 0; i < record->field_count; i++) {
		struct span raw = record_original_raw(record, i), name = record->names[i];
		enum api_kind kind = api_kind_of(raw, &table->arena);
		uint32_t column = *span_map_find(&table->columns, name);
		if (!api_text_of(raw, kind, &table->texts[column], &table->arena))
			return error_set(error, STATUS_BAD_DATA,
				"contact %llu: %.*s has \\u0000 or a lone surrogate in it, which "
				"CSV cannot hold; use --to ndjson",
				(unsigned long long)record->number, SPAN_ARGUMENTS(name));
	}
	return true;
}

/* Read the spool from its beginning: for the columns, or, with a sink, for the rows. */
static bool
read_spool(
	struct flat_table *table, unsigned char delimiter, struct sink *sink, struct error *error)
{
	struct columns none = {0};
	struct reader *reader = open_spool(table, &none, error);
	struct record *record;
	enum reading reading = READING_FAILED;
	bool well = reader != NULL;
	while (well && (reading = reader_next(reader, &record, error)) == READING_RECORD) {
		if (!sink)
			learn_columns(table, record);
		else
			well = fill_texts(table, record, error) &&
			       write_texts(table, delimiter, sink, error);
	}
	if (well && reading == READING_BAD)
		well = error_set(error, STATUS_BAD_DATA, "contact %llu: %s",
			(unsigned long long)record->number, record->defect.reason);
	reader_close(reader);
	columns_free(&none);
	return well && reading == READING_END;
}

/* What could not be read again is not written. */
static bool
check_names(const struct flat_table *table, struct error *error)
{
	if (!table->count && table->some)
		return error_set(error, STATUS_BAD_DATA,
			"no contact has a key, so there are no columns for CSV; use --to ndjson");
	for (size_t i = 0; i < table->count; i++)
		if (!span_trim(table->names[i]).length)
			return error_set(error, STATUS_BAD_DATA,
				"there is a key without a name, which no column of CSV can be "
				"called; use --to ndjson");
	return true;
}

bool
flat_table_write(
	struct flat_table *table, unsigned char delimiter, struct sink *sink, struct error *error)
{
	if (!read_spool(table, delimiter, NULL, error) || !check_names(table, error))
		return false;
	if (!table->count)
		return sink_write(sink, span_of("\n", 1), error);
	put_shape_last(table);
	table->texts = memory_zeroed(table->count, sizeof(*table->texts));
	buffer_clear(&table->line);
	csv_add_header(&table->line, table->names, table->count, delimiter);
	return sink_write(sink, buffer_span(&table->line), error) &&
	       read_spool(table, delimiter, sink, error);
}

void
flat_table_close(struct flat_table *table)
{
	if (!table)
		return;
	if (table->spool)
		fclose(table->spool);
	span_map_free(&table->columns);
	free(table->names);
	free(table->texts);
	buffer_free(&table->line);
	arena_free(&table->arena);
	free(table);
}

/* part_rejects.c - see part_rejects.h */
#include "parts/part_rejects.h"

#include "format/json_text.h"
#include "record/writer.h"

#include <stdio.h>
#include <stdlib.h>

struct moving {
	struct side_file *file;
	const struct parts *parts;
	const struct part *part;
	struct columns columns;
	struct column source, line, number;
	struct buffer bytes;
};

static bool
add_to_number(struct record *record, struct column column, uint64_t more)
{
	struct span text;
	char number_z[32];
	if (!record_raw(record, column, &text) || text.length >= sizeof(number_z))
		return false;
	snprintf(number_z, sizeof(number_z), "%.*s", SPAN_ARGUMENTS(text));
	char *end;
	unsigned long long number = strtoull(number_z, &end, 10);
	if (*end || end == number_z)
		return false;
	snprintf(number_z, sizeof(number_z), "%llu", number + (unsigned long long)more);
	record_set_raw(record, column, span_from_z(number_z));
	return true;
}

static bool
move_record(struct moving *moving, struct record *record, struct error *error)
{
	struct span source;
	bool well = record_text(record, moving->source, &source);
	if (well && span_equal_z(source, "standard input"))
		return error_set(error, STATUS_REFUSED,
			"%s:%llu: a filter behind a pipe rejected this, so its line in the export "
			"is not known; join the filters by + instead",
			record->file_z, (unsigned long long)record->line);
	if (!well || !add_to_number(record, moving->line, moving->part->lines_before) ||
		!add_to_number(record, moving->number, moving->part->records_before))
		return error_set(error, STATUS_REFUSED, "%s:%llu: this line is not a reject",
			record->file_z, (unsigned long long)record->line);
	buffer_clear(&moving->bytes);
	json_add_text(&moving->bytes, span_from_z(moving->parts->export_z));
	record_set_raw(record, moving->source, buffer_span(&moving->bytes));
	buffer_clear(&moving->bytes);
	writer_add_record(&moving->bytes, record);
	return side_file_write(moving->file, buffer_span(&moving->bytes), error);
}

static bool
move_records(struct moving *moving, struct reader *reader, struct error *error)
{
	for (;;) {
		struct record *record;
		switch (reader_next(reader, &record, error)) {
		case READING_RECORD:
			if (!move_record(moving, record, error))
				return false;
			break;
		case READING_BAD:
			return error_set(error, STATUS_REFUSED,
				"%s:%llu: this line is not a reject", record->file_z,
				(unsigned long long)record->line);
		case READING_END:
			return true;
		case READING_FAILED:
			return false;
		}
	}
}

bool
part_rejects_add(struct side_file *file, const char *path_z, const struct parts *parts, size_t part,
	struct error *error)
{
	struct moving moving = {.file = file, .parts = parts, .part = &parts->list[part]};
	struct reader_options options = {
		.paths_z = &path_z, .path_count = 1, .from = FORMAT_NDJSON, .delimiter = ','};
	moving.source = columns_want(&moving.columns, span_from_z("file"), COLUMN_OPTIONAL);
	moving.line = columns_want(&moving.columns, span_from_z("line"), COLUMN_OPTIONAL);
	moving.number = columns_want(&moving.columns, span_from_z("record"), COLUMN_OPTIONAL);
	struct reader *reader = reader_open(&options, &moving.columns, error);
	bool well = reader && move_records(&moving, reader, error);
	reader_close(reader);
	columns_free(&moving.columns);
	buffer_free(&moving.bytes);
	return well;
}

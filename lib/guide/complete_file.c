/* complete_file.c - see complete_internal.h: names and values of an export on the line */
#include "check/native.h"
#include "guide/complete_internal.h"
#include "io/span_map.h"
#include "record/groups.h"
#include "record/input_options.h"

#include <sys/stat.h>

#define RECORDS_MOST 5000
#define VALUES_MOST 200

static struct reader *
open_export(const struct completing *completing, struct columns *columns)
{
	struct error ignored = {0};
	struct stat status;
	struct reader_options options = {.paths_z = &completing->file_z, .path_count = 1};
	if (!completing->file_z || stat(completing->file_z, &status) != 0 ||
		!S_ISREG(status.st_mode) ||
		!delimiter_parse(completing->delimiter_z, &options.delimiter, &ignored) ||
		!charset_parse(completing->from_charset_z, &options.charset_z, &ignored))
		return NULL;
	return reader_open(&options, columns, &ignored);
}

static void
add_native_columns(struct completing *completing, struct span kept, const char *suffix_z)
{
	struct buffer name = {0};
	for (const struct native *native = natives; native->name_z; native++) {
		if (!native->profile)
			continue;
		buffer_clear(&name);
		buffer_add_format(&name, "%s%s", native->name_z, suffix_z);
		add_candidate(completing, kept, buffer_span(&name), NULL);
	}
	buffer_free(&name);
}

void
add_columns(struct completing *completing, struct span kept, const char *suffix_z)
{
	struct columns columns = {0};
	struct error ignored = {0};
	struct buffer name = {0};
	struct record *record = NULL;
	struct reader *reader = open_export(completing, &columns);
	size_t count = 0;
	const struct span *names = reader ? reader_names(reader, &count) : NULL;
	if (reader && reader_format(reader) == FORMAT_NDJSON &&
		reader_next(reader, &record, &ignored) == READING_RECORD) {
		names = record->names;
		count = record->field_count;
	}
	for (size_t i = 0; i < count; i++) {
		buffer_clear(&name);
		buffer_add(&name, names[i]);
		buffer_add_z(&name, suffix_z);
		add_candidate(completing, kept, buffer_span(&name), NULL);
	}
	if (!count)
		add_native_columns(completing, kept, suffix_z);
	reader_close(reader);
	columns_free(&columns);
	buffer_free(&name);
}

static void
add_value(struct completing *completing, struct span kept, struct span value, const char *quote_z,
	struct span_map *met)
{
	bool added;
	if (!value.length || met->count >= VALUES_MOST || memchr(value.data, '\n', value.length) ||
		memchr(value.data, '"', value.length))
		return;
	span_map_add(met, value, 0, &added);
	if (!added)
		return;
	struct buffer quoted = {0};
	buffer_add_z(&quoted, quote_z);
	buffer_add(&quoted, value);
	buffer_add_z(&quoted, quote_z);
	add_candidate(completing, kept, buffer_span(&quoted), NULL);
	buffer_free(&quoted);
}

void
add_values(struct completing *completing, struct span kept, struct span column, const char *quote_z)
{
	struct columns columns = {0};
	struct error ignored = {0};
	struct span_map met = {0};
	struct record *record;
	bool is_list = span_equal_z(column, "group_list");
	struct column wanted = columns_want(&columns, column, COLUMN_OPTIONAL);
	struct reader *reader = open_export(completing, &columns);
	for (size_t i = 0; reader && i < RECORDS_MOST; i++) {
		struct groups groups;
		struct span text;
		if (reader_next(reader, &record, &ignored) != READING_RECORD)
			break;
		if (is_list && groups_read(record, wanted, &groups))
			for (size_t j = 0; j < groups.count; j++)
				add_value(completing, kept, groups.names[j], quote_z, &met);
		else if (!is_list && record_text(record, wanted, &text))
			add_value(completing, kept, text, quote_z, &met);
	}
	reader_close(reader);
	columns_free(&columns);
	span_map_free(&met);
}

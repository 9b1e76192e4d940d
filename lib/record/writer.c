/* writer.c - see writer.h */
#include "record/writer.h"

#include "cli/memory.h"
#include "format/csv_text.h"
#include "format/json_text.h"
#include "io/span_map.h"

#include <stdlib.h>

struct writer {
	const struct reader *reader;
	struct sink *sink;
	enum format to;
	bool converts;
	bool begun;
	bool line_open;       /* the last byte written was not a line feed */
	struct buffer header; /* of CSV made from NDJSON, until it is written */
	struct buffer line;
	struct span_map columns;   /* of CSV made from NDJSON: name -> number */
	struct span *column_names; /* their names, owned by the map */
	struct span *texts;        /* of the record that is being written, by column */
	struct buffer *keys;       /* of NDJSON made from CSV: `"name":` by field */
	size_t key_count;
};

struct writer *
writer_new(const struct reader *reader, struct sink *sink, enum format to)
{
	struct writer *writer = memory_zeroed(1, sizeof(*writer));
	writer->reader = reader;
	writer->sink = sink;
	writer->to = to == FORMAT_UNKNOWN ? reader_format(reader) : to;
	writer->converts = writer->to != reader_format(reader);
	return writer;
}

static bool
put(struct writer *writer, struct span bytes, struct error *error)
{
	if (!bytes.length)
		return true;
	writer->line_open = bytes.data[bytes.length - 1] != '\n';
	return sink_write(writer->sink, bytes, error);
}

static void
prepare_keys(struct writer *writer)
{
	size_t count;
	const struct span *names = reader_names(writer->reader, &count);
	writer->keys = memory_zeroed(count, sizeof(*writer->keys));
	writer->key_count = count;
	for (size_t i = 0; i < count; i++) {
		json_add_text(&writer->keys[i], names[i]);
		buffer_add_byte(&writer->keys[i], ':');
	}
}

static bool
begin(struct writer *writer, struct error *error)
{
	if (writer->begun)
		return true;
	writer->begun = true;
	if (!writer->converts) {
		bool well = put(writer, reader_prefix(writer->reader), error);
		/* a header may lack its line end, a byte order mark has none */
		writer->line_open = writer->line_open && writer->to == FORMAT_CSV;
		return well;
	}
	return true;
}

/* Where an added key goes: behind the last member, or behind the brace of an empty object. */
static size_t
place_of_addition(const struct record *record)
{
	if (record->field_count)
		return record->members->list[record->field_count - 1].value_end;
	const char *brace = memchr(record->raw.data, '{', record->raw.length);
	return (size_t)(brace - record->raw.data) + 1;
}

/* Whether an original member before `field` stays. */
static bool
is_preceded(const struct record *record, size_t field)
{
	for (size_t i = 0; i < field && i < record->field_count; i++)
		if (!record_field_is_removed(record, i))
			return true;
	return false;
}

/* What a removed member takes along: the comma before it, or where none stays, the one behind. */
static struct span
extent_of_removed(const struct record *record, size_t field)
{
	const struct json_member *member = &record->members->list[field];
	size_t start = member->key_start - 1u, end = member->value_end;
	if (is_preceded(record, field))
		start = member[-1].value_end;
	else if (field + 1 < record->field_count)
		end = member[1].key_start - 1u;
	return span_of(record->raw.data + start, end - start);
}

/* The bytes of the record that an edit stands for. */
static struct span
extent_of(const struct record *record, const struct edit *edit)
{
	if (edit->field >= record->field_count)
		return span_of(record->raw.data + place_of_addition(record), 0);
	if (edit->removed)
		return extent_of_removed(record, edit->field);
	return record_original_raw(record, edit->field);
}

void
writer_add_record(struct buffer *bytes, const struct record *record)
{
	const char *raw = record->raw.data;
	size_t copied = 0;
	for (size_t i = 0; i < record->edit_count; i++) {
		const struct edit *edit = &record->edits[i];
		bool added = edit->field >= record->field_count;
		struct span extent = extent_of(record, edit);
		size_t offset = (size_t)(extent.data - raw);
		buffer_add(bytes, span_of(raw + copied, offset - copied));
		copied = offset + extent.length;
		if (added) {
			if (edit->field > record->field_count || is_preceded(record, edit->field))
				buffer_add_byte(bytes, ',');
			json_add_text(bytes, edit->name);
			buffer_add_byte(bytes, ':');
		}
		buffer_add(bytes, edit->raw);
	}
	buffer_add(bytes, span_of(raw + copied, record->raw.length - copied));
}

static bool
put_own(struct writer *writer, const struct record *record, struct error *error)
{
	/* only between files: the last record of the one before had no line end */
	if (writer->line_open && !put(writer, span_of("\n", 1), error))
		return false;
	if (!record->edit_count)
		return put(writer, record->raw, error);
	buffer_clear(&writer->line);
	writer_add_record(&writer->line, record);
	return put(writer, buffer_span(&writer->line), error);
}

static bool
make_object(struct writer *writer, struct record *record)
{
	if (!writer->keys)
		prepare_keys(writer);
	buffer_clear(&writer->line);
	buffer_add_byte(&writer->line, '{');
	for (size_t i = 0; i < record->field_count; i++) {
		struct span text;
		if (!record_field_text(record, i, &text))
			return false;
		if (i)
			buffer_add_byte(&writer->line, ',');
		buffer_add(&writer->line, buffer_span(&writer->keys[i]));
		json_add_text(&writer->line, text);
	}
	buffer_add_z(&writer->line, "}\n");
	return true;
}

static void
forget_header(struct writer *writer)
{
	span_map_free(&writer->columns);
	free(writer->column_names);
	free(writer->texts);
	writer->column_names = writer->texts = NULL;
	buffer_clear(&writer->header);
}

static bool
make_header(struct writer *writer, struct record *record)
{
	size_t fields = record_field_count(record), count = 0;
	for (size_t i = 0; i < fields; i++)
		count += !record_field_is_removed(record, i);
	if (!count)
		return defect_set(&record->defect, 0,
			"the first object has no keys, so there are no columns for CSV");
	writer->column_names = memory_zeroed(count, sizeof(*writer->column_names));
	writer->texts = memory_zeroed(count, sizeof(*writer->texts));
	for (size_t i = 0, column = 0; i < fields; i++) {
		if (record_field_is_removed(record, i))
			continue;
		struct span name = record_field_name(record, i);
		if (!span_trim(name).length) {
			forget_header(writer);
			return defect_set(&record->defect, 0,
				"the first object has a key without a name, which no column of "
				"CSV can be called");
		}
		span_map_add(&writer->columns, name, (uint32_t)column, NULL);
		writer->column_names[column++] = span_map_key(&writer->columns, name);
	}
	csv_add_header(
		&writer->header, writer->column_names, writer->columns.count, record->delimiter);
	return true;
}

static bool
find_csv_column(const struct writer *writer, struct record *record, size_t field, size_t *column)
{
	struct span name = record_field_name(record, field);
	*column = field;
	if (field < writer->columns.count && span_equal(writer->column_names[field], name))
		return true;
	const uint32_t *found = span_map_find(&writer->columns, name);
	if (found)
		*column = *found;
	return found ||
	       defect_set(&record->defect, 0,
		       "the key \"%.*s\" was not in the first object, whose keys are the "
		       "columns of the CSV; roster convert --to csv looks at all of them first",
		       SPAN_ARGUMENTS(name));
}

static bool
fill_row(struct writer *writer, struct record *record)
{
	buffer_clear(&writer->line);
	for (size_t i = 0; i < writer->columns.count; i++)
		writer->texts[i] = span_of("", 0);
	for (size_t i = 0; i < record_field_count(record); i++) {
		size_t column;
		if (record_field_is_removed(record, i))
			continue;
		if (!find_csv_column(writer, record, i, &column) ||
			!record_field_text(record, i, &writer->texts[column]))
			return false;
	}
	csv_add_row(&writer->line, writer->texts, writer->columns.count, record->delimiter);
	return true;
}

static bool
make_row(struct writer *writer, struct record *record)
{
	if (!writer->columns.count && !make_header(writer, record))
		return false;
	if (fill_row(writer, record))
		return true;
	/* a bad first record does not decide the columns */
	if (writer->header.length)
		forget_header(writer);
	return false;
}

bool
writer_converts(const struct writer *writer)
{
	return writer->converts;
}

bool
writer_make(struct writer *writer, struct record *record)
{
	if (!writer->converts)
		return true;
	return writer->to == FORMAT_NDJSON ? make_object(writer, record) : make_row(writer, record);
}

bool
writer_put(struct writer *writer, const struct record *record, struct error *error)
{
	if (!begin(writer, error))
		return false;
	if (!writer->converts)
		return put_own(writer, record, error);
	if (!put(writer, buffer_span(&writer->header), error) ||
		!put(writer, buffer_span(&writer->line), error))
		return false;
	buffer_clear(&writer->header);
	return true;
}

bool
writer_end(struct writer *writer, struct error *error)
{
	bool empty = !writer->begun;
	if (!begin(writer, error))
		return false;
	bool own_csv = !writer->converts && writer->to == FORMAT_CSV;
	if (!empty || own_csv)
		return true;
	/* an NDJSON prefix of blank lines says as much already; a byte order mark does not */
	static const struct span mark = {"\xef\xbb\xbf", 3};
	struct span prefix = writer->converts ? span_of("", 0) : reader_prefix(writer->reader);
	return (prefix.length && !span_equal(prefix, mark)) || put(writer, span_of("\n", 1), error);
}

void
writer_free(struct writer *writer)
{
	if (!writer)
		return;
	buffer_free(&writer->line);
	forget_header(writer);
	buffer_free(&writer->header);
	for (size_t i = 0; i < writer->key_count; i++)
		buffer_free(&writer->keys[i]);
	free(writer->keys);
	free(writer);
}

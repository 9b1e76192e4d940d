/* stage_cursor.c - see stage_cursor.h */
#include "run/stage_cursor.h"

static struct column
want(struct cursor *cursor, const char *name_z)
{
	return columns_want(&cursor->columns, span_from_z(name_z), COLUMN_OPTIONAL);
}

bool
cursor_open(struct cursor *cursor, const char *path_z, struct error *error)
{
	cursor->key = want(cursor, "key");
	cursor->key_field = want(cursor, "key_field");
	cursor->field = want(cursor, "field");
	cursor->from = want(cursor, "from");
	cursor->to = want(cursor, "to");
	cursor->at = want(cursor, "at");
	cursor->number = want(cursor, "number");
	cursor->rejected = want(cursor, "rejected");
	struct reader_options options = {.paths_z = &path_z,
		.path_count = 1,
		.from = FORMAT_NDJSON,
		.delimiter = ',',
		.taps.raw = cursor->raw_tap};
	cursor->reader = reader_open(&options, &cursor->columns, error);
	return cursor->reader && cursor_advance(cursor, error);
}

struct span
cursor_line_members(const struct cursor_line *line)
{
	struct span raw = line->raw, mark = span_from_z(",\"number\":");
	size_t length = raw.length - 1;
	while (length > mark.length && raw.data[length - 1] >= '0' && raw.data[length - 1] <= '9')
		length--;
	length -= length < mark.length ? length : mark.length;
	bool there = span_starts_with(span_of(raw.data + length, raw.length - length), mark);
	return span_of(raw.data, there ? length : raw.length - 1);
}

static bool
parse_number(struct span text, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
		*number = *number * 10 + (uint64_t)(text.data[i] - '0');
	}
	return true;
}

static bool
read_line(struct cursor *cursor, struct record *record)
{
	struct cursor_line *line = &cursor->line;
	struct span number, rejected, raw;
	bool well = record_text(record, cursor->key, &line->key) &&
		    record_text(record, cursor->key_field, &line->key_field) &&
		    record_text(record, cursor->field, &line->field) &&
		    record_text(record, cursor->from, &line->from) &&
		    record_text(record, cursor->to, &line->to) &&
		    record_text(record, cursor->at, &line->at) &&
		    record_text(record, cursor->number, &number) &&
		    record_text(record, cursor->rejected, &rejected);
	line->raw = span_of(record->raw.data, record->content);
	line->added = !record_raw(record, cursor->from, &raw);
	line->removed = !record_raw(record, cursor->to, &raw);
	line->rejected = well && rejected.length;
	return well && parse_number(number, &line->number);
}

bool
cursor_advance(struct cursor *cursor, struct error *error)
{
	struct record *record;
	switch (reader_next(cursor->reader, &record, error)) {
	case READING_RECORD:
		cursor->more = true;
		if (read_line(cursor, record))
			return true;
		break;
	case READING_BAD:
		break;
	case READING_END:
		cursor->more = false;
		return true;
	case READING_FAILED:
		return false;
	}
	return error_set(error, STATUS_REFUSED, "%s:%llu: this line is not what a stage writes",
		record->file_z, (unsigned long long)record->line);
}

void
cursor_close(struct cursor *cursor)
{
	reader_close(cursor->reader);
	columns_free(&cursor->columns);
	*cursor = (struct cursor){0};
}

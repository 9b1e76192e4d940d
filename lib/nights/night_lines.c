/* night_lines.c - see night_lines.h */
#include "nights/night_lines.h"

#include "format/json_text.h"
#include "io/path.h"

#include <stdlib.h>

static void
add_member(struct buffer *bytes, const char *name_z, struct span text)
{
	if (text.data)
		json_add_member(bytes, name_z, text);
}

void
night_line_add(struct buffer *bytes, const struct night_line *line)
{
	buffer_add_byte(bytes, '{');
	add_member(bytes, "change", line->change);
	add_member(bytes, "key", line->key);
	add_member(bytes, "key_field", line->key_field);
	add_member(bytes, "field", line->field);
	add_member(bytes, "from", line->from);
	add_member(bytes, "to", line->to);
	add_member(bytes, "run", line->run);
	add_member(bytes, "since", line->since);
	add_member(bytes, "at", line->at);
	buffer_add_z(bytes, line->again ? ",\"again\":true}\n" : "}\n");
}

static struct column
want(struct night_lines *lines, const char *name_z)
{
	return columns_want(&lines->columns, span_from_z(name_z), COLUMN_OPTIONAL);
}

static bool
open_reader(struct night_lines *lines, const char *path_z, struct error *error)
{
	lines->change = want(lines, "change");
	lines->key = want(lines, "key");
	lines->key_field = want(lines, "key_field");
	lines->field = want(lines, "field");
	lines->from = want(lines, "from");
	lines->to = want(lines, "to");
	lines->run = want(lines, "run");
	lines->since = want(lines, "since");
	lines->at = want(lines, "at");
	lines->again = want(lines, "again");
	struct reader_options options = {
		.paths_z = &path_z, .path_count = 1, .from = FORMAT_NDJSON, .delimiter = ','};
	lines->reader = reader_open(&options, &lines->columns, error);
	return lines->reader != NULL;
}

bool
night_lines_open(
	struct night_lines *lines, const char *folder_z, const char *name_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", folder_z, name_z);
	bool there;
	bool well = path_exists(path_z, &there, error);
	if (there)
		well = open_reader(lines, path_z, error) && night_lines_advance(lines, error);
	free(path_z);
	return well;
}

static bool
read_line(struct night_lines *lines, struct record *record)
{
	struct night_line *line = &lines->line;
	struct span again;
	bool well = record_text(record, lines->change, &line->change) &&
		    record_text(record, lines->key, &line->key) &&
		    record_text(record, lines->key_field, &line->key_field) &&
		    record_text(record, lines->field, &line->field) &&
		    record_text(record, lines->from, &line->from) &&
		    record_text(record, lines->to, &line->to) &&
		    record_text(record, lines->run, &line->run) &&
		    record_text(record, lines->since, &line->since) &&
		    record_text(record, lines->at, &line->at) &&
		    record_text(record, lines->again, &again);
	line->again = well && again.length;
	return well;
}

bool
night_lines_advance(struct night_lines *lines, struct error *error)
{
	struct record *record;
	switch (reader_next(lines->reader, &record, error)) {
	case READING_RECORD:
		lines->more = true;
		if (read_line(lines, record))
			return true;
		break;
	case READING_BAD:
		break;
	case READING_END:
		lines->more = false;
		return true;
	case READING_FAILED:
		return false;
	}
	return error_set(error, STATUS_REFUSED, "%s:%llu: this line is not what a run writes",
		record->file_z, (unsigned long long)record->line);
}

void
night_lines_close(struct night_lines *lines)
{
	reader_close(lines->reader);
	columns_free(&lines->columns);
	*lines = (struct night_lines){0};
}

/* join.c - see join.h */
#include "parts/join.h"

#include "cli/memory.h"
#include "io/source.h"
#include "record/defect_place.h"

#include <stdlib.h>

/* Whether nothing but white space is in the file; a byte order mark is none. */
static bool
is_blank(struct span bytes)
{
	size_t at = span_starts_with(bytes, span_from_z("\xef\xbb\xbf")) ? 3 : 0;
	while (at < bytes.length && strchr(" \t\r\n", bytes.data[at]))
		at++;
	return at == bytes.length;
}

static bool
has_records(const char *path_z, bool *some, struct error *error)
{
	struct source *source = source_open(path_z, error);
	char bytes[4096];
	ssize_t count = source ? 1 : -1;
	*some = false;
	while (!*some && count > 0 &&
		(count = source_read(source, bytes, sizeof(bytes), error)) > 0)
		*some = !is_blank(span_of(bytes, (size_t)count));
	source_close(source);
	return count >= 0;
}

static bool
check_names(struct join *join, const struct reader *reader, const char *path_z, struct error *error)
{
	size_t count;
	const struct span *names = reader_names(reader, &count);
	bool first = !join->names;
	if (first) {
		join->names = memory_zeroed(count, sizeof(*join->names));
		join->name_count = count;
	}
	bool same = count == join->name_count;
	for (size_t i = 0; i < count && same; i++) {
		if (first)
			join->names[i] = arena_copy(&join->arena, names[i]);
		same = span_equal(join->names[i], names[i]);
	}
	return same || error_set(error, STATUS_BAD_DATA,
			       "%s: has other columns than the parts before it", path_z);
}

static bool
add_record(struct join *join, const struct reader *reader, const struct record *record,
	struct error *error)
{
	if (join->line_open)
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu: the part before this one does not end with a line end",
			record->file_z, (unsigned long long)record->line);
	if (!join->begun && !sink_write(join->sink, reader_prefix(reader), error))
		return false;
	join->begun = true;
	join->records++;
	join->line_open = record->raw.data[record->raw.length - 1] != '\n';
	return sink_write(join->sink, record->raw, error);
}

static bool
refuse(const struct record *record, struct error *error)
{
	struct defect_place place = defect_place_of(record);
	return error_set(error, STATUS_BAD_DATA, "%s:%llu:%zu: %s", record->file_z,
		(unsigned long long)place.line, place.column, record->defect.reason);
}

static bool
add_records(struct join *join, struct reader *reader, struct error *error)
{
	for (;;) {
		struct record *record;
		switch (reader_next(reader, &record, error)) {
		case READING_RECORD:
			if (!add_record(join, reader, record, error))
				return false;
			break;
		case READING_BAD:
			return refuse(record, error);
		case READING_END:
			return true;
		case READING_FAILED:
			return false;
		}
	}
}

bool
join_add(struct join *join, const char *path_z, struct error *error)
{
	struct reader_options options = {
		.paths_z = &path_z,
		.path_count = 1,
		.from = join->format,
		.delimiter = join->delimiter,
	};
	struct columns no_columns = {0};
	bool some;
	if (!has_records(path_z, &some, error))
		return false;
	if (!some)
		return true;
	struct reader *reader = reader_open(&options, &no_columns, error);
	bool well = reader &&
		    (join->format != FORMAT_CSV || check_names(join, reader, path_z, error));
	well = well && add_records(join, reader, error);
	reader_close(reader);
	return well;
}

bool
join_end(struct join *join, const char *path_z, struct error *error)
{
	if (join->begun)
		return true;
	struct source *source = source_open(path_z, error);
	char bytes[4096];
	ssize_t count = source ? 1 : -1;
	while (count > 0 && (count = source_read(source, bytes, sizeof(bytes), error)) > 0)
		if (!sink_write(join->sink, span_of(bytes, (size_t)count), error))
			count = -1;
	source_close(source);
	return count == 0;
}

void
join_free(struct join *join)
{
	free(join->names);
	arena_free(&join->arena);
	*join = (struct join){0};
}

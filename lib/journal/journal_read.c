/* journal_read.c - see journal_read.h */
#include "journal/journal_read.h"

#include "cli/memory.h"
#include "record/reader.h"

#include <stdlib.h>

enum { KEY, KEY_FIELD, FIELD, FROM, TO, FORMAT, FILTER, PART, AT, RUN, MEMBER_COUNT };

static const struct span member_names[MEMBER_COUNT] = {
	{"key", 3},
	{"key_field", 9},
	{"field", 5},
	{"from", 4},
	{"to", 2},
	{"format", 6},
	{"filter", 6},
	{"part", 4},
	{"at", 2},
	{"run", 3},
};

struct journal_reader {
	struct reader *reader;
	struct columns columns;
	struct column members[MEMBER_COUNT];
};

struct journal_reader *
journal_reader_open(const char *path_z, struct error *error)
{
	struct journal_reader *journal = memory_zeroed(1, sizeof(*journal));
	for (size_t i = 0; i < MEMBER_COUNT; i++)
		journal->members[i] = columns_want(
			&journal->columns, member_names[i], COLUMN_OPTIONAL);
	/* said, not seen: an empty journal is one, and CSV is none */
	struct reader_options options = {
		.paths_z = &path_z,
		.path_count = 1,
		.from = FORMAT_NDJSON,
		.delimiter = ',',
	};
	journal->reader = reader_open(&options, &journal->columns, error);
	if (journal->reader)
		return journal;
	journal_reader_close(journal);
	return NULL;
}

static bool
refuse(const struct record *record, const char *reason_z, struct span name, struct error *error)
{
	return error_set(error, STATUS_BAD_DATA, "%s:%llu: this is no line of a journal: %.*s%s",
		record->file_z, (unsigned long long)record->line, SPAN_ARGUMENTS(name), reason_z);
}

/* Data NULL where the line has no such member. */
static bool
read_member(struct record *record, struct column column, struct span *text)
{
	struct span raw;
	struct value value;
	*text = span_of(NULL, 0);
	if (!record_raw(record, column, &raw))
		return true;
	if (!record_value(record, column, &value) || value.kind != VALUE_TEXT)
		return false;
	*text = value.text.length ? value.text : span_of("", 0);
	return true;
}

static bool
read_line(struct journal_reader *journal, struct record *record, struct journal_line *line,
	struct error *error)
{
	struct span texts[MEMBER_COUNT];
	for (size_t i = 0; i < MEMBER_COUNT; i++)
		if (!read_member(record, journal->members[i], &texts[i]))
			return refuse(record, " is not a text", member_names[i], error);
	for (size_t i = KEY; i <= FIELD; i++)
		if (i != KEY_FIELD && !span_trim(texts[i]).length)
			return refuse(record, " is missing or blank", member_names[i], error);
	if (!texts[FROM].data && !texts[TO].data)
		return refuse(record, "it has neither from nor to", span_of("", 0), error);
	*line = (struct journal_line){
		.key = texts[KEY],
		.key_field = texts[KEY_FIELD],
		.field = texts[FIELD],
		.from = texts[FROM],
		.to = texts[TO],
		.of_ndjson = span_equal_z(texts[FORMAT], format_name_z(FORMAT_NDJSON)),
		.filter = texts[FILTER],
		.part = texts[PART],
		.at = texts[AT],
		.run = texts[RUN],
		.number = record->line,
	};
	return true;
}

bool
journal_reader_next(
	struct journal_reader *journal, struct journal_line *line, bool *more, struct error *error)
{
	struct record *record;
	*more = false;
	switch (reader_next(journal->reader, &record, error)) {
	case READING_RECORD:
		*more = true;
		return read_line(journal, record, line, error);
	case READING_BAD:
		return refuse(record, record->defect.reason, span_of("", 0), error);
	case READING_END:
		return true;
	case READING_FAILED:
		break;
	}
	return false;
}

void
journal_reader_close(struct journal_reader *journal)
{
	if (!journal)
		return;
	reader_close(journal->reader);
	columns_free(&journal->columns);
	free(journal);
}

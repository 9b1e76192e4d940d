/* input.h - records out of a text, for tests of what is done with them */
#ifndef ROSTER_UNIT_INPUT_H
#define ROSTER_UNIT_INPUT_H

#include "record/reader.h"
#include "support.h"

/* Initialise to {0}, ask `columns` for what is wanted, then open; needs a scratch folder. */
struct input {
	struct columns columns;
	struct reader *reader;
	struct record *record; /* the newest */
	struct error error;
};

static inline struct column
want(struct input *input, const char *name_z)
{
	return columns_want(&input->columns, span_from_z(name_z), COLUMN_OPTIONAL);
}

static inline bool
input_try(struct input *input, struct span text)
{
	static const char *const path_z = "in";
	struct reader_options options = {.paths_z = &path_z, .path_count = 1, .delimiter = ','};
	put_file(path_z, text);
	input->reader = reader_open(&options, &input->columns, &input->error);
	return input->reader != NULL;
}

static inline void
input_open(struct input *input, const char *text_z)
{
	if (!input_try(input, span_from_z(text_z)))
		fail_msg("%s", input->error.text);
}

static inline enum reading
read_next(struct input *input)
{
	return reader_next(input->reader, &input->record, &input->error);
}

/* The next record, which must be a good one. */
static inline struct record *
read_good(struct input *input)
{
	if (read_next(input) != READING_RECORD)
		fail_msg("no good record: %s%s", input->record->defect.reason, input->error.text);
	return input->record;
}

static inline void
input_close(struct input *input)
{
	reader_close(input->reader);
	columns_free(&input->columns);
	*input = (struct input){0};
}

#endif

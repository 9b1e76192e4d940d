/* reading.h - records of a text, by way of the file "in" of a scratch directory */
#ifndef ROSTER_UNIT_READING_H
#define ROSTER_UNIT_READING_H

#include "record/reader.h"
#include "support.h"

/* Initialise to {0} and ask `columns` for what is wanted; end with text_close. */
struct text_input {
	struct columns columns;
	struct reader *reader;
	struct record *record; /* the one read last */
	struct error error;
};

static inline struct column
text_want(struct text_input *input, const char *name_z)
{
	return columns_want(&input->columns, span_from_z(name_z), COLUMN_OPTIONAL);
}

static inline bool
text_open(struct text_input *input, struct span text)
{
	static const char *const paths_z[] = {"in"};
	const struct reader_options options = {
		.paths_z = paths_z, .path_count = 1, .from = FORMAT_UNKNOWN, .delimiter = ','};
	put_file("in", text);
	input->reader = reader_open(&options, &input->columns, &input->error);
	return input->reader != NULL;
}

static inline enum reading
text_next(struct text_input *input)
{
	return reader_next(input->reader, &input->record, &input->error);
}

/* Open the text and read its first record, which must be a good one. */
static inline struct record *
text_first(struct text_input *input, struct span text)
{
	if (!text_open(input, text))
		fail_msg("%s", input->error.text);
	assert_int_equal(text_next(input), READING_RECORD);
	return input->record;
}

/* The same for CSV of one column "c", and for an object with the one key "c". */
static inline struct record *
text_first_cell(struct text_input *input, const char *raw_z, enum format format)
{
	struct buffer text = {0};
	buffer_add_format(&text, format == FORMAT_CSV ? "c\n%s\n" : "{\"c\":%s}\n", raw_z);
	struct record *record = text_first(input, buffer_span(&text));
	buffer_free(&text);
	return record;
}

static inline void
text_close(struct text_input *input)
{
	reader_close(input->reader);
	columns_free(&input->columns);
	*input = (struct text_input){0};
}

#endif

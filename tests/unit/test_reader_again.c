/* test_reader_again.c - records read again from their bytes, see record/reader_again.h */
#include "reading.h"

#include "record/reader_again.h"

/* A copy as reader_again_read wants it; free with free(). */
static char *
copy_line(struct span line, struct span *bytes)
{
	char *copy = padded_copy(line, 1 + RECORD_PADDING, '{');
	copy[line.length] = '\n';
	*bytes = span_of(copy, line.length + 1);
	return copy;
}

static void
expect_again(struct reader_again *again, struct span line, struct column column, const char *text_z)
{
	struct span bytes, text;
	char *copy = copy_line(line, &bytes);
	struct record *record = reader_again_read(again, bytes);
	if (!text_z) {
		assert_null(record);
	} else {
		assert_non_null(record);
		assert_true(record_text(record, column, &text));
		expect_span("value", text, span_from_z(text_z));
	}
	free(copy);
}

/* The reader that it was opened by goes on where it was: the column of its next record is "two". */
static void
close_again(struct reader_again *again, struct text_input *input, struct column column)
{
	struct span text;
	reader_again_close(again);
	assert_int_equal(text_next(input), READING_RECORD);
	assert_true(record_text(input->record, column, &text));
	expect_span("the reader's own", text, SPAN("two"));
	text_close(input);
}

static void
reads_rows_by_the_header(void **state)
{
	struct text_input input = {0};
	struct column b = text_want(&input, "b");
	(void)state;
	text_first(&input, SPAN("a,b\n1,one\n2,two\n"));
	struct reader_again *again = reader_again_open(input.reader);
	expect_again(again, SPAN("7,seven"), b, "seven");
	expect_again(again, SPAN("\"7\",\"the \"\"7\"\"\n;\""), b, "the \"7\"\n;");
	expect_again(again, SPAN("7,"), b, "");
	/* none, another number of fields, a quote that is not closed, two */
	expect_again(again, SPAN("7"), b, NULL);
	expect_again(again, SPAN("7,8,9"), b, NULL);
	expect_again(again, SPAN("7,\"8"), b, NULL);
	expect_again(again, SPAN("7,8\n9,10"), b, NULL);
	expect_again(again, SPAN("7,seven"), b, "seven");
	close_again(again, &input, b);
}

static void
reads_objects_of_any_shape(void **state)
{
	struct text_input input = {0};
	struct column b = text_want(&input, "b");
	(void)state;
	text_first(&input, SPAN("{\"a\":1,\"b\":\"one\"}\n{\"b\":\"two\"}\n"));
	struct reader_again *again = reader_again_open(input.reader);
	expect_again(again, SPAN("{\"a\":1,\"b\":\"seven\"}"), b, "seven");
	expect_again(again, SPAN("{\"a\":1,\"b\":\"eight\"}\r"), b, "eight");
	expect_again(again, SPAN(" {\"b\":\"\\u0041\",\"c\":[1]} "), b, "A");
	expect_again(again, SPAN("{\"c\":1}"), b, "");
	expect_again(again, SPAN("{\"b\":1,\"b\":2}"), b, NULL);
	expect_again(again, SPAN("{\"b\":1"), b, NULL);
	expect_again(again, SPAN("{}\n{}"), b, NULL);
	expect_again(again, SPAN("{\"a\":1,\"b\":\"seven\"}"), b, "seven");
	close_again(again, &input, b);
	reader_again_close(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(reads_rows_by_the_header),
		IN_SCRATCH(reads_objects_of_any_shape),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_journal_read.c - journal/journal_read.h */
#include "journal/journal_read.h"
#include "support.h"

static void
hands_out_what_was_written(void **state)
{
	struct error error = {0};
	struct journal_line line;
	bool more;
	(void)state;
	put_file("j",
		SPAN("{\"key\":\"0\\u00e91\",\"field\":\"phone\",\"from\":\"\\\"a\\\"\",\"to\":\"\","
		     "\"filter\":\"correct\",\"at\":\"2026-11-24\"}\n"
		     "\n{\"key\":\"d\",\"key_field\":\"signalvine_id\",\"field\":\"x\",\"to\":\"1\"}"));
	struct journal_reader *reader = journal_reader_open("j", &error);
	assert_non_null(reader);
	assert_true(journal_reader_next(reader, &line, &more, &error) && more);
	expect_span("key", line.key,
		SPAN("0\xc3\xa9"
		     "1"));
	expect_span("from", line.from, SPAN("\"a\""));
	assert_non_null(line.to.data);
	expect_span("to", line.to, SPAN(""));
	expect_span("filter", line.filter, SPAN("correct"));
	assert_int_equal(line.key_field.length, 0);
	assert_int_equal(line.number, 1);
	assert_true(journal_reader_next(reader, &line, &more, &error) && more);
	expect_span("key_field", line.key_field, SPAN("signalvine_id"));
	assert_null(line.from.data);
	assert_int_equal(line.number, 3);
	assert_true(journal_reader_next(reader, &line, &more, &error) && !more);
	journal_reader_close(reader);
}

static void
an_empty_journal_has_no_lines(void **state)
{
	struct error error = {0};
	struct journal_line line;
	bool more = true;
	(void)state;
	put_file("j", SPAN(""));
	struct journal_reader *reader = journal_reader_open("j", &error);
	assert_non_null(reader);
	assert_true(journal_reader_next(reader, &line, &more, &error));
	assert_false(more);
	journal_reader_close(reader);
	journal_reader_close(NULL);
}

static void
refuses_other_lines_with_their_place(void **state)
{
	static const struct {
		struct span text;
		const char *error_z;
	} cases[] = {
		{SPAN_INIT("{\"key\":\"1\",\"to\":\"2\"}\n"),
			"j:1: this is no line of a journal: field is missing or blank"},
		{SPAN_INIT("\n{\"key\":\" \",\"field\":\"a\",\"to\":\"2\"}\n"),
			"j:2: this is no line of a journal: key is missing or blank"},
		{SPAN_INIT("{\"key\":\"1\",\"field\":\"a\"}\n"),
			"j:1: this is no line of a journal: it has neither from nor to"},
		{SPAN_INIT("{\"key\":\"1\",\"field\":\"a\",\"from\":null,\"to\":\"2\"}\n"),
			"j:1: this is no line of a journal: from is not a text"},
		{SPAN_INIT("{\"key\":1,\"field\":\"a\",\"to\":\"2\"}\n"),
			"j:1: this is no line of a journal: key is not a text"},
		{SPAN_INIT("key,field\n"),
			"j:1: this is no line of a journal: "
			"this line is not a JSON object; write one object a line"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		struct journal_line line;
		bool more;
		put_file("j", cases[i].text);
		struct journal_reader *reader = journal_reader_open("j", &error);
		assert_non_null(reader);
		assert_false(journal_reader_next(reader, &line, &more, &error));
		assert_int_equal(error.status, STATUS_BAD_DATA);
		assert_string_equal(error.text, cases[i].error_z);
		journal_reader_close(reader);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(hands_out_what_was_written),
		IN_SCRATCH(an_empty_journal_has_no_lines),
		IN_SCRATCH(refuses_other_lines_with_their_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

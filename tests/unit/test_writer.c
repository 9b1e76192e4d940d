/* test_writer.c - record/writer.h */
#include "format/csv_text.h"
#include "reading.h"
#include "record/writer.h"

typedef void edit(struct record *record, struct column c);

static void
set_new(struct record *record, struct column c)
{
	record_set_text(record, c, SPAN("new"));
}

/* Write the records of the files "in" (and "more", if there is one), the bad ones left out. */
static void
write_all(enum format from, enum format to, edit *change, struct buffer *shown)
{
	static const char *const paths_z[] = {"in", "more"};
	struct reader_options options = {
		.paths_z = paths_z, .path_count = 1, .from = from, .delimiter = ','};
	options.path_count += access("more", F_OK) == 0;
	struct columns columns = {0};
	struct error error = {0};
	struct record *record;
	struct column c = columns_want(&columns, SPAN("c"), COLUMN_OPTIONAL);
	struct reader *reader = reader_open(&options, &columns, &error);
	struct sink *sink = sink_open(
		&(struct sink_options){.path_z = "out", .kind = OUTPUT_REPLACE, .threads = 1},
		&error);
	assert_non_null(reader);
	assert_non_null(sink);
	struct writer *writer = writer_new(reader, sink, to);
	buffer_clear(shown);
	while (reader_next(reader, &record, &error) == READING_RECORD) {
		if (change)
			change(record, c);
		if (writer_make(writer, record))
			assert_true(writer_put(writer, record, &error));
		else
			buffer_add_format(shown, "%s|", record->defect.reason);
	}
	assert_true(writer_end(writer, &error) && sink_finish(sink, &error));
	struct buffer out = {0};
	get_file("out", &out);
	buffer_add(shown, buffer_span(&out));
	buffer_free(&out);
	writer_free(writer);
	sink_close(sink);
	reader_close(reader);
	columns_free(&columns);
}

static void
writes_its_own_format_byte_for_byte(void **state)
{
	static const struct {
		enum format from;
		struct span first;
		const char *second_z; /* NULL: there is one file */
		struct span written;
	} cases[] = {
		{FORMAT_UNKNOWN, SPAN_INIT("\xef\xbb\xbf\r\na,\"b\"\r\n\r\n1,\"2\"\r\n\n 3 , 4"),
			NULL, SPAN_INIT("\xef\xbb\xbf\r\na,\"b\"\r\n\r\n1,\"2\"\r\n\n 3 , 4")},
		{FORMAT_UNKNOWN, SPAN_INIT("a"), NULL, SPAN_INIT("a")},
		{FORMAT_UNKNOWN, SPAN_INIT("a\n1"), "a\n2\n", SPAN_INIT("a\n1\n2\n")},
		{FORMAT_UNKNOWN, SPAN_INIT("a"), "a\n2", SPAN_INIT("a\n2")},
		{FORMAT_UNKNOWN, SPAN_INIT("a\n1\n\n"),
			"\xef\xbb\xbf"
			"a\n\n2",
			SPAN_INIT("a\n1\n\n2")},
		{FORMAT_UNKNOWN, SPAN_INIT("a\n"), "\n\na\n2", SPAN_INIT("a\n2")},
		{FORMAT_UNKNOWN, SPAN_INIT(" {\"a\" : 1e400}\n\n{}"), NULL,
			SPAN_INIT(" {\"a\" : 1e400}\n\n{}")},
		{FORMAT_UNKNOWN, SPAN_INIT("\xef\xbb\xbf{}"), "\n{ }",
			SPAN_INIT("\xef\xbb\xbf{}\n{ }")},
		{FORMAT_UNKNOWN, SPAN_INIT("\n\n"), NULL, SPAN_INIT("\n\n")},
		{FORMAT_NDJSON, SPAN_INIT(""), NULL, SPAN_INIT("\n")},
	};
	struct buffer shown = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		put_file("in", cases[i].first);
		if (cases[i].second_z)
			put_file("more", span_from_z(cases[i].second_z));
		write_all(cases[i].from, FORMAT_UNKNOWN, NULL, &shown);
		expect_span(cases[i].first.data, buffer_span(&shown), cases[i].written);
		unlink("more");
	}
	buffer_free(&shown);
}

struct conversion {
	const char *text_z, *shown_z;
};

static void
check(const struct conversion *cases, size_t count, enum format to, edit *change)
{
	struct buffer shown = {0};
	for (size_t i = 0; i < count; i++) {
		put_file("in", span_from_z(cases[i].text_z));
		write_all(FORMAT_UNKNOWN, to, change, &shown);
		expect_span(cases[i].text_z, buffer_span(&shown), span_from_z(cases[i].shown_z));
	}
	buffer_free(&shown);
}

static void
splices_edits_between_bytes(void **state)
{
	static const struct conversion cases[] = {
		{"a,c,b\r\n\"1\", 2,3 \r\n\n4,\"5\",6", "a,c,b\r\n\"1\",new,3 \r\n\n4,\"new\",6"},
		{"{\"a\": 1, \"c\" :2}\n\n{}", "{\"a\": 1, \"c\" :\"new\"}\n\n{\"c\":\"new\"}"},
	};
	(void)state;
	check(cases, COUNT_OF(cases), FORMAT_UNKNOWN, set_new);
}

static void
makes_objects_of_rows(void **state)
{
	static const struct conversion cases[] = {
		{"\xef\xbb\xbf"
		 "a,\"b\"\"\"\r\n1,TRUE\r\n\n\"x\"\"\n\",\n",
			"{\"a\":\"1\",\"b\\\"\":\"TRUE\"}\n{\"a\":\"x\\\"\\n\",\"b\\\"\":\"\"}\n"},
		{"a\n", "\n"},
		{"a\n\\\n", "{\"a\":\"\\\\\"}\n"},
	};
	static const struct conversion edited[] = {
		{"a,c\n1,2", "{\"a\":\"1\",\"c\":\"new\"}\n"},
	};
	(void)state;
	check(cases, COUNT_OF(cases), FORMAT_NDJSON, NULL);
	check(edited, COUNT_OF(edited), FORMAT_NDJSON, set_new);
}

static void
makes_rows_of_objects(void **state)
{
	static const struct conversion cases[] = {
		{"{\"a\":1,\"b,\":true}\n\n{\"b,\":null,\"a\":\"x\\\"\\n\"}\n{}\n",
			"a,\"b,\"\n1,TRUE\n\"x\"\"\n\",\n,\n"},
		{"{\"a\":[\"x\",\"y\"]}\n{\"a\":\"\"}\n", "a\nx;y\n\"\"\n"},
		{"{\"a\":1}\n{\"a\":2,\"b\":3}\n{\"a\":4}\n",
			"the key \"b\" was not in the first object, whose keys are the columns of "
			"the CSV; roster convert --to csv looks at all of them first|a\n1\n4\n"},
		{"{}\n{\"a\":{}}\n{\"b\":1}\n",
			"the first object has no keys, so there are no columns for CSV|a is an "
			"object, not a value|b\n1\n"},
		{"{\"a\":1}\n{\"a\":[\"x;y\"]}\n",
			"a has \"x;y\" in its array, which cannot be joined by \";\"|a\n1\n"},
	};
	static const struct conversion edited[] = {
		{"{\"a\":1}\n{\"c\":0,\"a\":2}\n", "a,c\n1,new\n2,new\n"},
	};
	(void)state;
	check(cases, COUNT_OF(cases), FORMAT_CSV, NULL);
	check(edited, COUNT_OF(edited), FORMAT_CSV, set_new);
}

static void
keys_that_were_taken_out_are_not_written(void **state)
{
	static const struct conversion rows[] = {
		{"{\"c\":0,\"a\":1}\n{\"a\":2}\n{\"a\":3,\"c\":{}}\n", "a\n1\n2\n3\n"},
		{"{\"c\":0}\n{\"a\":2}\n",
			"the first object has no keys, so there are no columns for CSV|a\n2\n"},
	};
	static const struct conversion objects[] = {
		{"{\"c\":0 , \"a\":1 }\n{ \"a\":2, \"c\" : [1] }\n{ \"c\":0 }",
			"{\"a\":1 }\n{ \"a\":2 }\n{  }"},
	};
	(void)state;
	check(rows, COUNT_OF(rows), FORMAT_CSV, record_remove);
	check(objects, COUNT_OF(objects), FORMAT_NDJSON, record_remove);
}

/* Texts of chance come back the same from one format by way of the other. */
static void
loses_no_text_there_and_back(void **state)
{
	struct buffer text = {0}, shown = {0}, objects = {0};
	uint64_t seed = 44;
	(void)state;
	buffer_add_z(&text, "a,b,c\n");
	for (size_t i = 0; i < 3000; i++) {
		char value[4];
		size_t length = chance(&seed, 5);
		for (size_t j = 0; j < length; j++)
			value[j] = "xy,\"\n\\\r\t{"[chance(&seed, 9)];
		buffer_add_format(&text, "%zu,", i);
		csv_add_field(&text, span_of(value, length), ',', false, false);
		buffer_add_z(&text, ",end\n");
	}
	put_file("in", buffer_span(&text));
	write_all(FORMAT_UNKNOWN, FORMAT_NDJSON, NULL, &objects);
	put_file("in", buffer_span(&objects));
	write_all(FORMAT_UNKNOWN, FORMAT_CSV, NULL, &shown);
	assert_true(span_equal(buffer_span(&shown), buffer_span(&text)));
	buffer_free(&text);
	buffer_free(&shown);
	buffer_free(&objects);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_its_own_format_byte_for_byte),
		cmocka_unit_test(splices_edits_between_bytes),
		cmocka_unit_test(makes_objects_of_rows),
		cmocka_unit_test(makes_rows_of_objects),
		cmocka_unit_test(keys_that_were_taken_out_are_not_written),
		cmocka_unit_test(loses_no_text_there_and_back),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

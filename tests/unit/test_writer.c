/* test_writer.c - record/writer.h: records out, as they came or in the other format */
#include "input.h"
#include "record/writer.h"

/* Write all of `text_z` to the file "out"; how many records could not be written so. */
static size_t
pass(const char *text_z, enum format to)
{
	struct input input = {0};
	struct sink_options options = {.path_z = "out", .kind = OUTPUT_REPLACE, .threads = 1};
	size_t bad = 0;
	input_open(&input, text_z);
	struct sink *sink = sink_open(&options, &input.error);
	struct writer *writer = writer_new(input.reader, sink, to);
	while (read_next(&input) == READING_RECORD) {
		enum writing writing = writer_put(writer, input.record, &input.error);
		assert_int_not_equal(writing, WRITING_FAILED);
		bad += writing == WRITING_BAD;
	}
	assert_true(writer_end(writer, &input.error) && sink_finish(sink, &input.error));
	writer_free(writer);
	sink_close(sink);
	input_close(&input);
	return bad;
}

static void
writes_what_came_or_the_other_format(void **state)
{
	static const struct {
		const char *text_z;
		enum format to;
		const char *out_z;
		size_t bad;
	} cases[] = {
		{"a,\"b\"\r\n1 ,\"2\"\r\n\r\n", FORMAT_CSV, NULL, 0},
		{"\xef\xbb\xbf\n{ \"a\" : 1.10 }\n\n", FORMAT_NDJSON, NULL, 0},
		{"a,b\n1,\"x \"\"y\"\"\"\n,\n", FORMAT_NDJSON,
			"{\"a\":\"1\",\"b\":\"x \\\"y\\\"\"}\n{\"a\":\"\",\"b\":\"\"}\n", 0},
		{"{\"a\":1.10,\"b\":[\"x\",\"y\"]}\n{\"b\":true}\n{\"b\":null,\"a\":\"p,q\"}\n",
			FORMAT_CSV, "a,b\n1.10,x;y\n,TRUE\n\"p,q\",\n", 0},
		{"{\"a\":1}\n{\"b\":2}\n{\"a\":3}\n", FORMAT_CSV, "a\n1\n3\n", 1},
		{"{\"a\":{}}\n{\"b\":2}\n", FORMAT_CSV, "b\n2\n", 1},
		{"{\"a\":\"\"}\n", FORMAT_CSV, "a\n\"\"\n", 0},
		{"a\n", FORMAT_NDJSON, "\n", 0},
		{"\n", FORMAT_CSV, "\n", 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_int_equal(pass(cases[i].text_z, cases[i].to), cases[i].bad);
		const char *out_z = cases[i].out_z ? cases[i].out_z : cases[i].text_z;
		expect_file("out", span_from_z(out_z));
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {IN_SCRATCH(writes_what_came_or_the_other_format)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

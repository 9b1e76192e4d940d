/* test_join.c - parts/join.h: one header, whatever the parts hold */
#include "parts/join.h"
#include "support.h"

#define PARTS_MOST 3

struct joined {
	enum format format;
	const char *parts_z[PARTS_MOST];
	const char *expected_z; /* NULL: refused */
	const char *error_z;
	uint64_t records;
};

static void
check_join(const struct joined *joined)
{
	struct error error = {0};
	struct sink_options options = {.path_z = "out", .kind = OUTPUT_REPLACE, .threads = 1};
	struct join join = {
		.sink = sink_open(&options, &error), .format = joined->format, .delimiter = ','};
	bool well = true;
	for (size_t i = 0; well && i < PARTS_MOST && joined->parts_z[i]; i++) {
		char name_z[] = {(char)('a' + i), '\0'};
		put_file(name_z, span_from_z(joined->parts_z[i]));
		well = join_add(&join, name_z, &error);
	}
	well = well && join_end(&join, "a", &error) && sink_finish(join.sink, &error);
	assert_int_equal(well, joined->expected_z != NULL);
	if (well) {
		expect_file("out", span_from_z(joined->expected_z));
		assert_int_equal(join.records, joined->records);
	} else {
		assert_string_equal(error.text, joined->error_z);
	}
	sink_close(join.sink);
	join_free(&join);
}

static void
joins_behind_one_header(void **state)
{
	static const struct joined cases[] = {
		{FORMAT_CSV, {"h\n1\n", "h\n2\n3\n"}, "h\n1\n2\n3\n", NULL, 3},
		{FORMAT_CSV, {"\xef\xbb\xbf\nh\r\n1\r\n", "\xef\xbb\xbf\nh\r\n2"},
			"\xef\xbb\xbf\nh\r\n1\r\n2", NULL, 2},
		{FORMAT_CSV, {"h\n", "h\n2\n\n", "h\n3\n"}, "h\n2\n\n3\n", NULL, 2},
		{FORMAT_CSV, {"h\n", "h\n"}, "h\n", NULL, 0},
		{FORMAT_CSV, {"\n", "h\n2\n", ""}, "h\n2\n", NULL, 1},
		{FORMAT_NDJSON, {"{}\n", "\n", "{\"a\":1}\n"}, "{}\n{\"a\":1}\n", NULL, 2},
		{FORMAT_NDJSON, {"\n\n", "\n{}\n"}, "\n{}\n", NULL, 1},
		{FORMAT_NDJSON, {"\n", "\n", "\n"}, "\n", NULL, 0},
		{FORMAT_NDJSON, {"", ""}, "", NULL, 0},
		{FORMAT_CSV, {"h\n1", "h\n2\n"}, NULL,
			"b:2: the part before this one does not end with a line end", 0},
		{FORMAT_CSV, {"h\n1\n", "g\n2\n"}, NULL,
			"b: has other columns than the parts before it", 0},
		{FORMAT_CSV, {"h\n1\n", "h,i\n2,\n"}, NULL,
			"b: has other columns than the parts before it", 0},
		{FORMAT_NDJSON, {"{}\n", "{\n"}, NULL,
			"b:1:2: this is not JSON: a key in quotes is expected", 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_join(&cases[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {IN_SCRATCH(joins_behind_one_header)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

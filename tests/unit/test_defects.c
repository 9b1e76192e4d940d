/* test_defects.c - check/defects.h, on what the readers really say */
#include "check/defects.h"
#include "record/reader.h"
#include "support.h"

/* The kind of the first thing that is wrong with a file. */
static enum kind
kind_of(struct span content, enum format from)
{
	static const char *const path_z = "in";
	struct reader_options options = {
		.paths_z = &path_z, .path_count = 1, .from = from, .delimiter = ','};
	struct columns columns = {0};
	struct error error = {0};
	struct record *record;
	enum kind kind = KIND_COUNT;
	put_file(path_z, content);
	struct reader *reader = reader_open(&options, &columns, &error);
	enum reading reading = reader ? READING_RECORD : READING_FAILED;
	while (reading == READING_RECORD)
		reading = reader_next(reader, &record, &error);
	if (reading == READING_BAD)
		kind = defect_kind(record->defect.reason);
	size_t line, column;
	if (reading == READING_FAILED)
		kind = error_kind(error_place(error.text, path_z, &line, &column));
	reader_close(reader);
	columns_free(&columns);
	return kind;
}

static void
knows_what_the_readers_say(void **state)
{
	static const struct {
		struct span content;
		enum kind kind;
	} cases[] = {
		{SPAN("a,b\n1,2\n"), KIND_COUNT},
		{SPAN("a,b\n1\n"), KIND_RAGGED},
		{SPAN("a,b\n1,x \"y\"\n"), KIND_STRAY_QUOTE},
		{SPAN("a,b\n1,\"x\" y\n"), KIND_STRAY_QUOTE},
		{SPAN("a,b\n1,\"x\n"), KIND_UNCLOSED_QUOTE},
		{SPAN("a,b\n1,x\ry\n"), KIND_LONE_RETURN},
		{SPAN("a,b\n1,x\0y\n"), KIND_NUL},
		{SPAN("a,b\n1,\xe9\n"), KIND_NOT_UTF_8},
		{SPAN("{\"a\":1\n"), KIND_NOT_JSON},
		{SPAN("{\"a\":\"\xe9\"}\n"), KIND_NOT_UTF_8},
		{SPAN("{\"a\":1}\n[]\n"), KIND_NOT_OBJECT},
		{SPAN("{\"a\":1,\"\\u0061\":2}\n"), KIND_REPEATED_MEMBER},
		{SPAN("{\"\\ud800\":1}\n"), KIND_NO_TEXT},
		{SPAN(""), KIND_EMPTY_FILE},
		{SPAN("a,,c\n"), KIND_UNNAMED_COLUMN},
		{SPAN("a,b,a\n"), KIND_REPEATED_COLUMN},
		{SPAN("a,\"b\n"), KIND_UNCLOSED_QUOTE},
		{SPAN("a,b\"c\n"), KIND_STRAY_QUOTE},
		{SPAN("a,\xe9\n"), KIND_NOT_UTF_8},
		{SPAN("\x1f\x8b\x08\0\0\0\0\0"), KIND_DAMAGED_GZIP},
		{SPAN("\"roster: this output is incomplete, do not use it: x\n"),
			KIND_INCOMPLETE_OUTPUT},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		enum kind kind = kind_of(cases[i].content, FORMAT_UNKNOWN);
		if (kind != cases[i].kind)
			fail_msg("case %zu is kind %d, not %d", i, kind, cases[i].kind);
	}
	assert_int_equal(defect_kind("it is unheard of"), KIND_BAD_RECORD);
	assert_int_equal(error_kind(SPAN("it is unheard of")), KIND_UNREADABLE);
}

static void
takes_the_place_from_an_error(void **state)
{
	static const struct {
		const char *text_z, *rest_z;
		size_t line, column;
	} cases[] = {
		{"a:b.csv:12:3: it is bad", "it is bad", 12, 3},
		{"a:b.csv:12: it is bad", "it is bad", 12, 0},
		{"a:b.csv: it is bad", "it is bad", 0, 0},
		{"it is bad", "it is bad", 0, 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		size_t line, column;
		expect_span(cases[i].text_z,
			error_place(cases[i].text_z, "a:b.csv", &line, &column),
			span_from_z(cases[i].rest_z));
		assert_int_equal(line, cases[i].line);
		assert_int_equal(column, cases[i].column);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_what_the_readers_say),
		cmocka_unit_test(takes_the_place_from_an_error),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

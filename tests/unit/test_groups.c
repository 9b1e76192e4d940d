/* test_groups.c - record/groups.h */
#include "reading.h"
#include "record/groups.h"

/* "a|b|" for the names, "[" before those of an array. */
static void
show(const struct groups *groups, struct buffer *shown)
{
	buffer_clear(shown);
	buffer_add_z(shown, groups->array ? "[" : "");
	for (size_t i = 0; i < groups->count; i++) {
		buffer_add(shown, groups->names[i]);
		buffer_add_byte(shown, '|');
	}
}

static void
reads_lists_and_arrays_and_replaces_them(void **state)
{
	static const struct {
		enum format format;
		const char *raw_z, *shown_z, *replaced_z; /* by `O"d` */
	} cases[] = {
		{FORMAT_CSV, "\"\"", "", "\"O\"\"d\""},
		{FORMAT_CSV, "Seniors", "Seniors|", "\"O\"\"d\""},
		{FORMAT_CSV, "a;b;c", "a|b|c|", "\"O\"\"d\""},
		{FORMAT_CSV, ";a;;b;", "a|b|", "\"O\"\"d\""},
		{FORMAT_CSV, ";", "", "\"O\"\"d\""},
		{FORMAT_CSV, " a ; b", " a | b|", "\"O\"\"d\""},
		{FORMAT_CSV, "a;A;a", "a|A|a|", "\"O\"\"d\""},
		{FORMAT_CSV, "\"x, y;\"\"z\"\"\"", "x, y|\"z\"|", "\"O\"\"d\""},
		{FORMAT_NDJSON, "null", "", "\"O\\\"d\""},
		{FORMAT_NDJSON, "\"\"", "", "\"O\\\"d\""},
		{FORMAT_NDJSON, "\"a;b\"", "a|b|", "\"O\\\"d\""},
		{FORMAT_NDJSON, "\"a\\u003bb\"", "a|b|", "\"O\\\"d\""},
		{FORMAT_NDJSON, "[]", "[", "[\"O\\\"d\"]"},
		{FORMAT_NDJSON, "[\"\",\"a\",\"\"]", "[a|", "[\"O\\\"d\"]"},
		{FORMAT_NDJSON, "[ \"a;b\" , \"\\u00e9\"]", "[a;b|\xc3\xa9|", "[\"O\\\"d\"]"},
	};
	struct buffer shown = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		struct column column = text_want(&input, "c");
		struct record *record = text_first_cell(&input, cases[i].raw_z, cases[i].format);
		struct groups groups;
		struct span raw;
		assert_true(groups_read(record, column, &groups));
		show(&groups, &shown);
		expect_span(cases[i].raw_z, buffer_span(&shown), span_from_z(cases[i].shown_z));
		groups_replace(record, column, &groups, SPAN("O\"d"));
		assert_true(record_raw(record, column, &raw));
		expect_span(cases[i].raw_z, raw, span_from_z(cases[i].replaced_z));
		assert_true(groups_read(record, column, &groups));
		assert_int_equal(groups.count, 1);
		text_close(&input);
	}
	buffer_free(&shown);
}

/* A text of names and separators, and what a walk over its bytes makes of it. */
static void
invent(uint64_t *seed, struct buffer *text, struct buffer *expected)
{
	size_t length = chance(seed, 12);
	buffer_clear(expected);
	for (size_t i = 0; i < length; i++) {
		char c = "ab;; "[chance(seed, 5)];
		buffer_add_byte(text, c);
		if (c != ';')
			buffer_add_byte(expected, c);
		else if (expected->length && expected->data[expected->length - 1] != '|')
			buffer_add_byte(expected, '|');
	}
	if (expected->length && expected->data[expected->length - 1] != '|')
		buffer_add_byte(expected, '|');
}

static void
splits_as_a_walk_over_bytes_does(void **state)
{
	enum { COUNT = 2000 };
	struct text_input input = {0};
	struct buffer text = {0}, expected[COUNT] = {0}, shown = {0};
	uint64_t seed = 5;
	(void)state;
	buffer_add_z(&text, "x,c\n");
	for (size_t i = 0; i < COUNT; i++) {
		buffer_add_z(&text, "1,");
		invent(&seed, &text, &expected[i]);
		buffer_add_byte(&text, '\n');
	}
	struct column column = text_want(&input, "c");
	assert_true(text_open(&input, buffer_span(&text)));
	for (size_t i = 0; i < COUNT; i++) {
		struct groups groups;
		assert_int_equal(text_next(&input), READING_RECORD);
		assert_true(groups_read(input.record, column, &groups));
		show(&groups, &shown);
		expect_span("split", buffer_span(&shown), buffer_span(&expected[i]));
		buffer_free(&expected[i]);
	}
	text_close(&input);
	buffer_free(&text);
	buffer_free(&shown);
}

static void
refuses_other_shapes(void **state)
{
	static const char *const cases[] = {"1", "true", "{}", "[1]", "[\"a\",null]", "[[\"a\"]]",
		"[\"\\u0000\"]", "[\"\\ud800\"]"};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		struct column column = text_want(&input, "c");
		struct record *record = text_first_cell(&input, cases[i], FORMAT_NDJSON);
		struct groups groups;
		if (groups_read(record, column, &groups))
			fail_msg("%s was read", cases[i]);
		assert_string_equal(
			record->defect.reason, "c is neither a text nor an array of texts");
		assert_int_equal(record->defect.offset, 5);
		text_close(&input);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_lists_and_arrays_and_replaces_them),
		cmocka_unit_test(splits_as_a_walk_over_bytes_does),
		cmocka_unit_test(refuses_other_shapes),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

/* How far a JSON value reaches */
#include "convert/json_extent.h"
#include "support.h"

static void
values_end_where_they_should(void **state)
{
	static const struct {
		struct span bytes;
		size_t length;
	} cases[] = {
		{SPAN_INIT("{}"), 2},
		{SPAN_INIT("{\"a\":[1,{\"b\":\"}]\"}]} x"), 20},
		{SPAN_INIT("[[],[]],"), 7},
		{SPAN_INIT("\"a\\\"b\" "), 6},
		{SPAN_INIT("\"\\\\\"\""), 4},
		{SPAN_INIT("12.5e3,"), 6},
		{SPAN_INIT("null]"), 4},
		{SPAN_INIT("true\n"), 4},
		/* the end is not among these bytes */
		{SPAN_INIT(""), 0},
		{SPAN_INIT("{\"a\":1"), 0},
		{SPAN_INIT("[\"]"), 0},
		{SPAN_INIT("\"a"), 0},
		{SPAN_INIT("\"a\\\""), 0},
		{SPAN_INIT("\"a\\"), 0},
		{SPAN_INIT("123"), 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (json_extent(cases[i].bytes) != cases[i].length)
			fail_msg("%s: %zu, not %zu", cases[i].bytes.data,
				json_extent(cases[i].bytes), cases[i].length);
}

static void
space_is_what_rfc_8259_says(void **state)
{
	(void)state;
	assert_int_equal(json_space_length(SPAN(" \t\r\n{")), 4);
	assert_int_equal(json_space_length(SPAN("\v ")), 0);
	assert_int_equal(json_space_length(SPAN("\0 ")), 0);
	assert_int_equal(json_space_length(SPAN("  ")), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_end_where_they_should),
		cmocka_unit_test(space_is_what_rfc_8259_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

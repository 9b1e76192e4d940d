/* test_truth.c - record/truth.h */
#include "reading.h"
#include "record/truth.h"

static void
takes_the_two_words_in_any_case(void **state)
{
	static const char *const others[] = {
		"", "T", "1", "yes", "TRUE ", " TRUE", "TRUEE", "FALS", "null", "0", "tru\xc3\xa9"};
	bool truth;
	(void)state;
	for (unsigned bits = 0; bits < 16; bits++) {
		char word[] = "true";
		for (size_t i = 0; i < 4; i++)
			word[i] = (char)(word[i] - (bits >> i & 1 ? 'a' - 'A' : 0));
		truth = false;
		assert_true(truth_parse(span_of(word, 4), &truth) && truth);
	}
	assert_true(truth_parse(SPAN("FALSE"), &truth) && !truth);
	assert_true(truth_parse(SPAN("fAlSe"), &truth) && !truth);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		assert_false(truth_parse(span_from_z(others[i]), &truth));
}

/* What a value is as a truth, and its raw bytes after TRUE and after FALSE were set. */
struct truth_case {
	enum format format;
	const char *raw_z;
	enum truth truth;
	const char *true_z, *false_z;
};

static void
check_setting(const struct truth_case *one, bool truth)
{
	struct text_input input = {0};
	struct column column = text_want(&input, "c");
	struct record *record = text_first_cell(&input, one->raw_z, one->format);
	enum truth before;
	struct span raw;
	const char *expected_z = truth ? one->true_z : one->false_z;
	assert_true(record_truth(record, column, &before));
	assert_int_equal(before, one->truth);
	assert_true(record_set_truth(record, column, truth));
	assert_true(record_raw(record, column, &raw));
	expect_span(one->raw_z, raw, span_from_z(expected_z));
	assert_int_equal(record->change_count, strcmp(one->raw_z, expected_z) != 0);
	assert_true(record_truth(record, column, &before));
	assert_int_equal(before, truth ? TRUTH_TRUE : TRUTH_FALSE);
	text_close(&input);
}

static void
writes_the_spelling_that_it_found(void **state)
{
	static const struct truth_case cases[] = {
		{FORMAT_CSV, "TRUE", TRUTH_TRUE, "TRUE", "FALSE"},
		{FORMAT_CSV, "true", TRUTH_TRUE, "true", "false"},
		{FORMAT_CSV, "True", TRUTH_TRUE, "True", "False"},
		{FORMAT_CSV, "FALSE", TRUTH_FALSE, "TRUE", "FALSE"},
		{FORMAT_CSV, "false", TRUTH_FALSE, "true", "false"},
		{FORMAT_CSV, "False", TRUTH_FALSE, "True", "False"},
		{FORMAT_CSV, "tRuE", TRUTH_TRUE, "tRuE", "false"},
		{FORMAT_CSV, "TRuE", TRUTH_TRUE, "TRuE", "FALSE"},
		{FORMAT_CSV, "\"true\"", TRUTH_TRUE, "\"true\"", "\"false\""},
		{FORMAT_CSV, "\"\"", TRUTH_EMPTY, "\"TRUE\"", "\"FALSE\""},
		{FORMAT_NDJSON, "true", TRUTH_TRUE, "true", "false"},
		{FORMAT_NDJSON, "false", TRUTH_FALSE, "true", "false"},
		{FORMAT_NDJSON, "null", TRUTH_EMPTY, "true", "false"},
		{FORMAT_NDJSON, "\"\"", TRUTH_EMPTY, "\"TRUE\"", "\"FALSE\""},
		{FORMAT_NDJSON, "\"True\"", TRUTH_TRUE, "\"True\"", "\"False\""},
		{FORMAT_NDJSON, "\"TRUE\"", TRUTH_TRUE, "\"TRUE\"", "\"FALSE\""},
		{FORMAT_NDJSON, "\"tr\\u0075e\"", TRUTH_TRUE, "\"tr\\u0075e\"", "\"false\""},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		check_setting(&cases[i], true);
		check_setting(&cases[i], false);
	}
}

static void
adds_a_boolean_where_the_object_had_no_key(void **state)
{
	struct text_input input = {0};
	struct column column = text_want(&input, "active");
	struct record *record = text_first(&input, SPAN("{\"a\":1}\n"));
	enum truth truth;
	struct span raw;
	(void)state;
	assert_true(record_truth(record, column, &truth));
	assert_int_equal(truth, TRUTH_EMPTY);
	assert_true(record_set_truth(record, column, false));
	assert_true(record_raw(record, column, &raw));
	expect_span("added", raw, SPAN("false"));
	assert_true(record->changes[0].added);
	text_close(&input);
}

static void
refuses_what_is_neither(void **state)
{
	static const struct {
		enum format format;
		const char *raw_z, *reason_z;
		size_t offset;
	} cases[] = {
		{FORMAT_CSV, "maybe", "c is \"maybe\", not TRUE or FALSE", 0},
		{FORMAT_CSV, " ", "c is \" \", not TRUE or FALSE", 0},
		{FORMAT_CSV, "1", "c is \"1\", not TRUE or FALSE", 0},
		{FORMAT_NDJSON, "1", "c is \"1\", not TRUE or FALSE", 5},
		{FORMAT_NDJSON, "[true]", "c is \"[true]\", not TRUE or FALSE", 5},
		{FORMAT_NDJSON, "[]", "c is \"[]\", not TRUE or FALSE", 5},
		{FORMAT_NDJSON, "{}", "c is \"{}\", not TRUE or FALSE", 5},
		{FORMAT_NDJSON, "\"\\u0000\"",
			"c has \\u0000 or a lone surrogate in it, which no text can hold", 5},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		struct column column = text_want(&input, "c");
		struct record *record = text_first_cell(&input, cases[i].raw_z, cases[i].format);
		enum truth truth;
		assert_false(record_truth(record, column, &truth));
		assert_string_equal(record->defect.reason, cases[i].reason_z);
		assert_int_equal(record->defect.offset, cases[i].offset);
		assert_false(record_set_truth(record, column, true));
		assert_int_equal(record->change_count + record->edit_count, 0);
		text_close(&input);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_the_two_words_in_any_case),
		cmocka_unit_test(writes_the_spelling_that_it_found),
		cmocka_unit_test(adds_a_boolean_where_the_object_had_no_key),
		cmocka_unit_test(refuses_what_is_neither),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

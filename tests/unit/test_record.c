/* test_record.c - record/record.h with truth, groups, key and phone: values, and their changes */
#include "input.h"
#include "record/groups.h"
#include "record/key.h"
#include "record/phone.h"
#include "record/truth.h"
#include "record/writer.h"

static void
gives_the_text_of_every_kind_of_value(void **state)
{
	static const struct {
		const char *raw_z, *text_z; /* NULL: it has none */
	} cases[] = {
		{"\"plain\"", "plain"},
		{"\"a\\\"\\u00e9\\n\"", "a\"\xc3\xa9\n"},
		{"1.10", "1.10"},
		{"1e400", "1e400"},
		{"true", "TRUE"},
		{"false", "FALSE"},
		{"null", ""},
		{"\"\"", ""},
		{"[\"a\",\"b c\"]", "a;b c"},
		{"[]", ""},
		{"[1]", NULL},
		{"[\"a;b\"]", NULL},
		{"{}", NULL},
		{"\"\\u0000\"", NULL},
		{"\"\\ud800\"", NULL},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct input input = {0};
		struct span text;
		char *line_z = text_formatted_z("{\"a\":1,\"v\":%s}\n", cases[i].raw_z);
		struct column v = want(&input, "v");
		input_open(&input, line_z);
		bool well = record_text(read_good(&input), v, &text);
		assert_int_equal(well, cases[i].text_z != NULL);
		if (well)
			expect_span(line_z, text, span_from_z(cases[i].text_z));
		input_close(&input);
		free(line_z);
	}
}

/* Set the column `v` of the only record of `text_z`, and compare the whole. */
static void
expect_change(const char *text_z, void (*change)(struct record *record, struct column v),
	const char *expected_z)
{
	struct input input = {0};
	struct buffer bytes = {0};
	struct column v = want(&input, "v");
	input_open(&input, text_z);
	struct record *record = read_good(&input);
	change(record, v);
	buffer_add(&bytes, reader_prefix(input.reader));
	writer_add_record(&bytes, record);
	expect_span(text_z, buffer_span(&bytes), span_from_z(expected_z));
	buffer_free(&bytes);
	input_close(&input);
}

static void
set_false(struct record *record, struct column v)
{
	assert_true(record_set_truth(record, v, false));
}

static void
set_text(struct record *record, struct column v)
{
	record_set_text(record, v, SPAN("x, \"y\""));
}

static void
archive(struct record *record, struct column v)
{
	struct groups groups;
	assert_true(groups_read(record, v, &groups));
	groups_replace(record, v, &groups, SPAN("ARCHIVED"));
}

static void
splices_changes_into_what_came(void **state)
{
	(void)state;
	expect_change("a,v\r\n1 ,TRUE\r\n\r\n", set_false, "a,v\r\n1 ,FALSE\r\n\r\n");
	expect_change("a,v\n\"1\",\"True\"", set_false, "a,v\n\"1\",\"False\"");
	expect_change("v\ntrue\n", set_false, "v\nfalse\n");
	expect_change("a,v\n1,\n", set_false, "a,v\n1,FALSE\n");
	expect_change("a,v\n1,FALSE\n", set_false, "a,v\n1,FALSE\n");
	expect_change("a,v,b\n1,2,3\n", set_text, "a,v,b\n1,\"x, \"\"y\"\"\",3\n");
	expect_change("a,v\n1,A;B\n", archive, "a,v\n1,ARCHIVED\n");
	expect_change("{\"v\" : true , \"n\":1.10}\n", set_false, "{\"v\" : false , \"n\":1.10}\n");
	expect_change("{\"v\":\"TRUE\"}\n", set_false, "{\"v\":\"FALSE\"}\n");
	expect_change("{\"v\":null}\n", set_false, "{\"v\":false}\n");
	expect_change("{\"a\":1 }\n", set_false, "{\"a\":1,\"v\":false }\n");
	expect_change("{ }\n", set_false, "{\"v\":false }\n");
	expect_change("{\"v\":[\"A\",\"B\"]}\n", archive, "{\"v\":[\"ARCHIVED\"]}\n");
	expect_change("{\"v\":\"A;B\"}\n", archive, "{\"v\":\"ARCHIVED\"}\n");
	expect_change("{\"v\":1}\n", set_text, "{\"v\":\"x, \\\"y\\\"\"}\n");
}

static void
notes_what_was_changed(void **state)
{
	struct input input = {0};
	(void)state;
	struct column v = want(&input, "v"), w = want(&input, "w");
	input_open(&input, "{\"v\":true}\n");
	struct record *record = read_good(&input);
	assert_true(record_set_truth(record, v, true));
	assert_int_equal(record->change_count, 0);
	assert_true(record_set_truth(record, v, false));
	record_set_text(record, w, SPAN("new"));
	assert_int_equal(record->change_count, 2);
	expect_span("from", record->changes[0].from, SPAN("true"));
	expect_span("to", record->changes[0].to, SPAN("false"));
	assert_true(record->changes[1].added);
	expect_span("name", record->changes[1].name, SPAN("w"));
	record_forget_changes(record);
	struct span text;
	assert_true(record_text(record, w, &text));
	expect_span("read again", text, SPAN("new"));
	input_close(&input);
}

static void
reads_truth_and_refuses_the_rest(void **state)
{
	static const struct {
		const char *cell_z;
		int truth; /* -1: a bad record */
	} cases[] = {
		{"TRUE", TRUTH_TRUE},
		{"true", TRUTH_TRUE},
		{"False", TRUTH_FALSE},
		{"", TRUTH_EMPTY},
		{"maybe", -1},
		{"1", -1},
		{" TRUE", -1},
		{"yes", -1},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct input input = {0};
		enum truth truth;
		char *text_z = text_formatted_z("a,v\n1,%s\n", cases[i].cell_z);
		struct column v = want(&input, "v");
		input_open(&input, text_z);
		bool well = record_truth(read_good(&input), v, &truth);
		if (well != (cases[i].truth >= 0) || (well && (int)truth != cases[i].truth))
			fail_msg("%s", cases[i].cell_z);
		input_close(&input);
		free(text_z);
	}
}

static void
takes_the_first_key_that_is_not_blank(void **state)
{
	static const struct {
		const char *row_z, *key_z;
		size_t column;
	} cases[] = {
		{"1,a", "1", 0}, {",a", "a", 1}, {"  ,a", "a", 1}, {",", "", 0}, {" 1,a", " 1", 0}};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct input input = {0};
		struct key_columns keys;
		struct key key;
		char *text_z = text_formatted_z("customer_id,signalvine_id\n%s\n", cases[i].row_z);
		assert_true(key_columns_want(&keys, NULL, &input.columns, &input.error));
		input_open(&input, text_z);
		assert_true(record_key(read_good(&input), &keys, &key));
		expect_span(cases[i].row_z, key.text, span_from_z(cases[i].key_z));
		assert_int_equal(key.column, cases[i].column);
		input_close(&input);
		free(text_z);
	}
}

static void
takes_the_digits_of_phones(void **state)
{
	static const struct {
		const char *phone_z, *digits_z;
	} cases[] = {
		{"+1 (303) 555-0100", "13035550100"},
		{"13035550100", "13035550100"},
		{"", ""},
		{"none", ""},
		{"123456789012345678901234567890123", ""},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char digits[PHONE_DIGITS_MOST];
		size_t count = phone_digits(span_from_z(cases[i].phone_z), digits);
		expect_span(
			cases[i].phone_z, span_of(digits, count), span_from_z(cases[i].digits_z));
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		IN_SCRATCH(gives_the_text_of_every_kind_of_value),
		IN_SCRATCH(splices_changes_into_what_came),
		IN_SCRATCH(notes_what_was_changed),
		IN_SCRATCH(reads_truth_and_refuses_the_rest),
		IN_SCRATCH(takes_the_first_key_that_is_not_blank),
		cmocka_unit_test(takes_the_digits_of_phones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

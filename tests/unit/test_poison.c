/* test_poison.c - format/poison.h */
#include "format/csv_cut.h"
#include "format/json_scan.h"
#include "format/poison.h"
#include "support.h"

static const enum format formats[] = {FORMAT_CSV, FORMAT_NDJSON};

static void
is_found_again_with_its_reason(void **state)
{
	static const struct {
		const char *message_z, *found_z;
	} cases[] = {
		{"", ""},
		{"select: a.csv:3:1: ragged", "select: a.csv:3:1: ragged"},
		{"active is \"maybe\"", "active is 'maybe'"},
		{"a\\b\nc\rd\te\x1b", "a b c d e "},
		{"Zo\xc3\xab", "Zo\xc3\xab"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases) * COUNT_OF(formats); i++) {
		struct buffer bytes = {0};
		struct poison found;
		size_t n = i / COUNT_OF(formats);
		poison_add(
			&bytes, formats[i % COUNT_OF(formats)], STATUS_SYSTEM, cases[n].message_z);
		struct span line = buffer_span(&bytes);
		assert_ptr_equal(memchr(line.data, '\n', line.length), line.data + line.length - 1);
		assert_true(poison_find(line, &found));
		expect_span("with its line end", found.message, span_from_z(cases[n].found_z));
		line.length--;
		assert_true(poison_find(line, &found));
		expect_span("without", found.message, span_from_z(cases[n].found_z));
		assert_int_equal(found.status, STATUS_SYSTEM);
		buffer_free(&bytes);
	}
}

static void
tells_the_status_of_who_failed(void **state)
{
	static const struct {
		const char *line_z;
		enum status status;
		const char *error_z;
	} cases[] = {
		{"\"roster: this output is incomplete, do not use it (status 5): no disk\n",
			STATUS_SYSTEM,
			"-:2: the program that wrote this failed, and the output is incomplete: no disk"},
		{"{\"roster: this output is incomplete, do not use it (status 4): cap",
			STATUS_REFUSED,
			"-:2: the program that wrote this failed, and the output is incomplete: cap"},
		{"\"roster: this output is incomplete, do not use it: old\n", STATUS_BAD_DATA,
			"-:2: the program that wrote this failed, and the output is incomplete: old"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct poison found;
		struct error error = {0};
		assert_true(poison_find(span_from_z(cases[i].line_z), &found));
		assert_false(poison_refuse(&found, "-:2", &error));
		assert_int_equal(error.status, cases[i].status);
		assert_string_equal(error.text, cases[i].error_z);
	}
}

static void
is_nothing_else(void **state)
{
	static const char *const lines_z[] = {"", "\"", "{", "customer_id,phone",
		"\"roster: this output is complete", "{\"roster\":1}",
		"roster: this output is incomplete, do not use it: x",
		"\"roster: this output is incomplete, do not use it",
		"\"roster: this output is incomplete, do not use it (status 9): x",
		"\"roster: this output is incomplete, do not use it (status 0): x",
		" \"roster: this output is incomplete, do not use it: x"};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lines_z); i++) {
		struct poison found;
		assert_false(poison_find(span_from_z(lines_z[i]), &found));
	}
}

static void
cannot_be_finished_by_any_reader(void **state)
{
	struct buffer bytes = {0};
	struct csv_cutter cutter = {.delimiter = ','};
	struct csv_row row = {0};
	struct json_members members = {0};
	struct defect defect;
	(void)state;
	poison_add(&bytes, FORMAT_CSV, STATUS_USAGE, "it says \"no\",\nand ends");
	char *copy = padded_copy(buffer_span(&bytes), 64, '\n');
	assert_int_equal(
		csv_cut(&cutter, span_of(copy, bytes.length), true, &row, &defect), CUT_UNCLOSED);
	free(copy);
	buffer_clear(&bytes);
	poison_add(&bytes, FORMAT_NDJSON, STATUS_USAGE, "it says \"no\": {},\nand } ends\"}");
	copy = padded_copy(buffer_span(&bytes), JSON_PADDING, '"');
	assert_false(json_scan(span_of(copy, bytes.length - 1), &members, &defect));
	assert_string_equal(defect.reason, "this is not JSON: a string is not closed");
	free(copy);
	csv_row_free(&row);
	json_members_free(&members);
	buffer_free(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_found_again_with_its_reason),
		cmocka_unit_test(tells_the_status_of_who_failed),
		cmocka_unit_test(is_nothing_else),
		cmocka_unit_test(cannot_be_finished_by_any_reader),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_csv_cut.c - format/csv_cut.h, by RFC 4180 */
#include "format/csv_cut.h"
#include "support.h"

#define PADDING 64
#define FIELDS 10

#define STRAY "a quote stands in a field that does not begin with one"
#define BEHIND "text stands between the closing quote and the end of its field"
#define ALONE "a carriage return stands alone"
#define ZERO "a NUL byte stands in the record"
#define NOT_UTF8 "this is not UTF-8"

static void
cuts_by_the_rules(void **state)
{
	static const struct {
		struct span bytes;
		const char *fields_z; /* with | behind each */
		size_t length, content;
		bool quoted, doubled;
	} cases[] = {
		{SPAN_INIT("a,b,c\nd"), "a|b|c|", 6, 5, false, false},
		{SPAN_INIT("a,b\r\n"), "a|b|", 5, 3, false, false},
		{SPAN_INIT("\n"), "|", 1, 0, false, false},
		{SPAN_INIT("\r\n"), "|", 2, 0, false, false},
		{SPAN_INIT(",\n"), "||", 2, 1, false, false},
		{SPAN_INIT(",,\r\n"), "|||", 4, 2, false, false},
		{SPAN_INIT(" a , b \n"), " a | b |", 8, 7, false, false},
		{SPAN_INIT("\"a\"\n"), "\"a\"|", 4, 3, true, false},
		{SPAN_INIT("\"a\"\r\n"), "\"a\"|", 5, 3, true, false},
		{SPAN_INIT("\"\"\n"), "\"\"|", 3, 2, true, false},
		{SPAN_INIT("\"\",\"\"\n"), "\"\"|\"\"|", 6, 5, true, false},
		{SPAN_INIT("\"a,b\",c\n"), "\"a,b\"|c|", 8, 7, true, false},
		{SPAN_INIT("\"a\nb\",c\n"), "\"a\nb\"|c|", 8, 7, true, false},
		{SPAN_INIT("\"a\r\nb\rc\"\n"), "\"a\r\nb\rc\"|", 9, 8, true, false},
		{SPAN_INIT("\"a\"\"b\"\n"), "\"a\"\"b\"|", 7, 6, true, true},
		{SPAN_INIT("\"\"\"\"\n"), "\"\"\"\"|", 5, 4, true, true},
		{SPAN_INIT("\"\"\",\"\"\"\n"), "\"\"\",\"\"\"|", 8, 7, true, true},
		{SPAN_INIT("a,\"b\",,c\n"), "a|\"b\"||c|", 9, 8, true, false},
		{SPAN_INIT("Zo\xc3\xab,\"\xe2\x82\xac\"\n"), "Zo\xc3\xab|\"\xe2\x82\xac\"|", 11, 10,
			true, false},
	};
	struct csv_row row = {0};
	struct defect defect;
	(void)state;
	csv_row_reserve(&row, FIELDS);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		for (size_t length = 0; length <= cases[i].bytes.length; length++) {
			struct csv_cutter cutter = {.delimiter = ','};
			struct buffer fields = {0};
			char *copy = padded_copy(
				span_of(cases[i].bytes.data, length), PADDING, '\n');
			enum cut cut = csv_cut(
				&cutter, span_of(copy, length), false, &row, &defect);
			assert_int_equal(cut, length < cases[i].length ? CUT_MORE : CUT_RECORD);
			for (size_t j = 0; cut == CUT_RECORD && j < row.count; j++) {
				buffer_add(&fields, csv_row_field(&row, copy, j));
				buffer_add_byte(&fields, '|');
			}
			if (cut == CUT_RECORD) {
				expect_span("fields", buffer_span(&fields),
					span_from_z(cases[i].fields_z));
				assert_int_equal(row.length, cases[i].length);
				assert_int_equal(row.content, cases[i].content);
				assert_int_equal(row.quoted, cases[i].quoted);
				assert_int_equal(row.doubled, cases[i].doubled);
			}
			buffer_free(&fields);
			free(copy);
		}
	}
	csv_row_free(&row);
}

static void
says_where_each_rule_is_broken(void **state)
{
	static const struct {
		struct span bytes;
		size_t offset;
		const char *reason_z;
	} cases[] = {
		{SPAN_INIT("a\"b,c\n"), 1, STRAY},
		{SPAN_INIT("x,a\"\n"), 3, STRAY},
		{SPAN_INIT(" \"a\",c\n"), 1, STRAY},
		{SPAN_INIT("\"a\"b,c\n"), 3, BEHIND},
		{SPAN_INIT("\"a\" ,c\n"), 3, BEHIND},
		{SPAN_INIT("\"a\"b\n"), 3, BEHIND},
		{SPAN_INIT("\"a\"b\r\n"), 3, BEHIND},
		{SPAN_INIT("\"a\"b\"c\"\n"), 3, BEHIND},
		{SPAN_INIT("x,\"\"b\"\"\n"), 4, BEHIND},
		{SPAN_INIT("a\rb\n"), 1, ALONE},
		{SPAN_INIT("a\r\r\n"), 1, ALONE},
		{SPAN_INIT("\ra\n"), 0, ALONE},
		{SPAN_INIT("\"a\"\rb\n"), 3, ALONE},
		{SPAN_INIT("a\0b\n"), 1, ZERO},
		{SPAN_INIT("\"\0\"\n"), 1, ZERO},
		{SPAN_INIT("a,\xff\n"), 2, NOT_UTF8},
		{SPAN_INIT("\"\xc3\",b\n"), 1, NOT_UTF8},
		{SPAN_INIT("a,\xe2\x82\n"), 2, NOT_UTF8},
		{SPAN_INIT("\xff\"\n"), 1, STRAY},
		{SPAN_INIT("a\"b\"c\0\n"), 1, STRAY},
	};
	struct csv_row row = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct csv_cutter cutter = {.delimiter = ','};
		struct defect defect = {0};
		char *copy = padded_copy(cases[i].bytes, PADDING, 'x');
		struct span bytes = span_of(copy, cases[i].bytes.length);
		assert_int_equal(csv_cut(&cutter, bytes, false, &row, &defect), CUT_BAD);
		assert_int_equal(row.length, bytes.length);
		if (defect.offset != cases[i].offset || !strstr(defect.reason, cases[i].reason_z))
			fail_msg("case %zu: %s at %zu", i, defect.reason, defect.offset);
		bytes.length--;
		csv_cutter_reset(&cutter);
		assert_int_equal(csv_cut(&cutter, bytes, false, &row, &defect), CUT_MORE);
		free(copy);
	}
	csv_row_free(&row);
}

static void
ends_the_last_record_where_the_input_ends(void **state)
{
	static const struct {
		struct span bytes;
		enum cut cut;
		size_t fields, offset;
	} cases[] = {
		{SPAN_INIT(""), CUT_RECORD, 1, 0},
		{SPAN_INIT("a"), CUT_RECORD, 1, 0},
		{SPAN_INIT("a,"), CUT_RECORD, 2, 0},
		{SPAN_INIT("\"a\",\"b\""), CUT_RECORD, 2, 0},
		{SPAN_INIT("\"a\","), CUT_RECORD, 2, 0},
		{SPAN_INIT("\"a\"\"\""), CUT_RECORD, 1, 0},
		{SPAN_INIT("a\r"), CUT_BAD, 1, 1},
		{SPAN_INIT("\"a\"\r"), CUT_BAD, 1, 3},
		{SPAN_INIT("\"a\"b"), CUT_BAD, 1, 3},
		{SPAN_INIT("a\xc3"), CUT_BAD, 1, 1},
		{SPAN_INIT("\""), CUT_UNCLOSED, 0, 0},
		{SPAN_INIT("a,\"b\nc\n"), CUT_UNCLOSED, 0, 2},
		{SPAN_INIT("\"a\",b,\"c\"\""), CUT_UNCLOSED, 0, 6},
	};
	struct csv_row row = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		for (const char *fill = "x,\n\r\"\xff"; *fill; fill++) {
			struct csv_cutter cutter = {.delimiter = ','};
			struct defect defect = {0};
			size_t length = cases[i].bytes.length;
			char *copy = padded_copy(cases[i].bytes, PADDING, *fill);
			enum cut cut = csv_cut(&cutter, span_of(copy, length), true, &row, &defect);
			assert_int_equal(cut, cases[i].cut);
			if (cut == CUT_UNCLOSED) {
				assert_int_equal(row.defect_offset, cases[i].offset);
			} else {
				assert_int_equal(row.count, cases[i].fields);
				assert_int_equal(row.length, length);
				assert_int_equal(row.content, length);
				assert_int_equal(defect.offset, cases[i].offset);
			}
			free(copy);
		}
	csv_row_free(&row);
}

static void
counts_fields_that_it_has_no_room_for(void **state)
{
	struct csv_cutter cutter = {.delimiter = ';'};
	struct csv_row row = {0};
	struct defect defect;
	char *copy = padded_copy(SPAN("a;b;c,c;d;e\n"), PADDING, 0);
	(void)state;
	csv_row_reserve(&row, 2);
	assert_int_equal(csv_cut(&cutter, span_of(copy, 12), false, &row, &defect), CUT_RECORD);
	assert_int_equal(row.count, 5);
	assert_int_equal(row.capacity, 2);
	expect_span("second", csv_row_field(&row, copy, 1), SPAN("b"));
	csv_row_reserve(&row, row.count);
	csv_cut(&cutter, span_of(copy, 12), false, &row, &defect);
	expect_span("third", csv_row_field(&row, copy, 2), SPAN("c,c"));
	expect_span("last", csv_row_field(&row, copy, 4), SPAN("e"));
	csv_row_free(&row);
	free(copy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_by_the_rules),
		cmocka_unit_test(says_where_each_rule_is_broken),
		cmocka_unit_test(ends_the_last_record_where_the_input_ends),
		cmocka_unit_test(counts_fields_that_it_has_no_room_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

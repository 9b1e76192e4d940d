/* test_where_evaluate.c - where/where.h: which records an expression means */
#include "reading.h"
#include "where/where.h"

/* An expression about the column c, its raw cells, and of each: yes, no or bad. */
struct evaluation {
	const char *expression_z;
	const char *cells_z;    /* joined by |; of NDJSON, a blank one is no key at all */
	const char *verdicts_z; /* y, n or b */
};

static void
build_text(const char *cells_z, enum format format, struct buffer *text)
{
	buffer_clear(text);
	buffer_add_z(text, format == FORMAT_CSV ? "x,c\n" : "{\"c\":0,\"x\":0}\n");
	for (;;) {
		size_t length = strcspn(cells_z, "|");
		struct span cell = span_of(cells_z, length);
		if (format == FORMAT_CSV)
			buffer_add_format(text, "0,%.*s\n", SPAN_ARGUMENTS(cell));
		else if (length)
			buffer_add_format(text, "{\"x\":0,\"c\":%.*s}\n", SPAN_ARGUMENTS(cell));
		else
			buffer_add_z(text, "{\"x\":0}\n");
		if (!cells_z[length])
			return;
		cells_z += length + 1;
	}
}

static struct where *
parse(const char *expression_z, struct columns *columns)
{
	struct error error = {0};
	struct where_context context = {0};
	assert_true(date_parse(SPAN("2024-03-31"), &context.today));
	struct where *where = where_parse(expression_z, columns, &context, &error);
	if (!where)
		fail_msg("%s", error.text);
	return where;
}

static void
check_one(const struct evaluation *one, enum format format)
{
	struct text_input input = {0};
	struct buffer text = {0}, verdicts = {0};
	struct where *where = parse(one->expression_z, &input.columns);
	build_text(one->cells_z, format, &text);
	assert_true(text_open(&input, buffer_span(&text)));
	if (format == FORMAT_NDJSON)
		assert_int_equal(text_next(&input), READING_RECORD);
	while (text_next(&input) == READING_RECORD) {
		bool matches;
		bool well = where_test(where, input.record, &matches);
		buffer_add_byte(&verdicts, well ? matches ? 'y' : 'n' : 'b');
	}
	expect_span(one->expression_z, buffer_span(&verdicts), span_from_z(one->verdicts_z));
	where_free(where);
	text_close(&input);
	buffer_free(&text);
	buffer_free(&verdicts);
}

static void
compares_texts_by_their_bytes(void **state)
{
	static const struct evaluation cases[] = {
		{"c = 'b'", "a|b|B|bb||\"b\"", "nynnny"},
		{"c != 'b'", "a|b|B|bb||\"b\"", "ynyyyn"},
		{"c < 'b'", "a|b|B|bb||\xc3\xa9", "ynynnn"},
		{"c <= 'b'", "a|b|B|bb|", "yyynn"},
		{"c > 'b'", "a|b|B|bb||\xc3\xa9", "nnnyny"},
		{"c >= 'b'", "a|b|B|bb|", "nynyn"},
		{"c = ''", "a||\"\"| ", "nyyn"},
		{"c != ''", "a||\"\"", "ynn"},
		{"c >= ''", "a|", "yy"},
		{"c > ''", "a|", "yn"},
		{"c = '10'", "10|10.0|010", "ynn"},
		{"c < '9'", "10|9|", "ynn"},
		{"lower(c) = 'ab'", "AB|ab|aB|\xc3\x81", "yyyn"},
		{"lower(c) = 'AB'", "AB|ab", "nn"},
		{"c = 'it''s \"x\"'", "\"it's \"\"x\"\"\"", "y"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_one(&cases[i], FORMAT_CSV);
}

static void
compares_numbers_truths_and_dates_as_such(void **state)
{
	static const struct evaluation cases[] = {
		{"c = 10", "10|10.0|1e1|010|11|x||+10", "yyyynbny"},
		{"c != 10", "10|11||x", "nyyb"},
		{"c < -1.5", "-2|-1.5|0||2024-01-01", "ynnnb"},
		{"c >= 1e3", "999.9|1000|1001|", "nyyn"},
		{"c = TRUE", "TRUE|true|False||maybe|1", "yynnbb"},
		{"c != TRUE", "TRUE|true|False||maybe", "nnyyb"},
		{"c = false", "FALSE||true", "ynn"},
		{"c in (TRUE, FALSE)", "TRUE|false||x", "yynb"},
		{"c = 2024-02-29", "2024-02-29|2024-02-29T23:59:59Z|2024-02-28||31/02", "yynnb"},
		{"c < 2024-02-29", "2024-02-28|2024-02-29|2023-12-31T10:00||2023-02-29", "ynynb"},
		{"c >= today", "2024-03-30|2024-03-31|2024-04-01|", "nyyn"},
		{"c = today - 1 month", "2024-02-29|2024-03-01|2024-02-28", "ynn"},
		{"c = today - 18 months", "2022-09-30|2022-10-01", "yn"},
		{"c = today + 1 year - 1 day", "2025-03-30|2025-03-31", "yn"},
		{"c = today - 4 weeks", "2024-03-03|2024-03-02", "yn"},
		{"c = 2024-01-31 + 1 month + 1 month", "2024-03-29|2024-03-31", "yn"},
		{"c not in (2024-01-01, 2024-01-02)", "2024-01-01|2024-01-03||x", "nyyb"},
		{"c in (1, 2.0)", "1|2|3||x", "yynnb"},
		{"c not in (1, 2.0)", "1|2|3||x", "nnyyb"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_one(&cases[i], FORMAT_CSV);
}

static void
matches_lists_regexes_and_groups(void **state)
{
	static const struct evaluation cases[] = {
		{"c in ('a', \"b\", '')", "a|b|c||A", "yynyn"},
		{"c not in ('a')", "a|b|", "nyy"},
		{"lower(c) in ('a')", "A|a|b", "yyn"},
		{"c in file(\"list\", Name)", "a|A|b||\"q\"\"\"", "ynyny"},
		{"c not in file('list', name)", "a|A|b|", "nyny"},
		{"lower(c) in file('list', `NAME`)", "UP|up|A|x|", "yyynn"},
		{"c ~ '^a+b?$'", "a|aab|b|abb||ba", "yynnnn"},
		{"c ~ 'a.c'", "xabcx|ac||\"a\nc\"", "ynny"},
		{"c ~ '^$'", "a|", "nn"},
		{"c ~ '(x|y){2}'", "xy|x|y|yyz", "ynny"},
		{"lower(c) ~ 'ab'", "xAB|ab|ba", "yyn"},
		{"c ~ '[[:digit:]]'", "a1|a", "yn"},
		{"not c ~ 'a'", "a|b|", "nyy"},
		{"c has 'b'", "b|a;b|ab;bc|;;|B|", "yynnnn"},
		{"lower(c) has 'b'", "B|A;B|a", "yyn"},
		{"not c has 'b'", "b|a|", "nyy"},
		{"c has 'a;b'", "a;b", "n"},
		{"c is empty", "a||\"\"| ", "nyyn"},
		{"c is not empty", "a||\"\"| ", "ynny"},
	};
	(void)state;
	put_file("list", SPAN("id,name\n1,a\n2,b\n3,\n4,\"q\"\"\"\n5,Up\n"));
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_one(&cases[i], FORMAT_CSV);
}

static void
reads_values_of_objects(void **state)
{
	static const struct evaluation cases[] = {
		{"c is empty", "|null|\"\"|[]|[\"\"]|0|false|{}|\" \"|[\"a\"]", "yyyyynnnnn"},
		{"c = ''", "|null|\"\"|[]|0", "yyyyn"},
		{"c = TRUE", "true|\"True\"|false|null||\"\"|[]|1|{}", "yynnnnnbb"},
		{"c != TRUE", "true|false|null||[]|\"x\"", "nyyyyb"},
		{"c = 1", "1|\"1\"|1.0|\"1.0e0\"|null|true|[]|{}|[\"1\"]", "yyyynbnby"},
		{"c = '1'", "1|\"1\"|1.0|true", "yynn"},
		{"c = 'TRUE'", "true|\"true\"", "yn"},
		{"c = 'a;b'", "[\"a\",\"b\"]|\"a;b\"|[\"a\",1]", "yyb"},
		{"c has 'b'", "[\"a\",\"b\"]|\"a;b\"|[\"a;b\"]|null||1|{}|[1]", "yynnnbbb"},
		{"c >= 2024-01-01", "\"2024-01-01\"|20240101|null", "ybn"},
		{"c ~ '^\xc3\xa9$'", "\"\\u00e9\"|\"\xc3\xa9\"|\"e\"", "yyn"},
		{"c = 'x'", "\"\\u0078\"|\"\\ud800\"|{\"a\":1}", "ybb"},
		{"c < 1e400", "1e399|1e401|123456789012345678901234567890", "yny"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_one(&cases[i], FORMAT_NDJSON);
}

static void
joins_with_not_before_and_before_or(void **state)
{
	static const struct evaluation cases[] = {
		{"c = 'a' or c = 'b' and c = 'x'", "a|b|x", "ynn"},
		{"(c = 'a' or c = 'b') and c != 'b'", "a|b|x", "ynn"},
		{"not c = 'a' and c != 'b'", "a|b|x", "nny"},
		{"not (c = 'a' or c = 'b')", "a|b|x", "nny"},
		{"not not c = 'a'", "a|b", "yn"},
		{"not c != 'a'", "a|b", "yn"},
		{"NOT c IS NOT EMPTY", "a|", "ny"},
		{"c = 'a' or c = 1", "a|1|x", "yyb"},
		{"c is empty or c < 5", "|4|6|x", "yynb"},
		{"c is not empty and c < 5", "|4|6|x", "nynb"},
		{"c < 5 and c = 'x'", "x|4|6", "bnn"},
		{"not (c < 5 or c = 'x')", "x|4|6", "bny"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_one(&cases[i], FORMAT_CSV);
}

static void
says_why_a_record_is_bad(void **state)
{
	static const struct {
		const char *expression_z, *value_z, *reason_z;
	} cases[] = {
		{"c = 1", "may,be", "C is \"may,be\", not a number"},
		{"c < 2020", "2019-12-31",
			"C is \"2019-12-31\", not a number; compare it with a date (YYYY-MM-DD) in --where"},
		{"c < today", "may,be", "C is \"may,be\", not a date (YYYY-MM-DD)"},
		{"c = TRUE", "may,be", "C is \"may,be\", not TRUE or FALSE"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		bool matches;
		struct where *where = parse(cases[i].expression_z, &input.columns);
		char *text_z = text_formatted_z("x,C\n0,\"%s\"\n", cases[i].value_z);
		struct record *record = text_first(&input, span_from_z(text_z));
		assert_false(where_test(where, record, &matches));
		assert_string_equal(record->defect.reason, cases[i].reason_z);
		assert_int_equal(record->defect.offset, 2);
		where_free(where);
		text_close(&input);
		free(text_z);
	}
}

/* Where it was read, once a record, and not of a bad one. */
static void
counts_the_empties_that_it_met(void **state)
{
	struct text_input input = {0};
	bool matches;
	(void)state;
	struct where *where = parse(
		"(a = 1 or a = 2) or b is empty or `c` has 'x'", &input.columns);
	assert_true(text_open(&input, SPAN("a,b,c\n,,\n1,,\n,1,\n3,1,x\nbad,,\n,x,\n")));
	while (text_next(&input) == READING_RECORD)
		where_test(where, input.record, &matches);
	assert_int_equal(where_column_count(where), 3);
	assert_int_equal(where_empty_count(where, 0), 3);
	assert_int_equal(where_empty_count(where, 1), 1);
	assert_int_equal(where_empty_count(where, 2), 2);
	where_free(where);
	text_close(&input);
	where = parse("b is empty and a < 1", &input.columns);
	assert_true(text_open(&input, SPAN("a,b\nbad,\n,\n")));
	while (text_next(&input) == READING_RECORD)
		where_test(where, input.record, &matches);
	assert_int_equal(where_empty_count(where, 0), 1);
	assert_int_equal(where_empty_count(where, 1), 1);
	where_free(where);
	text_close(&input);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares_texts_by_their_bytes),
		cmocka_unit_test(compares_numbers_truths_and_dates_as_such),
		cmocka_unit_test(matches_lists_regexes_and_groups),
		cmocka_unit_test(reads_values_of_objects),
		cmocka_unit_test(joins_with_not_before_and_before_or),
		cmocka_unit_test(says_why_a_record_is_bad),
		cmocka_unit_test(counts_the_empties_that_it_met),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

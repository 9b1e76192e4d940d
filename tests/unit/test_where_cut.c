/* test_where_cut.c - where/where_cut.h: the date that divides, and who only the date keeps out */
#include "reading.h"
#include "where/where_cut.h"

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

static const struct {
	const char *expression_z;
	const char *cut_z; /* NULL: there is none */
} cuts[] = {
	{"d < today - 1 month", "d before 2024-02-29"},
	{"d <= 2024-01-01", "d before 2024-01-01 and that day"},
	{"d > today", "d after 2024-03-31"},
	{"d >= today", "d after 2024-03-31 and that day"},
	{"not d < today", "d after 2024-03-31 and that day"},
	{"not (d > today)", "d before 2024-03-31 and that day"},
	{"c = \"x\" and (d < today and e < 2020-01-01)", "d before 2024-03-31"},
	{"d < today or c = \"x\"", NULL},
	{"not (d < today and c = \"x\")", NULL},
	{"d = today", NULL},
	{"d != today", NULL},
	{"d in (2024-01-01, 2024-02-01)", NULL},
	{"n < 5", NULL},
	{"c = \"2024-01-01\"", NULL},
};

static void
finds_the_date_that_divides(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cuts) / sizeof(*cuts); i++) {
		struct columns columns = {0};
		struct where *where = parse(cuts[i].expression_z, &columns);
		struct where_cut cut;
		bool found = where_find_cut(where, &cut);
		assert_int_equal(found, cuts[i].cut_z != NULL);
		if (found) {
			struct buffer told = {0};
			char date_z[DATE_TEXT_SIZE];
			date_print(cut.date, date_z);
			buffer_add_format(&told, "%.*s %s %s%s", SPAN_ARGUMENTS(cut.name),
				cut.before ? "before" : "after", date_z,
				cut.with_day ? " and that day" : "");
			expect_span(cuts[i].expression_z, buffer_span(&told),
				span_from_z(cuts[i].cut_z));
			buffer_free(&told);
		}
		where_free(where);
		columns_free(&columns);
	}
}

/* Who matches once the date does not count: the rest of the expression still does. */
static void
opens_the_cut_and_nothing_else(void **state)
{
	static const char *const expressions_z[] = {
		"c = \"x\" and d < 2024-01-01", "c = \"x\" and not d >= 2024-01-01"};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct text_input input = {0};
		struct buffer verdicts = {0};
		struct where *where = parse(expressions_z[i], &input.columns);
		where_open_cut(where);
		assert_true(text_open(&input, SPAN("c,d\nx,2023-12-31\nx,2024-01-01\n"
						   "y,2023-12-31\ny,2025-01-01\n")));
		while (text_next(&input) == READING_RECORD) {
			bool matches;
			assert_true(where_test(where, input.record, &matches));
			buffer_add_byte(&verdicts, matches ? 'y' : 'n');
		}
		expect_span(expressions_z[i], buffer_span(&verdicts), SPAN("yynn"));
		buffer_free(&verdicts);
		where_free(where);
		text_close(&input);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_date_that_divides),
		cmocka_unit_test(opens_the_cut_and_nothing_else),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

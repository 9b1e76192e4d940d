/* test_dates.c - check/dates.h */
#include "check/dates.h"
#include "support.h"

static void
knows_the_styles(void **state)
{
	static const struct {
		const char *text_z;
		enum date_style style;
	} cases[] = {
		{"2024-03-14", DATE_STYLE_ISO},
		{"2024-03-14T08:15:00Z", DATE_STYLE_ISO},
		{"2024-02-31", DATE_STYLE_NONE},
		{"3/14/2024", DATE_STYLE_SLASH},
		{"03/14/24", DATE_STYLE_SLASH},
		{"14.3.2024", DATE_STYLE_SLASH},
		{"3-14-2024", DATE_STYLE_SLASH},
		{"3/14/2024 8:15", DATE_STYLE_SLASH},
		{" 3/14/2024 ", DATE_STYLE_SLASH},
		{"3/14/202", DATE_STYLE_NONE},
		{"3/14-2024", DATE_STYLE_NONE},
		{"3/14/2024x", DATE_STYLE_NONE},
		{"1-Sep-26", DATE_STYLE_NAME},
		{"14 March 2024", DATE_STYLE_NAME},
		{"Mar 14, 2024", DATE_STYLE_NAME},
		{"Sept. 1, 2026", DATE_STYLE_NAME},
		{"1-Sap-26", DATE_STYLE_NONE},
		{"May Smith", DATE_STYLE_NONE},
		{"45260", DATE_STYLE_SERIAL},
		{"45260.5", DATE_STYLE_SERIAL},
		{"80301", DATE_STYLE_NONE},
		{"452601", DATE_STYLE_NONE},
		{"2024", DATE_STYLE_NONE},
		{"Seniors", DATE_STYLE_NONE},
		{"", DATE_STYLE_NONE},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (date_style_of(span_from_z(cases[i].text_z)) != cases[i].style)
			fail_msg("\"%s\" is %d", cases[i].text_z,
				date_style_of(span_from_z(cases[i].text_z)));
}

static void
add(struct date_column *column, struct findings *findings, const char *text_z, uint64_t line)
{
	struct finding finding = {.place = {0, line, 7}, .found = span_from_z(text_z)};
	date_column_add(column, findings, date_style_of(span_from_z(text_z)), &finding,
		span_from_z(text_z));
}

/* How many values are reported when `texts_z` stand in a column. */
static uint64_t
unreadable(bool by_name, const char *const *texts_z, size_t count)
{
	struct findings findings = {.most = 5};
	struct date_column column = {.by_name = by_name};
	for (size_t i = 0; i < count; i++)
		add(&column, &findings, texts_z[i], i + 2);
	date_column_report(&column, &findings, SPAN("birthday"));
	uint64_t found = findings.kinds[KIND_UNREADABLE_DATE].count;
	date_column_free(&column);
	findings_free(&findings);
	return found;
}

static void
takes_three_quarters_for_a_column_of_dates(void **state)
{
	static const char *const mostly[] = {"2024-01-02", "3/4/2024", "2024-01-04", "soon"};
	static const char *const hardly[] = {"2024-01-02", "soon", "2024-01-04", "later"};
	static const char *const numbers[] = {"45260", "45261", "45262", "45263"};
	(void)state;
	assert_int_equal(unreadable(false, mostly, 4), 2);
	assert_int_equal(unreadable(false, mostly, 3), 0);
	assert_int_equal(unreadable(false, hardly, 4), 0);
	assert_int_equal(unreadable(true, hardly, 4), 2);
	assert_int_equal(unreadable(false, numbers, 4), 0);
	assert_int_equal(unreadable(true, numbers, 4), 4);
}

static void
settles_after_a_thousand_values(void **state)
{
	struct findings findings = {.most = 5};
	struct date_column plain = {0}, named = {.by_name = true}, dates = {0};
	(void)state;
	for (uint64_t i = 1; i <= 1000; i++) {
		assert_false(plain.settled);
		add(&plain, &findings, "Ana", i);
		add(&named, &findings, "Ana", i);
		add(&dates, &findings, i % 4 ? "2024-01-02" : "Ana", i);
	}
	assert_true(plain.settled);
	assert_false(named.settled);
	assert_false(dates.settled);
	date_column_report(&plain, &findings, SPAN("name"));
	assert_int_equal(findings.kinds[KIND_UNREADABLE_DATE].count, 0);
	date_column_free(&plain);
	date_column_free(&named);
	date_column_free(&dates);
	findings_free(&findings);
}

static void
counts_the_styles(void **state)
{
	struct findings findings = {.most = 5};
	struct date_column column = {.by_name = true};
	(void)state;
	add(&column, &findings, "2024-01-02", 2);
	add(&column, &findings, "1-Sep-26", 3);
	add(&column, &findings, "2024-01-04", 4);
	add(&column, &findings, "soon", 5);
	add(&column, &findings, "3/14/2024", 6);
	date_column_report(&column, &findings, SPAN("last_contacted"));
	const struct place_list *list = &findings.kinds[KIND_DATE_STYLES];
	assert_int_equal(list->count, 1);
	expect_span("styles", list->list[0].found,
		SPAN("last_contacted has 2 like 2024-01-02, 1 like 3/14/2024, 1 like 1-Sep-26"));
	date_column_free(&column);
	findings_free(&findings);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_styles),
		cmocka_unit_test(takes_three_quarters_for_a_column_of_dates),
		cmocka_unit_test(settles_after_a_thousand_values),
		cmocka_unit_test(counts_the_styles),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_date.c - record/date.h beside a calendar that counts the days one by one */
#include "record/date.h"
#include "support.h"

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in(int year, int month)
{
	if (month == 2)
		return is_leap(year) ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void
counts_every_day_of_ten_thousand_years(void **state)
{
	int32_t day = 0;
	(void)state;
	for (int year = 0; year < 10000; year++) {
		for (int month = 1; month <= 12; month++) {
			for (int of_month = 1; of_month <= days_in(year, month); of_month++) {
				char text_z[32], printed_z[DATE_TEXT_SIZE];
				struct date date;
				snprintf(text_z, sizeof(text_z), "%04d-%02d-%02d", year, month,
					of_month);
				assert_true(date_parse(span_from_z(text_z), &date));
				if (!year && month == 1 && of_month == 1)
					day = date.day;
				if (date.day != day++)
					fail_msg("%s is day %d", text_z, date.day);
				date_print(date, printed_z);
				assert_string_equal(printed_z, text_z);
			}
		}
	}
	struct date epoch;
	assert_true(date_parse(SPAN("1970-01-01"), &epoch));
	assert_int_equal(epoch.day, 0);
}

static void
refuses_what_is_no_day_or_no_time(void **state)
{
	static const struct {
		const char *text_z;
		bool well;
	} cases[] = {
		{"2024-02-29", true},
		{"2023-02-29", false},
		{"1900-02-29", false},
		{"2024-02-31", false},
		{"2024-00-10", false},
		{"2024-13-01", false},
		{"2024-04-31", false},
		{"2024-4-01", false},
		{"2024-04-1", false},
		{"", false},
		{"2024", false},
		{"20240229", false},
		{"24-02-29", false},
		{"2024/02/29", false},
		{" 2024-02-29", false},
		{"2024-02-29 ", false},
		{"2024-02-2x", false},
		{"x024-02-29", false},
		{"3/14/2024", false},
		{"2024-02-29T10:00", true},
		{"2024-02-29 10:00:00", true},
		{"2024-02-29t10:00:00z", true},
		{"2024-02-29T10:00:00.123456Z", true},
		{"2024-02-29T10:00:00+05:30", true},
		{"2024-02-29T23:59:60Z", true},
		{"2024-02-29T24:00:00Z", false},
		{"2024-02-29T10:60", false},
		{"2024-02-29T10", false},
		{"2024-02-29T10:00:61", false},
		{"2024-02-29T10:00:00.", false},
		{"2024-02-29T10:00:00+0530", false},
		{"2024-02-29T10:00:00ZZ", false},
		{"2024-02-29X10:00", false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct date date;
		if (date_parse(span_from_z(cases[i].text_z), &date) != cases[i].well)
			fail_msg("%s", cases[i].text_z);
	}
}

static void
moves_by_days_weeks_months_and_years(void **state)
{
	static const struct {
		const char *from_z;
		int64_t count;
		enum date_unit unit;
		const char *to_z; /* NULL: it leaves the years 0000 to 9999 */
	} cases[] = {
		{"2024-03-31", -1, DATE_MONTHS, "2024-02-29"},
		{"2023-03-31", -1, DATE_MONTHS, "2023-02-28"},
		{"2024-01-31", 1, DATE_MONTHS, "2024-02-29"},
		{"2024-05-31", -18, DATE_MONTHS, "2022-11-30"},
		{"2024-12-15", 1, DATE_MONTHS, "2025-01-15"},
		{"2024-02-29", 1, DATE_YEARS, "2025-02-28"},
		{"2024-02-29", -4, DATE_YEARS, "2020-02-29"},
		{"2024-02-28", 2, DATE_DAYS, "2024-03-01"},
		{"2024-03-01", -1, DATE_WEEKS, "2024-02-23"},
		{"2024-03-01", 0, DATE_MONTHS, "2024-03-01"},
		{"9999-12-31", 1, DATE_DAYS, NULL},
		{"0000-01-01", -1, DATE_DAYS, NULL},
		{"0000-01-31", -1, DATE_MONTHS, NULL},
		{"9999-01-31", 1, DATE_YEARS, NULL},
		{"2024-01-01", INT64_MAX, DATE_WEEKS, NULL},
		{"2024-01-01", INT64_MIN, DATE_YEARS, NULL},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct date date;
		char text_z[DATE_TEXT_SIZE];
		assert_true(date_parse(span_from_z(cases[i].from_z), &date));
		bool well = date_add(&date, cases[i].count, cases[i].unit);
		date_print(date, text_z);
		const char *expected_z = cases[i].to_z ? cases[i].to_z : cases[i].from_z;
		if (well != (cases[i].to_z != NULL) || strcmp(text_z, expected_z) != 0)
			fail_msg("%s becomes %s, not %s", cases[i].from_z, text_z, expected_z);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_every_day_of_ten_thousand_years),
		cmocka_unit_test(refuses_what_is_no_day_or_no_time),
		cmocka_unit_test(moves_by_days_weeks_months_and_years),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

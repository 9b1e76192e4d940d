/* test_date.c - record/date.h */
#include "record/date.h"
#include "support.h"

#include <time.h>

static void
reads_days_and_leaves_times_aside(void **state)
{
	static const struct {
		const char *text_z, *day_z; /* NULL: no date */
	} cases[] = {
		{"2024-02-29", "2024-02-29"},
		{"2023-02-29", NULL},
		{"1900-02-29", NULL},
		{"2000-02-29", "2000-02-29"},
		{"0000-01-01", "0000-01-01"},
		{"9999-12-31", "9999-12-31"},
		{"2024-00-01", NULL},
		{"2024-13-01", NULL},
		{"2024-01-00", NULL},
		{"2024-01-32", NULL},
		{"2024-04-31", NULL},
		{"", NULL},
		{"2024-01-1", NULL},
		{"2024-1-01", NULL},
		{"24-01-01", NULL},
		{"2024/01/01", NULL},
		{"20240101", NULL},
		{"2024-01-01 ", NULL},
		{" 2024-01-01", NULL},
		{"202a-01-01", NULL},
		{"-024-01-01", NULL},
		{"12024-01-01", NULL},
		{"2024-01-01T23:59", "2024-01-01"},
		{"2024-01-01 00:00:00", "2024-01-01"},
		{"2024-01-01t12:30:60.123456789Z", "2024-01-01"},
		{"2024-01-01T12:30z", "2024-01-01"},
		{"2024-01-01T12:30:15+14:00", "2024-01-01"},
		{"2024-01-01T12:30-23:59", "2024-01-01"},
		{"2024-01-01T", NULL},
		{"2024-01-01T12", NULL},
		{"2024-01-01T24:00", NULL},
		{"2024-01-01T12:60", NULL},
		{"2024-01-01T12:30:61", NULL},
		{"2024-01-01T12:30:15.", NULL},
		{"2024-01-01T12:30.5", NULL},
		{"2024-01-01T12:30:15,5", NULL},
		{"2024-01-01T12:30:15+24:00", NULL},
		{"2024-01-01T12:30+x1-20:30", NULL},
		{"2024-01-01T12:30:15+14", NULL},
		{"2024-01-01T12:30:15+14:00Z", NULL},
		{"2024-01-01T12:30ZZ", NULL},
		{"2024-01-01T12:30 Z", NULL},
		{"2024-01-01_12:30", NULL},
		{"2024-01-01T1a:30", NULL},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct date date;
		char text_z[DATE_TEXT_SIZE] = "";
		bool well = date_parse(span_from_z(cases[i].text_z), &date);
		if (well != (cases[i].day_z != NULL))
			fail_msg("%s: %d", cases[i].text_z, well);
		if (!well)
			continue;
		date_print(date, text_z);
		assert_string_equal(text_z, cases[i].day_z);
	}
}

static int
days_of(int year, int month)
{
	if (month == 2)
		return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void
put_digits(char *text, int number)
{
	text[0] = (char)('0' + number / 10);
	text[1] = (char)('0' + number % 10);
}

/* From the first day to the last, one by one. */
static void
counts_every_day_of_ten_thousand_years(void **state)
{
	struct date date;
	char text_z[] = "0000-01-01", printed_z[DATE_TEXT_SIZE];
	(void)state;
	assert_true(date_parse(SPAN("0000-01-01"), &date));
	int32_t next = date.day;
	for (int year = 0; year <= 9999; year++) {
		put_digits(text_z, year / 100);
		put_digits(text_z + 2, year % 100);
		for (int month = 1; month <= 12; month++) {
			put_digits(text_z + 5, month);
			for (int day = 1; day <= 31; day++) {
				put_digits(text_z + 8, day);
				bool well = date_parse(span_of(text_z, 10), &date);
				if (well != (day <= days_of(year, month)))
					fail_msg("%s: %d", text_z, well);
				if (!well)
					continue;
				date_print(date, printed_z);
				if (date.day != next++ || strcmp(printed_z, text_z) != 0)
					fail_msg("%s: %d, %s", text_z, date.day, printed_z);
			}
		}
	}
	assert_true(date_parse(SPAN("1970-01-01"), &date));
	assert_int_equal(date.day, 0);
}

static void
moves_dates_and_ends_months_early(void **state)
{
	static const struct {
		const char *from_z;
		int64_t count;
		enum date_unit unit;
		const char *to_z; /* NULL: it leaves the calendar */
	} cases[] = {
		{"2024-03-31", -1, DATE_MONTHS, "2024-02-29"},
		{"2023-03-31", -1, DATE_MONTHS, "2023-02-28"},
		{"2024-01-31", 1, DATE_MONTHS, "2024-02-29"},
		{"2024-05-31", 1, DATE_MONTHS, "2024-06-30"},
		{"2024-05-30", -3, DATE_MONTHS, "2024-02-29"},
		{"2024-12-15", 1, DATE_MONTHS, "2025-01-15"},
		{"2024-01-15", -1, DATE_MONTHS, "2023-12-15"},
		{"2024-11-24", -18, DATE_MONTHS, "2023-05-24"},
		{"2024-02-29", 1, DATE_YEARS, "2025-02-28"},
		{"2024-02-29", -4, DATE_YEARS, "2020-02-29"},
		{"2024-02-28", 2, DATE_DAYS, "2024-03-01"},
		{"2024-03-01", -1, DATE_WEEKS, "2024-02-23"},
		{"2024-03-01", 0, DATE_MONTHS, "2024-03-01"},
		{"9999-12-31", 0, DATE_DAYS, "9999-12-31"},
		{"9999-12-31", 1, DATE_DAYS, NULL},
		{"0000-01-01", -1, DATE_DAYS, NULL},
		{"9999-12-01", 1, DATE_MONTHS, NULL},
		{"0000-01-31", -1, DATE_MONTHS, NULL},
		{"9999-01-01", 1, DATE_YEARS, NULL},
		{"0000-01-01", 9999, DATE_YEARS, "9999-01-01"},
		{"0000-01-01", 3652424, DATE_DAYS, "9999-12-31"},
		{"0000-01-01", 3652425, DATE_DAYS, NULL},
		{"2024-01-01", INT64_MAX, DATE_YEARS, NULL},
		{"2024-01-01", INT64_MIN, DATE_WEEKS, NULL},
		{"2024-01-01", 3652424, DATE_YEARS, NULL},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct date date;
		char text_z[DATE_TEXT_SIZE];
		const char *expected_z = cases[i].to_z ? cases[i].to_z : cases[i].from_z;
		assert_true(date_parse(span_from_z(cases[i].from_z), &date));
		bool well = date_add(&date, cases[i].count, cases[i].unit);
		assert_int_equal(well, cases[i].to_z != NULL);
		date_print(date, text_z);
		assert_string_equal(text_z, expected_z);
	}
}

/* A month on, then as many days back as the month has too few. */
static void
agrees_with_months_that_are_counted_by_hand(void **state)
{
	uint64_t seed = 1970;
	(void)state;
	for (size_t round = 0; round < 5000; round++) {
		int year = (int)chance(&seed, 9000) + 500, month = (int)chance(&seed, 12) + 1;
		int day = (int)chance(&seed, (size_t)days_of(year, month)) + 1;
		int count = (int)chance(&seed, 1200) - 600;
		char text_z[64], expected_z[64], printed_z[DATE_TEXT_SIZE];
		snprintf(text_z, sizeof(text_z), "%04d-%02d-%02d", year, month, day);
		struct date date;
		assert_true(date_parse(span_from_z(text_z), &date));
		assert_true(date_add(&date, count, DATE_MONTHS));
		date_print(date, printed_z);
		for (int left = count; left; left += left < 0 ? 1 : -1) {
			month += left < 0 ? -1 : 1;
			year += month > 12 ? 1 : month < 1 ? -1 : 0;
			month = month > 12 ? 1 : month < 1 ? 12 : month;
		}
		day = day < days_of(year, month) ? day : days_of(year, month);
		snprintf(expected_z, sizeof(expected_z), "%04d-%02d-%02d", year, month, day);
		if (strcmp(printed_z, expected_z) != 0)
			fail_msg("%s %+d months: %s, not %s", text_z, count, printed_z, expected_z);
	}
}

static void
today_is_the_day_of_the_local_clock(void **state)
{
	(void)state;
	struct date date;
	char before_z[32], printed_z[DATE_TEXT_SIZE], after_z[32];
	time_t now = time(NULL);
	strftime(before_z, sizeof(before_z), "%Y-%m-%d", localtime(&now));
	date_today(&date);
	now = time(NULL);
	strftime(after_z, sizeof(after_z), "%Y-%m-%d", localtime(&now));
	date_print(date, printed_z);
	assert_true(strcmp(before_z, printed_z) == 0 || strcmp(after_z, printed_z) == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_days_and_leaves_times_aside),
		cmocka_unit_test(counts_every_day_of_ten_thousand_years),
		cmocka_unit_test(moves_dates_and_ends_months_early),
		cmocka_unit_test(agrees_with_months_that_are_counted_by_hand),
		cmocka_unit_test(today_is_the_day_of_the_local_clock),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

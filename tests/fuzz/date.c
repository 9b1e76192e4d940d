/* date.c - record/date.h: beside a calendar that counts day by day */
#include "record/date.h"
#include "fuzz.h"

#define DAYS 3652425 /* 0000-01-01 to 9999-12-31 */
#define FIRST (-719528)

/* Every day, made by counting. */
struct day {
	int year;
	unsigned char month, day;
};

static const struct day *
all_days(void)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	static struct day *days;
	if (days)
		return days;
	days = memory_zeroed(DAYS, sizeof(*days));
	size_t count = 0;
	for (int year = 0; year < 10000; year++)
		for (int month = 1; month <= 12; month++) {
			bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
			int length = lengths[month - 1] + (leap && month == 2);
			for (int day = 1; day <= length; day++)
				days[count++] = (struct day){
					year, (unsigned char)month, (unsigned char)day};
		}
	FUZZ_EXPECT(count == DAYS);
	return days;
}

/* Digits as in `shape`, where 0 stands for any, and every other byte as it is. */
static bool
has_shape(struct span text, const char *shape_z)
{
	if (text.length < strlen(shape_z))
		return false;
	for (size_t i = 0; shape_z[i]; i++) {
		char c = text.data[i];
		if (shape_z[i] == '0' ? c < '0' || c > '9' : c != shape_z[i])
			return false;
	}
	return true;
}

static int
two_digits(struct span text, size_t at)
{
	return (text.data[at] - '0') * 10 + text.data[at + 1] - '0';
}

static struct span
behind(struct span text, size_t length)
{
	return span_of(text.data + length, text.length - length);
}

/* Z, z, or +HH:MM; nothing is right, too. */
static bool
is_offset(struct span text)
{
	if (!text.length || (text.length == 1 && (text.data[0] == 'Z' || text.data[0] == 'z')))
		return true;
	return text.length == 6 && (text.data[0] == '+' || text.data[0] == '-') &&
	       has_shape(behind(text, 1), "00:00") && two_digits(text, 1) <= 23 &&
	       two_digits(text, 4) <= 59;
}

/* The time that may follow a day: HH:MM, seconds, fraction and offset left out or not. */
static bool
is_time(struct span text)
{
	if (!text.length)
		return true;
	if (!strchr("Tt ", text.data[0]) || !text.data[0])
		return false;
	text = behind(text, 1);
	if (!has_shape(text, "00:00") || two_digits(text, 0) > 23 || two_digits(text, 3) > 59)
		return false;
	text = behind(text, 5);
	if (has_shape(text, ":00")) {
		if (two_digits(text, 1) > 60)
			return false;
		text = behind(text, 3);
		if (has_shape(text, ".0")) {
			text = behind(text, 1);
			while (has_shape(text, "0"))
				text = behind(text, 1);
		}
	}
	return is_offset(text);
}

static bool
judge_date(struct span text, struct day *day)
{
	if (!has_shape(text, "0000-00-00"))
		return false;
	*day = (struct day){two_digits(text, 0) * 100 + two_digits(text, 2),
		(unsigned char)two_digits(text, 5), (unsigned char)two_digits(text, 8)};
	const struct day *days = all_days();
	/* the day of the year is between those of the shortest and the longest years before */
	size_t from = (size_t)day->year * 365, to = from + 367 + (size_t)day->year / 3;
	for (size_t i = from; i < to && i < DAYS; i++)
		if (days[i].year == day->year && days[i].month == day->month &&
			days[i].day == day->day)
			return is_time(behind(text, 10));
	return false;
}

static void
expect_day(struct date date, struct day expected)
{
	struct day day = all_days()[date.day - FIRST];
	FUZZ_EXPECT(day.year == expected.year && day.month == expected.month &&
		    day.day == expected.day);
}

static void
expect_moved(struct date date, int64_t count, enum date_unit unit)
{
	struct date moved = date;
	struct day day = all_days()[date.day - FIRST];
	bool well = date_add(&moved, count, unit);
	if (!well)
		FUZZ_EXPECT(moved.day == date.day);
	if (unit == DATE_DAYS || unit == DATE_WEEKS) {
		int64_t by = count > 2 * DAYS || count < -2 * DAYS
				     ? 4 * (int64_t)DAYS
				     : count * (unit == DATE_WEEKS ? 7 : 1);
		int64_t to = date.day - FIRST + by;
		FUZZ_EXPECT(well == (to >= 0 && to < DAYS));
		FUZZ_EXPECT(!well || moved.day - FIRST == to);
		return;
	}
	if (count > 200000 || count < -200000) {
		FUZZ_EXPECT(!well);
		return;
	}
	int64_t months = day.year * 12 + day.month - 1 + count * (unit == DATE_YEARS ? 12 : 1);
	FUZZ_EXPECT(well == (months >= 0 && months < 120000));
	if (!well)
		return;
	struct day to = all_days()[moved.day - FIRST];
	FUZZ_EXPECT(to.year * 12 + to.month - 1 == months);
	/* the same day of the month, or the last one of it */
	bool last = moved.day - FIRST + 1 == DAYS || all_days()[moved.day - FIRST + 1].day == 1;
	FUZZ_EXPECT(to.day == day.day || (last && to.day < day.day));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int64_t count = 0;
	if (size < 9)
		return 0;
	memcpy(&count, data + 1, 8);
	if (data[0] & 4)
		count %= 100000;
	char *copy = fuzz_padded(fuzz_span(data + 9, size - 9), 0, 0);
	struct span text = span_of(copy, size - 9);
	struct day day = {0};
	struct date date = {12345};
	bool well = date_parse(text, &date);
	if (well != judge_date(text, &day))
		FUZZ_FAIL("date_parse says %d", well);
	if (well) {
		char text_z[DATE_TEXT_SIZE];
		expect_day(date, day);
		date_print(date, text_z);
		FUZZ_EXPECT(span_starts_with(text, span_from_z(text_z)));
		expect_moved(date, count, (enum date_unit)(data[0] & 3));
	}
	free(copy);
	return 0;
}

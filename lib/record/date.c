/* date.c - see date.h */
#include "record/date.h"

#define FIRST_DAY (-719528) /* 0000-01-01 */
#define LAST_DAY 2932896    /* 9999-12-31 */
#define MOST_MONTHS (10000 * 12)
#define DAYS_OF_400_YEARS 146097

struct civil {
	int year;
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

static int
days_of_month(int year, int month)
{
	static const signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (month != 2)
		return days[month - 1];
	return 28 + (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

/* Years are counted from March, so that a leap day is the last day of its year. */
static struct date
date_of_civil(struct civil civil)
{
	int year = civil.year + 400 - (civil.month <= 2); /* not negative */
	int month = civil.month + (civil.month <= 2 ? 9 : -3);
	int day_of_year = (153 * month + 2) / 5 + civil.day - 1;
	int day = year * 365 + year / 4 - year / 100 + year / 400 + day_of_year;
	/* 719468: from 0000-03-01 to 1970-01-01 */
	return (struct date){day - 719468 - DAYS_OF_400_YEARS};
}

static struct civil
civil_of_date(struct date date)
{
	int day = date.day + 719468 + DAYS_OF_400_YEARS;
	int era = day / DAYS_OF_400_YEARS;
	int of_era = day % DAYS_OF_400_YEARS;
	int year_of_era =
		(of_era - of_era / 1460 + of_era / 36524 - of_era / (DAYS_OF_400_YEARS - 1)) / 365;
	int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int month = (5 * of_year + 2) / 153;
	struct civil civil = {
		.year = era * 400 + year_of_era - 400,
		.month = month < 10 ? month + 3 : month - 9,
		.day = of_year - (153 * month + 2) / 5 + 1,
	};
	civil.year += civil.month <= 2;
	return civil;
}

/* The number that two digits make; what is none makes at least 100. */
static inline int
two_digits(const char *text)
{
	unsigned tens = (unsigned char)text[0] - (unsigned)'0';
	unsigned ones = (unsigned char)text[1] - (unsigned)'0';
	return tens > 9 || ones > 9 ? 100 : (int)(tens * 10 + ones);
}

static struct span
behind(struct span text, size_t length)
{
	return span_of(text.data + length, text.length - length);
}

/* Take `sign` and two digits from 00 to `most`. */
static bool
take_part(struct span *text, char sign, int most)
{
	if (text->length < 3 || text->data[0] != sign)
		return false;
	int number = two_digits(text->data + 1);
	*text = behind(*text, 3);
	return number <= most;
}

static bool
take_fraction(struct span *text)
{
	size_t length = 1;
	while (length < text->length && text->data[length] >= '0' && text->data[length] <= '9')
		length++;
	*text = behind(*text, length);
	return length > 1;
}

/* What stands behind the day, the byte between them included. */
static bool
is_time(struct span text)
{
	char separator = text.data[0];
	if (separator != 'T' && separator != 't' && separator != ' ')
		return false;
	if (!take_part(&text, separator, 23) || !take_part(&text, ':', 59))
		return false;
	if (text.length && text.data[0] == ':') {
		if (!take_part(&text, ':', 60)) /* a leap second */
			return false;
		if (text.length && text.data[0] == '.' && !take_fraction(&text))
			return false;
	}
	if (!text.length)
		return true;
	if (text.data[0] == 'Z' || text.data[0] == 'z')
		return text.length == 1;
	char sign = text.data[0] == '+' ? '+' : '-';
	return take_part(&text, sign, 23) && take_part(&text, ':', 59) && !text.length;
}

bool
date_parse(struct span text, struct date *date)
{
	if (text.length < 10 || text.data[4] != '-' || text.data[7] != '-')
		return false;
	int century = two_digits(text.data);
	int year = two_digits(text.data + 2);
	int month = two_digits(text.data + 5);
	int day = two_digits(text.data + 8);
	if (century > 99 || year > 99 || month < 1 || month > 12 || day < 1)
		return false;
	struct civil civil = {century * 100 + year, month, day};
	if (day > 28 && day > days_of_month(civil.year, month))
		return false;
	if (text.length > 10 && !is_time(behind(text, 10)))
		return false;
	*date = date_of_civil(civil);
	return true;
}

struct date
date_of_time(time_t time)
{
	struct tm local;
	localtime_r(&time, &local);
	struct civil civil = {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
	return date_of_civil(civil);
}

void
date_today(struct date *date)
{
	*date = date_of_time(time(NULL));
}

static bool
add_days(struct date *date, int64_t count)
{
	int64_t day = date->day + count;
	if (day < FIRST_DAY || day > LAST_DAY)
		return false;
	date->day = (int32_t)day;
	return true;
}

static bool
add_months(struct date *date, int64_t count)
{
	struct civil civil = civil_of_date(*date);
	int64_t months = (int64_t)civil.year * 12 + civil.month - 1 + count;
	if (months < 0 || months >= MOST_MONTHS)
		return false;
	civil.year = (int)(months / 12);
	civil.month = (int)(months % 12) + 1;
	int most = days_of_month(civil.year, civil.month);
	if (civil.day > most)
		civil.day = most;
	*date = date_of_civil(civil);
	return true;
}

bool
date_add(struct date *date, int64_t count, enum date_unit unit)
{
	if (count > LAST_DAY - FIRST_DAY || count < FIRST_DAY - LAST_DAY)
		return false;
	switch (unit) {
	case DATE_DAYS:
		return add_days(date, count);
	case DATE_WEEKS:
		return add_days(date, count * 7);
	case DATE_MONTHS:
		return add_months(date, count);
	case DATE_YEARS:
		return add_months(date, count * 12);
	}
	return false;
}

static void
print_digits(char *text, int number, int digits)
{
	while (digits--) {
		text[digits] = (char)('0' + number % 10);
		number /= 10;
	}
}

void
date_print(struct date date, char text_z[DATE_TEXT_SIZE])
{
	struct civil civil = civil_of_date(date);
	memcpy(text_z, "YYYY-MM-DD", DATE_TEXT_SIZE);
	print_digits(text_z, civil.year, 4);
	print_digits(text_z + 5, civil.month, 2);
	print_digits(text_z + 8, civil.day, 2);
}

/* date.h - days of the calendar: read, moved and printed */
#ifndef ROSTER_RECORD_DATE_H
#define ROSTER_RECORD_DATE_H

#include "cli/span.h"

#include <stdint.h>
#include <time.h>

/* A day of the Gregorian calendar, from 0000-01-01 to 9999-12-31. */
struct date {
	int32_t day; /* 0 is 1970-01-01; a later day is a greater number */
};

enum date_unit {
	DATE_DAYS,
	DATE_WEEKS,
	DATE_MONTHS,
	DATE_YEARS,
};

#define DATE_TEXT_SIZE sizeof("YYYY-MM-DD")

/*
 * Read YYYY-MM-DD. A time of RFC 3339 may follow behind `T`, `t` or a space, with seconds,
 * fraction and offset each left out or not; it is checked and left aside, so that the day is the
 * one that was written. False for anything else and for a day that no month has.
 */
bool date_parse(struct span text, struct date *date);

/* The day of that time, by the local clock. */
struct date date_of_time(time_t time);

/* The day that it is, by the local clock. */
void date_today(struct date *date);

/*
 * Move a date by `count` units, backwards if negative. A month that is too short for the day ends
 * early: 2024-03-31 less one month is 2024-02-29. False, and the date as it was, when the result
 * is outside the years 0000 to 9999.
 */
bool date_add(struct date *date, int64_t count, enum date_unit unit);

/* Write YYYY-MM-DD and a NUL. */
void date_print(struct date date, char text_z[DATE_TEXT_SIZE]);

static inline int
date_compare(struct date a, struct date b)
{
	return (a.day > b.day) - (a.day < b.day);
}

#endif

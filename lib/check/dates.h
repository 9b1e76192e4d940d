/* dates.h - the styles that dates come in, and which columns have dates */
#ifndef ROSTER_CHECK_DATES_H
#define ROSTER_CHECK_DATES_H

#include "check/findings.h"

enum date_style {
	DATE_STYLE_ISO,    /* what filters read (record/date.h) */
	DATE_STYLE_SLASH,  /* 3/14/2024, 14.3.24, 3-14-2024 */
	DATE_STYLE_NAME,   /* 1-Sep-26, Mar 14, 2024 */
	DATE_STYLE_SERIAL, /* 45260, a spreadsheet's count of days: only in a column of dates */
	DATE_STYLE_NONE,   /* no date */
	DATE_STYLES,
};

enum date_style date_style_of(struct span text);

/* What the values of one column look like. Initialise to {0}; free with date_column_free. */
struct date_column {
	bool by_name;    /* dates belong there, whatever there is */
	bool settled;    /* no dates belong there: nothing needs to be added any more */
	uint64_t values; /* so many were added, where it is not by name */
	uint64_t count[DATE_STYLES];
	struct finding first[DATE_STYLES]; /* of each style but NONE; `found` is the value alone */
	struct place_list unreadable;      /* all but ISO */
};

/* Whether the texts of a finding are needed for date_column_add. */
bool date_column_want(const struct date_column *column, const struct findings *findings,
	enum date_style style, const struct place *place);

/*
 * Note a value that is not blank, which `value` shows. After 1,000 values a column that is not
 * mostly (three quarters) dates is settled as having none. `finding` may be NULL for ISO when there
 * was such a value before.
 */
void date_column_add(struct date_column *column, struct findings *findings, enum date_style style,
	const struct finding *finding, struct span value);

/*
 * At the end: what cannot be read in a column that is named as one of dates, or in which four
 * values or more were found and three quarters of them are dates; and whether there are several
 * styles. `name` is said in the latter.
 */
void date_column_report(struct date_column *column, struct findings *findings, struct span name);

void date_column_free(struct date_column *column);

#endif

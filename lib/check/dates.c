/* dates.c - see dates.h */
#include "check/dates.h"

#include "format/shown_text.h"
#include "record/date.h"

#define SAMPLE 1000 /* values after which it must be clear whether a column has dates */
#define LEAST 4     /* values without which it cannot be known */

#define LONGEST 40

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Up to `most` digits; how many there are. */
static size_t
take_digits(struct span *text, size_t most)
{
	size_t count = 0;
	while (count < text->length && count < most && is_digit(text->data[count]))
		count++;
	*text = span_of(text->data + count, text->length - count);
	return count;
}

static bool
take_separator(struct span *text, char separator)
{
	if (!text->length || text->data[0] != separator)
		return false;
	*text = span_of(text->data + 1, text->length - 1);
	return true;
}

/* 3/14/2024, with a time behind a space or without. */
static bool
is_slash(struct span text)
{
	if (!take_digits(&text, 2) || !text.length)
		return false;
	char separator = text.data[0];
	if (separator != '/' && separator != '.' && separator != '-')
		return false;
	if (!take_separator(&text, separator) || !take_digits(&text, 2) ||
		!take_separator(&text, separator))
		return false;
	size_t year = take_digits(&text, 4);
	return (year == 2 || year == 4) && (!text.length || text.data[0] == ' ');
}

/* The English name of a month or its first three letters. */
static bool
take_month(struct span *text)
{
	static const char *const months_z[] = {"january", "february", "march", "april", "may",
		"june", "july", "august", "september", "october", "november", "december"};
	size_t length = 0;
	while (length < text->length && (text->data[length] | 0x20) >= 'a' &&
		(text->data[length] | 0x20) <= 'z')
		length++;
	struct span word = span_of(text->data, length);
	if (length && text->length > length && text->data[length] == '.')
		length++;
	for (size_t i = 0; word.length >= 3 && i < 12; i++) {
		struct span name = span_from_z(months_z[i]);
		bool whole = span_equal_fold(word, name);
		bool sept = i == 8 && span_equal_fold(word, span_of(name.data, 4));
		if (whole || sept || span_equal_fold(word, span_of(name.data, 3))) {
			*text = span_of(text->data + length, text->length - length);
			return true;
		}
	}
	return false;
}

static void
take_gap(struct span *text)
{
	while (text->length && memchr(" -,/", text->data[0], 4))
		*text = span_of(text->data + 1, text->length - 1);
}

/* 1-Sep-26, 14 March 2024, Mar 14, 2024. */
static bool
is_name(struct span text)
{
	if (is_digit(text.data[0])) {
		take_digits(&text, 2);
		take_gap(&text);
		if (!take_month(&text))
			return false;
	} else if (take_month(&text)) {
		take_gap(&text);
		if (!take_digits(&text, 2))
			return false;
	} else {
		return false;
	}
	take_gap(&text);
	size_t year = take_digits(&text, 4);
	return (year == 2 || year == 4) && (!text.length || text.data[0] == ' ');
}

/* From 1954 to 2119, a fraction of the day behind it or not. */
static bool
is_serial(struct span text)
{
	struct span rest = text;
	if (take_digits(&rest, 5) != 5 || text.data[0] < '2' || text.data[0] > '7')
		return false;
	return !rest.length ||
	       (take_separator(&rest, '.') && take_digits(&rest, LONGEST) && !rest.length);
}

enum date_style
date_style_of(struct span text)
{
	struct date date;
	if (date_parse(text, &date))
		return DATE_STYLE_ISO;
	text = span_trim(text);
	if (text.length < 5 || text.length > LONGEST)
		return DATE_STYLE_NONE;
	if (is_slash(text))
		return DATE_STYLE_SLASH;
	if (is_name(text))
		return DATE_STYLE_NAME;
	return is_serial(text) ? DATE_STYLE_SERIAL : DATE_STYLE_NONE;
}

/* Numbers of five digits alone make no column of dates. */
static bool
is_mostly_dates(const struct date_column *column)
{
	uint64_t dates = column->count[DATE_STYLE_ISO] + column->count[DATE_STYLE_SLASH] +
			 column->count[DATE_STYLE_NAME];
	return dates * 4 >= column->values * 3;
}

bool
date_column_want(const struct date_column *column, const struct findings *findings,
	enum date_style style, const struct place *place)
{
	if (style != DATE_STYLE_NONE && !column->count[style])
		return true;
	return style != DATE_STYLE_ISO && findings_want(findings, &column->unreadable, place);
}

void
date_column_add(struct date_column *column, struct findings *findings, enum date_style style,
	const struct finding *finding, struct span value)
{
	if (style != DATE_STYLE_NONE && !column->count[style])
		column->first[style] = (struct finding){
			.place = finding->place,
			.key = arena_copy(&findings->arena, finding->key),
			.found = arena_copy(&findings->arena, value),
		};
	column->count[style]++;
	if (style != DATE_STYLE_ISO)
		findings_add_to(findings, &column->unreadable, finding);
	if (!column->by_name && ++column->values == SAMPLE && !is_mostly_dates(column))
		column->settled = true;
}

static void
report_styles(struct date_column *column, struct findings *findings, struct span name)
{
	enum date_style most = DATE_STYLE_ISO;
	for (enum date_style i = DATE_STYLE_ISO; i < DATE_STYLE_NONE; i++)
		if (column->count[i] > column->count[most])
			most = i;
	struct buffer text = {0};
	shown_excerpt_add(&text, name, 80);
	buffer_add_z(&text, " has");
	const char *joint_z = " ";
	struct finding finding = {0};
	for (enum date_style i = DATE_STYLE_ISO; i < DATE_STYLE_NONE; i++) {
		if (!column->count[i])
			continue;
		buffer_add_format(
			&text, "%s%llu like ", joint_z, (unsigned long long)column->count[i]);
		buffer_add(&text, column->first[i].found);
		joint_z = ", ";
		if (i != most && !finding.place.line)
			finding = column->first[i];
	}
	finding.found = buffer_span(&text);
	if (finding.place.line)
		findings_add(findings, KIND_DATE_STYLES, &finding);
	buffer_free(&text);
}

void
date_column_report(struct date_column *column, struct findings *findings, struct span name)
{
	if (column->settled)
		return;
	if (!column->by_name && (column->values < LEAST || !is_mostly_dates(column)))
		return;
	findings_merge(findings, KIND_UNREADABLE_DATE, &column->unreadable);
	report_styles(column, findings, name);
}

void
date_column_free(struct date_column *column)
{
	place_list_free(&column->unreadable);
}

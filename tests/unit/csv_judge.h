/* csv_judge.h - a plain reader of CSV that goes byte by byte, to judge format/csv_cut.h by */
#ifndef ROSTER_UNIT_CSV_JUDGE_H
#define ROSTER_UNIT_CSV_JUDGE_H

#include "format/csv_cut.h"
#include "format/utf8.h"

#define JUDGE_STRAY "a quote stands in a field that does not begin with one"
#define JUDGE_BEHIND "text stands between the closing quote and the end of its field"
#define JUDGE_ALONE "a carriage return stands alone"
#define JUDGE_ZERO "a NUL byte stands in the record"
#define JUDGE_NOT_UTF8 "this is not UTF-8"

enum place { AT_START, IN_PLAIN, IN_QUOTES, BEHIND_QUOTE, BEHIND_TEXT };

/* What it is told (`ends` has room for one more than there are bytes), and what it sees. */
struct judge {
	struct span bytes;
	bool final;
	char delimiter;
	size_t *ends;
	enum place place;
	size_t text; /* behind a closing quote */
	size_t count, content, length, opening, offset;
	bool quoted, doubled;
	const char *reason_z;
};

static inline void
judge_note(struct judge *judge, size_t offset, const char *reason_z)
{
	if (!judge->reason_z)
		judge->offset = offset;
	if (!judge->reason_z)
		judge->reason_z = reason_z;
}

static inline void
judge_field_end(struct judge *judge, size_t offset)
{
	if (judge->place == BEHIND_TEXT)
		judge_note(judge, judge->text, JUDGE_BEHIND);
	judge->ends[judge->count++] = offset;
	judge->place = AT_START;
}

static inline void
judge_text(struct judge *judge, size_t i)
{
	if (judge->place == AT_START)
		judge->place = IN_PLAIN;
	if (judge->place == BEHIND_QUOTE) {
		judge->place = BEHIND_TEXT;
		judge->text = i;
	}
}

static inline void
judge_quote(struct judge *judge, size_t *i, bool another)
{
	if (judge->place == IN_QUOTES && another) {
		judge->doubled = true;
		*i += 1;
	} else if (judge->place == IN_QUOTES) {
		judge->place = BEHIND_QUOTE;
	} else if (judge->place == AT_START) {
		judge->place = IN_QUOTES;
		judge->quoted = true;
		judge->opening = *i;
	} else if (judge->place == IN_PLAIN) {
		judge_note(judge, *i, JUDGE_STRAY);
	} else {
		judge_note(judge, judge->text, JUDGE_BEHIND);
	}
}

static inline enum cut
judge_end(struct judge *judge, size_t content, size_t length)
{
	judge->content = content;
	judge->length = length;
	judge_field_end(judge, content);
	size_t wrong = utf8_check(span_of(judge->bytes.data, length));
	if (wrong < length)
		judge_note(judge, wrong, JUDGE_NOT_UTF8);
	return judge->reason_z ? CUT_BAD : CUT_RECORD;
}

static inline enum cut
judge_record(struct judge *judge)
{
	const char *data = judge->bytes.data;
	size_t length = judge->bytes.length;
	for (size_t i = 0; i < length; i++) {
		bool last = i + 1 == length;
		char c = data[i], next = last ? 'x' : data[i + 1];
		bool open = judge->place == IN_QUOTES;
		if (c == '\0')
			judge_note(judge, i, JUDGE_ZERO);
		if (last && !judge->final && ((c == '"' && open) || (c == '\r' && !open)))
			return CUT_MORE;
		if (c == '"')
			judge_quote(judge, &i, next == '"');
		else if (open)
			continue;
		else if (c == judge->delimiter)
			judge_field_end(judge, i);
		else if (c == '\n')
			return judge_end(judge, i && data[i - 1] == '\r' ? i - 1 : i, i + 1);
		else if (c != '\r' || next != '\n')
			judge_text(judge, i);
		if (c == '\r' && next != '\n')
			judge_note(judge, i, JUDGE_ALONE);
	}
	if (!judge->final)
		return CUT_MORE;
	return judge->place == IN_QUOTES ? CUT_UNCLOSED : judge_end(judge, length, length);
}

#endif

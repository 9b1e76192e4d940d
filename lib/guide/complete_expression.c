/* complete_expression.c - see complete_internal.h: what --where could go on with */
#include "guide/complete_internal.h"

static bool
is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* Where the text that is not closed begins, behind its quote; 0 when all are closed. */
static size_t
open_text(struct span expression)
{
	char quote = '\0';
	size_t start = 0;
	for (size_t i = 0; i < expression.length; i++) {
		char c = expression.data[i];
		if (quote && c == quote) {
			quote = '\0';
		} else if (!quote && (c == '"' || c == '\'')) {
			quote = c;
			start = i + 1;
		}
	}
	return quote ? start : 0;
}

static struct span
without_blanks_behind(struct span text)
{
	while (text.length &&
		(text.data[text.length - 1] == ' ' || text.data[text.length - 1] == '('))
		text.length--;
	return text;
}

/* The name that `text` ends with. */
static struct span
last_name(struct span text)
{
	size_t start = text.length;
	while (start && is_name_byte(text.data[start - 1]))
		start--;
	return span_of(text.data + start, text.length - start);
}

static struct span
before(struct span text, struct span end)
{
	return span_of(text.data, (size_t)(end.data - text.data));
}

/* COLUMN = "..., COLUMN has "..., COLUMN in ("...: the column; empty for anything else. */
static struct span
compared_column(struct span text)
{
	text = without_blanks_behind(text);
	struct span word = last_name(text);
	if (word.length) {
		if (!span_equal_fold(word, span_from_z("has")) &&
			!span_equal_fold(word, span_from_z("in")))
			return span_of("", 0);
		text = before(text, word);
	} else {
		while (text.length && memchr("=!<>~", text.data[text.length - 1], 5))
			text.length--;
	}
	return last_name(without_blanks_behind(text));
}

/* Behind the only column that fits: with one candidate bash would close the quote around it all. */
static void
add_comparisons(struct completing *completing, size_t start)
{
	static const char *const comparisons_z[] = {" =", " !=", " is empty"};
	struct buffer *candidates = completing->candidates;
	struct span added = span_of(candidates->data + start, candidates->length - start);
	const char *end = added.length ? memchr(added.data, '\n', added.length) : NULL;
	if (!end || (size_t)(end - added.data) + 1 != added.length)
		return;
	struct buffer column = {0};
	buffer_add(&column, span_of(added.data, added.length - 1));
	for (size_t i = 0; i < sizeof(comparisons_z) / sizeof(*comparisons_z); i++) {
		buffer_add(candidates, buffer_span(&column));
		buffer_add_format(candidates, "%s\n", comparisons_z[i]);
	}
	buffer_free(&column);
}

void
complete_expression(struct completing *completing)
{
	static const char *const words_z[] = {"and", "or", "not", "has", "in", "is empty",
		"is not empty", "lower(", "file(", "today", "TRUE", "FALSE", NULL};
	struct span expression = completing->begun;
	size_t text = open_text(expression);
	if (text) {
		struct span kept = span_of(expression.data, text);
		char quote_z[] = {expression.data[text - 1], '\0'};
		struct span column = compared_column(span_of(kept.data, kept.length - 1));
		struct completing inner = *completing;
		/* the closing quote is a part of the candidate, the opening one is there */
		kept.length--;
		if (column.length)
			add_values(&inner, kept, column, quote_z);
		return;
	}
	struct span name = last_name(expression);
	struct span kept = before(expression, name);
	size_t start = completing->candidates->length;
	add_columns(completing, kept, "");
	add_comparisons(completing, start);
	for (size_t i = 0; name.length && words_z[i]; i++)
		add_candidate(completing, kept, span_from_z(words_z[i]), NULL);
}

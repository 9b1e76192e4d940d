/* truth.c - see truth.h */
#include "record/truth.h"

#define EXCERPT_MOST 80

bool
truth_parse(struct span text, bool *truth)
{
	static const struct span yes = {"TRUE", 4}, no = {"FALSE", 5};
	*truth = span_equal(text, yes) || span_equal_fold(text, yes);
	return *truth || span_equal(text, no) || span_equal_fold(text, no);
}

static bool
read_truth(struct record *record, struct column column, struct value *value, enum truth *truth)
{
	if (!record_value(record, column, value))
		return false;
	*truth = TRUTH_EMPTY;
	if (!value->text.length && value->kind <= VALUE_TEXT)
		return true;
	bool parsed = false;
	bool scalar = value->kind == VALUE_TEXT || value->kind == VALUE_TRUTH;
	if (!scalar || !truth_parse(value->text, &parsed))
		return record_fail(record, column, "is \"%.*s\", not TRUE or FALSE",
			SPAN_ARGUMENTS(span_excerpt(value->text, EXCERPT_MOST)));
	*truth = parsed ? TRUTH_TRUE : TRUTH_FALSE;
	return true;
}

bool
record_truth(struct record *record, struct column column, enum truth *truth)
{
	struct value value;
	return read_truth(record, column, &value, truth);
}

static const char *
spelled_like(struct span before, bool truth)
{
	bool lower_first = before.length && before.data[0] >= 'a';
	bool lower_second = before.length > 1 && before.data[1] >= 'a';
	if (lower_first)
		return truth ? "true" : "false";
	if (lower_second)
		return truth ? "True" : "False";
	return truth ? "TRUE" : "FALSE";
}

bool
record_set_truth(struct record *record, struct column column, bool truth)
{
	enum truth before;
	struct value value;
	if (!read_truth(record, column, &value, &before))
		return false;
	if (before == (truth ? TRUTH_TRUE : TRUTH_FALSE))
		return true;
	bool json_boolean = record->format == FORMAT_NDJSON && value.kind != VALUE_TEXT;
	if (json_boolean)
		record_set_raw(record, column, span_from_z(truth ? "true" : "false"));
	else
		record_set_text(record, column, span_from_z(spelled_like(value.text, truth)));
	return true;
}

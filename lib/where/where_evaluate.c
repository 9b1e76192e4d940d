/* where_evaluate.c - see where.h: is an expression true of a record? */
#include "format/json_text.h"
#include "record/groups.h"
#include "record/truth.h"
#include "where/where_error.h"
#include "where/where_tree.h"

static bool evaluate(
	struct where *where, const struct where_node *node, struct record *record, bool *matches);

/* One column may be spelled in two ways; where there is neither, their names tell. */
static bool
is_same_column(const struct record *record, struct column a, struct column b)
{
	const struct wanted_column *list = record->columns->list;
	return record->field_of[a.index] == record->field_of[b.index] &&
	       (record->field_of[a.index] >= 0 ||
		       column_names_alike(span_from_z(list[a.index].sought_z),
			       span_from_z(list[b.index].sought_z)));
}

/* As the expression spells it first. */
static void
note_empty(struct where *where, struct where_column *column, const struct record *record)
{
	for (size_t i = 0; i < where->column_count; i++)
		if (is_same_column(record, where->columns[i].column, column->column)) {
			column = &where->columns[i];
			break;
		}
	if (column->counted != where->tests)
		column->empty_count++;
	column->counted = where->tests;
}

static bool
is_empty_array(struct record *record, const struct value *value)
{
	struct span *texts;
	size_t count;
	return value->kind == VALUE_ARRAY &&
	       json_texts_of_array(value->text, &texts, &count, &record->arena) &&
	       (count == 0 || (count == 1 && !texts[0].length));
}

static bool
read_empty(struct record *record, struct column column, bool *empty)
{
	struct value value;
	if (!record_value(record, column, &value))
		return false;
	*empty = !value.text.length || is_empty_array(record, &value);
	return true;
}

static bool
fail_reading(struct record *record, struct column column, struct span text, const char *type_z)
{
	struct span shown = span_excerpt(text, WHERE_EXCERPT);
	return record_fail(record, column, "is \"%.*s\", not %s", SPAN_ARGUMENTS(shown), type_z);
}

static bool
read_truth(struct record *record, struct column column, struct where_value *read, bool *empty)
{
	enum truth truth;
	if (!record_truth(record, column, &truth)) {
		*empty = false;
		return read_empty(record, column, empty) && *empty;
	}
	*empty = truth == TRUTH_EMPTY;
	read->truth = truth == TRUTH_TRUE;
	return true;
}

/* A year without its month and day is a number, which a column of dates cannot be compared with. */
static bool
fail_reading_number(struct record *record, struct column column, struct span text)
{
	struct date date;
	return fail_reading(record, column, text,
		date_parse(text, &date) ? "a number; compare it with a date (YYYY-MM-DD) in --where"
					: "a number");
}

/* Read the node's column as a value of `type`. False for a bad record. */
static bool
read_field(struct where *where, const struct where_node *node, struct record *record,
	enum where_type type, struct where_value *read, bool *empty)
{
	struct where_column *column = &where->columns[node->column];
	struct span text;
	read->type = type;
	if (type == WHERE_TRUTH) {
		if (!read_truth(record, column->column, read, empty))
			return false;
	} else {
		if (!record_text(record, column->column, &text))
			return false;
		*empty = !text.length;
	}
	if (*empty)
		note_empty(where, column, record);
	switch (type) {
	case WHERE_TEXT:
		read->text = node->lower ? where_copy(where, text, true) : text;
		return true;
	case WHERE_NUMBER:
		return *empty || decimal_parse(text, &read->number) ||
		       fail_reading_number(record, column->column, text);
	case WHERE_DATE:
		return *empty || date_parse(text, &read->date) ||
		       fail_reading(record, column->column, text, "a date (YYYY-MM-DD)");
	case WHERE_TRUTH:
		return true;
	}
	return true;
}

static int
compare(const struct where_value *a, const struct where_value *b)
{
	switch (a->type) {
	case WHERE_TEXT:
		return span_compare(a->text, b->text);
	case WHERE_NUMBER:
		return decimal_compare(&a->number, &b->number);
	case WHERE_TRUTH:
		return a->truth - b->truth;
	case WHERE_DATE:
		return date_compare(a->date, b->date);
	}
	return 0;
}

static unsigned
order_of(int order)
{
	if (order == 0)
		return ORDER_EQUAL;
	return order < 0 ? ORDER_LESS : ORDER_GREATER;
}

static bool
test_comparison(
	struct where *where, const struct where_node *node, struct record *record, bool *holds)
{
	struct where_value read;
	bool empty;
	if (!read_field(where, node, record, node->values[0].type, &read, &empty))
		return false;
	if (empty && node->values[0].type != WHERE_TEXT)
		return true;
	for (size_t i = 0; i < node->value_count && !*holds; i++) {
		const struct where_value *value = &node->values[i];
		if (!empty || !value->text.length)
			*holds = node->orders & order_of(compare(&read, value));
	}
	return true;
}

static bool
test_in(struct where *where, const struct where_node *node, struct record *record, bool *holds)
{
	struct where_value read;
	bool empty;
	if (!read_field(where, node, record, WHERE_TEXT, &read, &empty))
		return false;
	*holds = span_map_find(&node->texts, read.text);
	return true;
}

static bool
test_match(struct where *where, const struct where_node *node, struct record *record, bool *holds)
{
	struct where_value read;
	bool empty;
	if (!read_field(where, node, record, WHERE_TEXT, &read, &empty))
		return false;
	if (empty)
		return true;
	if (!node->lower)
		where_copy(where, read.text, false);
	int code = regexec(&node->regex, where->scratch.data, 0, NULL, 0);
	*holds = code == 0;
	if (code == 0 || code == REG_NOMATCH)
		return true;
	return record_fail(
		record, where->columns[node->column].column, "is too much for the regex to match");
}

static bool
test_has(struct where *where, const struct where_node *node, struct record *record, bool *holds)
{
	struct where_column *column = &where->columns[node->column];
	struct groups groups;
	if (!groups_read(record, column->column, &groups))
		return false;
	if (!groups.count)
		note_empty(where, column, record);
	for (size_t i = 0; i < groups.count && !*holds; i++) {
		struct span name = groups.names[i];
		*holds = span_equal(
			node->lower ? where_copy(where, name, true) : name, node->values[0].text);
	}
	return true;
}

static bool
test_empty(struct where *where, const struct where_node *node, struct record *record, bool *holds)
{
	struct where_column *column = &where->columns[node->column];
	if (!read_empty(record, column->column, holds))
		return false;
	if (*holds)
		note_empty(where, column, record);
	return true;
}

/* `and` ends with the first that is false, `or` with the first that is true. */
static bool
test_joined(struct where *where, const struct where_node *node, struct record *record, bool *holds)
{
	bool last = node->kind == WHERE_OR;
	*holds = !last;
	for (const struct where_node *part = node->first; part && *holds != last; part = part->next)
		if (!evaluate(where, part, record, holds))
			return false;
	return true;
}

static bool
evaluate(struct where *where, const struct where_node *node, struct record *record, bool *matches)
{
	static bool (*const tests[])(
		struct where *, const struct where_node *, struct record *, bool *) = {
		[WHERE_AND] = test_joined,
		[WHERE_OR] = test_joined,
		[WHERE_COMPARE] = test_comparison,
		[WHERE_IN] = test_in,
		[WHERE_MATCH] = test_match,
		[WHERE_HAS] = test_has,
		[WHERE_EMPTY] = test_empty,
	};
	bool holds = false;
	if (!tests[node->kind](where, node, record, &holds))
		return false;
	*matches = holds != node->negated;
	return true;
}

bool
where_test(struct where *where, struct record *record, bool *matches)
{
	where->tests++;
	if (evaluate(where, where->root, record, matches))
		return true;
	for (size_t i = 0; i < where->column_count; i++)
		if (where->columns[i].counted == where->tests)
			where->columns[i].empty_count--;
	return false;
}

/* where_value.c - see where_parser.h: the literals */
#include "where/where_parser.h"

static const struct {
	const char *one_z, *many_z;
	enum date_unit unit;
} units[] = {
	{"day", "days", DATE_DAYS},
	{"week", "weeks", DATE_WEEKS},
	{"month", "months", DATE_MONTHS},
	{"year", "years", DATE_YEARS},
};

static bool
parse_unit(struct where_parser *parser, enum date_unit *unit)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (where_at_word(parser, units[i].one_z) ||
			where_at_word(parser, units[i].many_z)) {
			*unit = units[i].unit;
			return where_advance(parser);
		}
	}
	return where_fail_expected(parser, "days, weeks, months or years");
}

/* False when it is no whole number; a very great one becomes one that no date can be moved by. */
static bool
read_count(struct span text, int64_t *count)
{
	*count = 0;
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
		if (*count < INT32_MAX)
			*count = *count * 10 + text.data[i] - '0';
	}
	return true;
}

/* Everything behind a date that is added to it or taken from it. */
static bool
parse_steps(struct where_parser *parser, struct date *date)
{
	while (where_at_symbol(parser, "+") || where_at_symbol(parser, "-")) {
		size_t offset = parser->token.offset;
		bool back = where_at_symbol(parser, "-");
		int64_t count;
		enum date_unit unit = DATE_DAYS;
		if (!where_advance(parser))
			return false;
		if (parser->token.kind != TOKEN_NUMBER || !read_count(parser->token.text, &count))
			return where_fail_expected(parser, "a whole number");
		if (!where_advance(parser) || !parse_unit(parser, &unit))
			return false;
		if (!date_add(date, back ? -count : count, unit))
			return where_fail(&parser->lexer.source, offset,
				"that leaves the years 0000 to 9999");
	}
	return true;
}

static bool
parse_date(struct where_parser *parser, struct date date, struct where_value *value)
{
	*value = (struct where_value){.type = WHERE_DATE, .date = date};
	return where_advance(parser) && parse_steps(parser, &value->date);
}

static bool
parse_number(struct where_parser *parser, struct where_value *value)
{
	struct where_token first = parser->token;
	struct span text = first.text;
	if (first.kind == TOKEN_SYMBOL) { /* a sign */
		if (!where_advance(parser))
			return false;
		struct span digits = parser->token.text;
		if (parser->token.kind != TOKEN_NUMBER || digits.data != text.data + text.length)
			return where_fail_expected(parser, "the digits of a number");
		text.length += digits.length;
	}
	*value = (struct where_value){.type = WHERE_NUMBER};
	decimal_parse(text, &value->number);
	if (!where_advance(parser))
		return false;
	if (where_at_symbol(parser, "-") || where_at_symbol(parser, "+"))
		return where_fail(&parser->lexer.source, first.offset,
			"one cannot count from a number, only from a date, written YYYY-MM-DD");
	return true;
}

static bool
parse_word(struct where_parser *parser, struct where_value *value)
{
	const struct where_token *token = &parser->token;
	bool truth = where_at_word(parser, "true");
	if (truth || where_at_word(parser, "false")) {
		*value = (struct where_value){.type = WHERE_TRUTH, .truth = truth};
		return where_advance(parser);
	}
	if (where_at_word(parser, "today"))
		return parse_date(parser, parser->context->today, value);
	if (where_at_word(parser, "null"))
		return where_fail(&parser->lexer.source, token->offset,
			"there is no null here; write \"is empty\" or \"is not empty\"");
	struct span shown = span_excerpt(token->text, WHERE_EXCERPT);
	return where_fail(&parser->lexer.source, token->offset,
		"expected a value; text needs quotes, '%.*s', and a column cannot stand here",
		SPAN_ARGUMENTS(shown));
}

bool
where_parse_value(struct where_parser *parser, struct where_value *value)
{
	switch (parser->token.kind) {
	case TOKEN_TEXT:
		*value = (struct where_value){.type = WHERE_TEXT, .text = parser->token.text};
		return where_advance(parser);
	case TOKEN_DATE:
		return parse_date(parser, parser->token.date, value);
	case TOKEN_NUMBER:
		return parse_number(parser, value);
	case TOKEN_WORD:
		return parse_word(parser, value);
	case TOKEN_NAME:
		return where_fail(&parser->lexer.source, parser->token.offset,
			"expected a value; text stands between \" or ', and a column cannot stand "
			"here");
	case TOKEN_SYMBOL:
		if (where_at_symbol(parser, "+") || where_at_symbol(parser, "-"))
			return parse_number(parser, value);
		break;
	case TOKEN_END:
		break;
	}
	return where_fail_expected(parser, "a value");
}

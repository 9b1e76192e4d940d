/* where_predicate.c - see where_parser.h: what is said of a column */
#include "cli/memory.h"
#include "where/regex_shape.h"
#include "where/where_parser.h"

#include <stdlib.h>

/* glibc compiles a regex by functions that call themselves for every parenthesis. */
#define REGEX_LIMIT 4000
#define REGEX_PATHS_LIMIT 1000

static const char *
type_name_z(enum where_type type)
{
	switch (type) {
	case WHERE_TEXT:
		return "a text";
	case WHERE_NUMBER:
		return "a number";
	case WHERE_TRUTH:
		return "TRUE or FALSE";
	case WHERE_DATE:
		return "a date";
	}
	return "";
}

static bool
check_value(const struct where_parser *parser, const struct where_node *node,
	const struct where_value *value, const struct where_token *token)
{
	const struct where_source *source = &parser->lexer.source;
	struct span name = span_excerpt(parser->where->columns[node->column].name, WHERE_EXCERPT);
	if (node->lower && value->type != WHERE_TEXT)
		return where_fail(source, token->offset, "lower(...) is a text, this is %s",
			type_name_z(value->type));
	if (value->type == WHERE_NUMBER && where_is_key(parser, node))
		return where_fail(source, token->offset,
			"put this in quotes: %.*s is a text, as a number it would lose leading "
			"zeros and \"+\"",
			SPAN_ARGUMENTS(name));
	if (value->type == WHERE_TRUTH && node->orders != ORDER_EQUAL)
		return where_fail(
			source, token->offset, "TRUE and FALSE have no order; use = or !=");
	return true;
}

/* Read a value, check that it goes with the node and with the values before it, and keep it. */
static bool
add_value(struct where_parser *parser, struct where_node *node)
{
	struct where_token first = parser->token;
	struct where_value value;
	if (!where_parse_value(parser, &value) || !check_value(parser, node, &value, &first))
		return false;
	if (node->value_count && node->values[0].type != value.type)
		return where_fail(&parser->lexer.source, first.offset,
			"the values must all be of one type; this is %s, the first is %s",
			type_name_z(value.type), type_name_z(node->values[0].type));
	/* doubled whenever the count is a power of two */
	if (!(node->value_count & (node->value_count - 1)))
		node->values = memory_resized(node->values,
			node->value_count ? node->value_count * 2 : 1, sizeof(*node->values));
	node->values[node->value_count++] = value;
	return true;
}

static bool
parse_comparison(struct where_parser *parser, struct where_node *node, unsigned orders)
{
	node->kind = WHERE_COMPARE;
	node->orders = orders;
	return where_advance(parser) && add_value(parser, node);
}

static bool
check_regex(const struct where_parser *parser, struct span regex)
{
	const struct where_source *source = &parser->lexer.source;
	size_t offset = parser->token.offset;
	if (regex.length > REGEX_LIMIT)
		return where_fail(source, offset, "the regex is longer than %d bytes", REGEX_LIMIT);
	struct regex_shape shape = regex_shape_of(regex);
	if (shape.refers_back)
		return where_fail(source, offset,
			"\\1 and the like are not in POSIX extended; write out what is meant");
	if (shape.atoms > REGEX_LIMIT || shape.paths > REGEX_PATHS_LIMIT)
		return where_fail(source, offset,
			"the regex is too large once its repetitions are written out; repeat less "
			"in it");
	return true;
}

static bool
parse_match(struct where_parser *parser, struct where_node *node)
{
	if (!where_advance(parser))
		return false;
	const struct where_token *token = &parser->token;
	if (token->kind != TOKEN_TEXT)
		return where_fail_expected(parser, "a regex in quotes");
	if (!check_regex(parser, token->text))
		return false;
	char *regex_z = memory_copied_z(token->text.data, token->text.length);
	int code = regcomp(&node->regex, regex_z, REG_EXTENDED | REG_NOSUB);
	free(regex_z);
	if (code) {
		char reason[256];
		regerror(code, &node->regex, reason, sizeof(reason));
		return where_fail(
			&parser->lexer.source, token->offset, "this is no regex: %s", reason);
	}
	node->compiled = true;
	node->kind = WHERE_MATCH;
	return where_advance(parser);
}

static bool
parse_values(struct where_parser *parser, struct where_node *node)
{
	node->kind = WHERE_COMPARE;
	node->orders = ORDER_EQUAL;
	if (!where_expect(parser, "(") || !add_value(parser, node))
		return false;
	while (where_at_symbol(parser, ","))
		if (!where_advance(parser) || !add_value(parser, node))
			return false;
	if (!where_at_symbol(parser, ")"))
		return where_fail_expected(parser, "\",\" or \")\"");
	if (node->values[0].type == WHERE_TEXT) {
		node->kind = WHERE_IN;
		for (size_t i = 0; i < node->value_count; i++)
			span_map_add(&node->texts, node->values[i].text, 0, NULL);
	}
	return where_advance(parser);
}

/* From `in` on; a `not` before it was taken. */
static bool
parse_in(struct where_parser *parser, struct where_node *node)
{
	if (!where_at_word(parser, "in"))
		return where_fail_expected(parser, "\"in\"");
	if (!where_advance(parser))
		return false;
	if (where_at_word(parser, "file"))
		return where_parse_list(parser, node);
	if (!where_at_symbol(parser, "("))
		return where_fail_expected(parser, "\"(\" or \"file(\"");
	return parse_values(parser, node);
}

static bool
parse_is(struct where_parser *parser, struct where_node *node)
{
	node->kind = WHERE_EMPTY;
	if (!where_advance(parser))
		return false;
	node->negated = where_at_word(parser, "not");
	if (node->negated && !where_advance(parser))
		return false;
	if (!where_at_word(parser, "empty"))
		return where_fail_expected(
			parser, node->negated ? "\"empty\"" : "\"empty\" or \"not empty\"");
	return where_advance(parser);
}

static bool
parse_has(struct where_parser *parser, struct where_node *node)
{
	if (!where_advance(parser))
		return false;
	if (parser->token.kind != TOKEN_TEXT)
		return where_fail_expected(parser, "a group in quotes");
	if (!parser->token.text.length)
		return where_fail(
			&parser->lexer.source, parser->token.offset, "a group has no empty name");
	node->orders = ORDER_EQUAL;
	if (!add_value(parser, node))
		return false;
	node->kind = WHERE_HAS;
	return true;
}

/* Nothing that is said of a column stands behind the operand. */
static bool
fail_behind_operand(struct where_parser *parser, struct span written)
{
	struct span shown = span_excerpt(written, WHERE_EXCERPT);
	const struct where_source *source = &parser->lexer.source;
	const struct where_token *token = &parser->token;
	if (token->kind == TOKEN_END || where_at_symbol(parser, ")") ||
		where_at_word(parser, "and") || where_at_word(parser, "or"))
		return where_fail(source, token->offset,
			"expected a comparison; if it is true or false, write %.*s = TRUE",
			SPAN_ARGUMENTS(shown));
	if (where_at_symbol(parser, "-") || where_at_symbol(parser, "+"))
		return where_fail(source, token->offset,
			"expected a comparison; a name with \"%.*s\" in it stands in backquotes",
			SPAN_ARGUMENTS(token->text));
	return where_fail(source, token->offset,
		"expected = != < <= > >= ~ in, is or has after %.*s", SPAN_ARGUMENTS(shown));
}

static bool
parse_rest(struct where_parser *parser, struct where_node *node, struct span written)
{
	static const struct {
		const char *symbol_z;
		unsigned orders;
		bool negated;
	} comparisons[] = {
		{"=", ORDER_EQUAL, false},
		{"!=", ORDER_EQUAL, true},
		{"<", ORDER_LESS, false},
		{"<=", ORDER_LESS | ORDER_EQUAL, false},
		{">", ORDER_GREATER, false},
		{">=", ORDER_GREATER | ORDER_EQUAL, false},
	};
	for (size_t i = 0; i < sizeof(comparisons) / sizeof(*comparisons); i++) {
		if (where_at_symbol(parser, comparisons[i].symbol_z)) {
			node->negated = comparisons[i].negated;
			return parse_comparison(parser, node, comparisons[i].orders);
		}
	}
	if (where_at_symbol(parser, "~"))
		return parse_match(parser, node);
	if (where_at_word(parser, "is"))
		return parse_is(parser, node);
	if (where_at_word(parser, "has"))
		return parse_has(parser, node);
	node->negated = where_at_word(parser, "not");
	if (node->negated && !where_advance(parser))
		return false;
	if (node->negated || where_at_word(parser, "in"))
		return parse_in(parser, node);
	return fail_behind_operand(parser, written);
}

struct where_node *
where_parse_predicate(struct where_parser *parser)
{
	struct where_node *node = where_node_new(parser->where, WHERE_EMPTY);
	struct span written;
	if (!where_parse_operand(parser, node, &written) || !parse_rest(parser, node, written))
		return NULL;
	return node;
}

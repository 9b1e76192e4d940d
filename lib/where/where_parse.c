/* where_parse.c - see where.h: or, and, not and parentheses */
#include "cli/memory.h"
#include "where/where_parser.h"

/* Parentheses are read, and later tested, by functions that call themselves. */
#define DEPTH_LIMIT 200

static struct where_node *parse_or(struct where_parser *parser);

bool
where_advance(struct where_parser *parser)
{
	parser->taken = parser->token;
	return where_lex(&parser->lexer, &parser->token);
}

bool
where_at_symbol(const struct where_parser *parser, const char *symbol_z)
{
	return where_token_is_symbol(&parser->token, symbol_z);
}

bool
where_at_word(const struct where_parser *parser, const char *word_z)
{
	return where_token_is_word(&parser->token, word_z);
}

bool
where_fail_expected(const struct where_parser *parser, const char *what_z)
{
	struct span taken = span_excerpt(parser->taken.written, WHERE_EXCERPT);
	bool quoted = parser->taken.kind == TOKEN_TEXT || parser->taken.kind == TOKEN_NAME;
	const char *quote_z = quoted ? "" : "\"";
	return where_fail(&parser->lexer.source, parser->token.offset, "expected %s after %s%.*s%s",
		what_z, quote_z, SPAN_ARGUMENTS(taken), quote_z);
}

bool
where_expect(struct where_parser *parser, const char *symbol_z)
{
	if (where_at_symbol(parser, symbol_z))
		return where_advance(parser);
	char quoted[8] = {'"', symbol_z[0], '"'};
	return where_fail_expected(parser, quoted);
}

static struct where_node *
parse_parentheses(struct where_parser *parser)
{
	if (++parser->depth > DEPTH_LIMIT) {
		where_fail(&parser->lexer.source, parser->token.offset,
			"parentheses stand more than %d deep", DEPTH_LIMIT);
		return NULL;
	}
	if (!where_advance(parser))
		return NULL;
	struct where_node *node = parse_or(parser);
	if (!node)
		return NULL;
	if (!where_at_symbol(parser, ")")) {
		where_fail_expected(parser, "\"and\", \"or\" or \")\"");
		return NULL;
	}
	parser->depth--;
	return where_advance(parser) ? node : NULL;
}

static struct where_node *
parse_not(struct where_parser *parser)
{
	bool negated = false;
	while (where_at_word(parser, "not")) {
		negated = !negated;
		if (!where_advance(parser))
			return NULL;
	}
	struct where_node *node = where_at_symbol(parser, "(") ? parse_parentheses(parser)
							       : where_parse_predicate(parser);
	if (node)
		node->negated = node->negated != negated;
	return node;
}

/* Nodes side by side, however many, so that a long chain is not a deep tree. */
static struct where_node *
parse_joined(struct where_parser *parser, const char *word_z, enum where_kind kind,
	struct where_node *(*parse_part)(struct where_parser *))
{
	struct where_node *last = parse_part(parser);
	if (!last || !where_at_word(parser, word_z))
		return last;
	struct where_node *joined = where_node_new(parser->where, kind);
	joined->first = last;
	while (where_at_word(parser, word_z)) {
		if (!where_advance(parser))
			return NULL;
		last->next = parse_part(parser);
		last = last->next;
		if (!last)
			return NULL;
	}
	return joined;
}

static struct where_node *
parse_and(struct where_parser *parser)
{
	return parse_joined(parser, "and", WHERE_AND, parse_not);
}

static struct where_node *
parse_or(struct where_parser *parser)
{
	return parse_joined(parser, "or", WHERE_OR, parse_and);
}

static bool
parse_all(struct where_parser *parser)
{
	const struct where_source *source = &parser->lexer.source;
	if (!where_lex(&parser->lexer, &parser->token))
		return false;
	if (parser->token.kind == TOKEN_END)
		return where_fail(source, parser->token.offset, "the expression is empty");
	parser->where->root = parse_or(parser);
	if (!parser->where->root)
		return false;
	if (where_at_symbol(parser, ")"))
		return where_fail(
			source, parser->token.offset, "no \"(\" was opened for this \")\"");
	if (parser->token.kind != TOKEN_END)
		return where_fail_expected(parser, "\"and\" or \"or\"");
	return true;
}

struct where *
where_parse(const char *expression_z, struct columns *columns, const struct where_context *context,
	struct error *error)
{
	struct where *where = memory_zeroed(1, sizeof(*where));
	struct where_parser parser = {
		.lexer = {.source = {.error = error}, .arena = &where->arena},
		.where = where,
		.columns = columns,
		.context = context,
	};
	parser.lexer.source.expression = arena_copy(&where->arena, span_from_z(expression_z));
	if (!parse_all(&parser)) {
		where_free(where);
		return NULL;
	}
	return where;
}

/* where_parser.h - what the parts of the parser share */
#ifndef ROSTER_WHERE_WHERE_PARSER_H
#define ROSTER_WHERE_WHERE_PARSER_H

#include "where/where_lex.h"
#include "where/where_tree.h"

/* Every function that returns false or NULL has filled the lexer's error. */
struct where_parser {
	struct where_lexer lexer;
	struct where_token token; /* the next one */
	struct where_token taken; /* the one before it */
	struct where *where;
	struct columns *columns;
	const struct where_context *context;
	unsigned depth; /* of parentheses */
};

/* Take the next token. */
bool where_advance(struct where_parser *parser);

/* Take the symbol that must come next. */
bool where_expect(struct where_parser *parser, const char *symbol_z);

/* Whether a symbol or a keyword comes next. */
bool where_at_symbol(const struct where_parser *parser, const char *symbol_z);
bool where_at_word(const struct where_parser *parser, const char *word_z);

/* The error that something else was expected behind the token taken last; false. */
bool where_fail_expected(const struct where_parser *parser, const char *what_z);

/* A literal, with its date arithmetic. */
bool where_parse_value(struct where_parser *parser, struct where_value *value);

/* The name of a column, bare or in backquotes. */
bool where_parse_name(struct where_parser *parser, struct span *name);

/* The operand that a predicate begins with; *written is the whole of it. */
bool where_parse_operand(
	struct where_parser *parser, struct where_node *node, struct span *written);

/* Whether the node's column is one whose leading zeros and `+` count. */
bool where_is_key(const struct where_parser *parser, const struct where_node *node);

/* `in file("list.csv", column)`, from `file` on. */
bool where_parse_list(struct where_parser *parser, struct where_node *node);

/* An operand and what is said of it. */
struct where_node *where_parse_predicate(struct where_parser *parser);

#endif

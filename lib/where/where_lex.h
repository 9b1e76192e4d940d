/* where_lex.h - the words of an expression, one after the other */
#ifndef ROSTER_WHERE_WHERE_LEX_H
#define ROSTER_WHERE_WHERE_LEX_H

#include "io/arena.h"
#include "record/date.h"
#include "where/where_error.h"

enum where_token_kind {
	TOKEN_END,
	TOKEN_WORD,   /* a keyword or a bare name */
	TOKEN_NAME,   /* in backquotes */
	TOKEN_TEXT,   /* in quotes */
	TOKEN_NUMBER, /* as decimal.h has it, without a sign; 2024 could also be a column's name */
	TOKEN_DATE,
	TOKEN_SYMBOL,
};

/* The spans are parts of the expression, or in the lexer's arena. */
struct where_token {
	enum where_token_kind kind;
	size_t offset;
	struct span written; /* with its quotes */
	struct span text;    /* without them */
	struct date date;
};

/* Filled by its user; `arena` and the expression outlive the tokens. */
struct where_lexer {
	struct where_source source;
	size_t offset; /* of what was not looked at yet */
	struct arena *arena;
};

/* The next token, TOKEN_END ever again at the end. False with the source's error filled. */
bool where_lex(struct where_lexer *lexer, struct where_token *token);

/* Whether the token is this symbol, or this keyword in any case. */
bool where_token_is_symbol(const struct where_token *token, const char *symbol_z);
bool where_token_is_word(const struct where_token *token, const char *word_z);

#endif

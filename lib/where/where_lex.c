/* where_lex.c - see where_lex.h */
#include "where/where_lex.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
	       (unsigned char)c >= 0x80;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct span
rest_of(const struct where_lexer *lexer)
{
	struct span expression = lexer->source.expression;
	return span_of(expression.data + lexer->offset, expression.length - lexer->offset);
}

static bool
take(struct where_lexer *lexer, struct where_token *token, enum where_token_kind kind,
	size_t length)
{
	token->kind = kind;
	token->written = token->text = span_of(rest_of(lexer).data, length);
	lexer->offset += length;
	return true;
}

/* The quote that ends a quoted text, or NULL; *doubled counts those inside. */
static const char *
find_end(struct span rest, size_t *doubled)
{
	char quote = rest.data[0];
	*doubled = 0;
	for (size_t i = 1; i < rest.length; i++) {
		if (rest.data[i] != quote)
			continue;
		if (i + 1 == rest.length || rest.data[i + 1] != quote)
			return rest.data + i;
		i++;
		++*doubled;
	}
	return NULL;
}

static struct span
without_doubles(struct arena *arena, struct span inside, char quote)
{
	char *text = arena_take(arena, inside.length);
	size_t length = 0;
	for (size_t i = 0; i < inside.length; i++) {
		text[length++] = inside.data[i];
		i += inside.data[i] == quote;
	}
	return span_of(text, length);
}

static bool
lex_quoted(struct where_lexer *lexer, struct where_token *token)
{
	struct span rest = rest_of(lexer);
	char quote = rest.data[0];
	size_t doubled;
	const char *end = find_end(rest, &doubled);
	if (!end)
		return where_fail(&lexer->source, lexer->offset,
			"the %s that opens here is not closed",
			quote == '`' ? "backquote" : "quote");
	struct span inside = span_of(rest.data + 1, (size_t)(end - rest.data) - 1);
	if (quote == '`' && !inside.length)
		return where_fail(&lexer->source, lexer->offset, "a column has no empty name");
	take(lexer, token, quote == '`' ? TOKEN_NAME : TOKEN_TEXT, inside.length + 2);
	token->text = doubled ? without_doubles(lexer->arena, inside, quote) : inside;
	return true;
}

static size_t
count_word_bytes(struct span rest)
{
	size_t length = 0;
	while (length < rest.length && is_word_byte(rest.data[length]))
		length++;
	return length;
}

static bool
looks_like_date(struct span rest)
{
	static const char shape[] = "0000-00-00";
	if (rest.length < sizeof(shape) - 1)
		return false;
	for (size_t i = 0; i < sizeof(shape) - 1; i++)
		if (shape[i] == '0' ? !is_digit(rest.data[i]) : rest.data[i] != shape[i])
			return false;
	return true;
}

static bool
lex_date(struct where_lexer *lexer, struct where_token *token)
{
	struct span rest = rest_of(lexer);
	size_t length = sizeof("0000-00-00") - 1;
	if (rest.length > length && is_word_byte(rest.data[length]))
		return where_fail(&lexer->source, lexer->offset + length,
			"a date ends behind YYYY-MM-DD, without a time");
	if (!date_parse(span_of(rest.data, length), &token->date))
		return where_fail(&lexer->source, lexer->offset, "there is no day %.*s",
			(int)length, rest.data);
	return take(lexer, token, TOKEN_DATE, length);
}

static size_t
skip_digits(struct span rest, size_t at)
{
	while (at < rest.length && is_digit(rest.data[at]))
		at++;
	return at;
}

/* How many bytes a number has: digits, a fraction and an exponent; 0 if there is none. */
static size_t
measure_number(struct span rest)
{
	size_t end = skip_digits(rest, 0);
	if (end && end + 1 < rest.length && rest.data[end] == '.' && is_digit(rest.data[end + 1]))
		end = skip_digits(rest, end + 1);
	if (end && end < rest.length && (rest.data[end] == 'e' || rest.data[end] == 'E')) {
		size_t digits = end + 1;
		if (digits < rest.length && (rest.data[digits] == '-' || rest.data[digits] == '+'))
			digits++;
		if (digits < rest.length && is_digit(rest.data[digits]))
			end = skip_digits(rest, digits);
	}
	return end < rest.length && is_word_byte(rest.data[end]) ? 0 : end;
}

/* What other languages say, and what is said here; the longer before what it begins with. */
static const struct {
	const char *theirs_z, *ours_z;
} foreign[] = {
	{"==", "="},
	{"<>", "!="},
	{"=<", "<="},
	{"=>", ">="},
	{"=~", "~"},
	{"&&", "and"},
	{"||", "or"},
	{"&", "and"},
	{"|", "or"},
	{"!", "not"},
};

static const char *const symbols[] = {
	"!=", "<=", ">=", "=", "<", ">", "~", "(", ")", ",", "+", "-"};

/* Typographic quotes, U+2018 to U+201F, come with texts that were pasted. */
static bool
is_curly_quote(struct span rest)
{
	return span_starts_with(rest, span_of("\xe2\x80", 2)) && rest.length > 2 &&
	       (unsigned char)rest.data[2] >= 0x98 && (unsigned char)rest.data[2] <= 0x9f;
}

static bool
refuse_byte(struct where_lexer *lexer)
{
	unsigned char c = (unsigned char)rest_of(lexer).data[0];
	if (c == '.')
		return where_fail(&lexer->source, lexer->offset,
			"a point stands between the digits of a number, or in a name in backquotes");
	if (c == '/')
		return where_fail(&lexer->source, lexer->offset, "a date is written YYYY-MM-DD");
	if (c < 0x20 || c == 0x7f)
		return where_fail(
			&lexer->source, lexer->offset, "byte 0x%02x means nothing here", c);
	return where_fail(&lexer->source, lexer->offset, "\"%c\" means nothing here", c);
}

static bool
lex_symbol(struct where_lexer *lexer, struct where_token *token)
{
	struct span rest = rest_of(lexer);
	bool differs = span_starts_with(rest, span_of("!=", 2));
	for (size_t i = 0; !differs && i < sizeof(foreign) / sizeof(*foreign); i++)
		if (span_starts_with(rest, span_from_z(foreign[i].theirs_z)))
			return where_fail(&lexer->source, lexer->offset,
				"write \"%s\" instead of \"%s\"", foreign[i].ours_z,
				foreign[i].theirs_z);
	for (size_t i = 0; i < sizeof(symbols) / sizeof(*symbols); i++)
		if (span_starts_with(rest, span_from_z(symbols[i])))
			return take(lexer, token, TOKEN_SYMBOL, strlen(symbols[i]));
	return refuse_byte(lexer);
}

bool
where_lex(struct where_lexer *lexer, struct where_token *token)
{
	while (rest_of(lexer).length && is_blank(rest_of(lexer).data[0]))
		lexer->offset++;
	struct span rest = rest_of(lexer);
	*token = (struct where_token){.offset = lexer->offset};
	if (!rest.length)
		return take(lexer, token, TOKEN_END, 0);
	if (rest.data[0] == '"' || rest.data[0] == '\'' || rest.data[0] == '`')
		return lex_quoted(lexer, token);
	if (is_curly_quote(rest))
		return where_fail(&lexer->source, lexer->offset,
			"a text stands between straight quotes, \" or '");
	if (looks_like_date(rest))
		return lex_date(lexer, token);
	size_t number = measure_number(rest);
	if (number)
		return take(lexer, token, TOKEN_NUMBER, number);
	size_t word = count_word_bytes(rest);
	return word ? take(lexer, token, TOKEN_WORD, word) : lex_symbol(lexer, token);
}

bool
where_token_is_symbol(const struct where_token *token, const char *symbol_z)
{
	return token->kind == TOKEN_SYMBOL && span_equal_z(token->text, symbol_z);
}

bool
where_token_is_word(const struct where_token *token, const char *word_z)
{
	return token->kind == TOKEN_WORD && span_equal_fold(token->text, span_from_z(word_z));
}

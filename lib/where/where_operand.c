/* where_operand.c - see where_parser.h: the columns of an expression */
#include "cli/memory.h"
#include "where/where_parser.h"

static bool
all_digits_or_letters(struct span text)
{
	for (size_t i = 0; i < text.length; i++)
		if (memchr(".+-", text.data[i], 3))
			return false;
	return true;
}

bool
where_parse_name(struct where_parser *parser, struct span *name)
{
	const struct where_token *token = &parser->token;
	bool number = token->kind == TOKEN_NUMBER && all_digits_or_letters(token->text);
	*name = token->text;
	if (number || token->kind == TOKEN_WORD || token->kind == TOKEN_NAME)
		return where_advance(parser);
	if (token->kind == TOKEN_TEXT)
		return where_fail(&parser->lexer.source, token->offset,
			"expected a column; quotes make a text, an odd name stands in backquotes");
	if (!parser->taken.written.length)
		return where_fail(&parser->lexer.source, token->offset,
			"expected a column, \"not\" or \"(\"");
	return where_fail_expected(parser, "a column");
}

static size_t
find_column(struct where *where, struct column column, struct span name)
{
	for (size_t i = 0; i < where->column_count; i++)
		if (where->columns[i].column.index == column.index)
			return i;
	where->columns = memory_resized(
		where->columns, where->column_count + 1, sizeof(*where->columns));
	where->columns[where->column_count] = (struct where_column){.column = column, .name = name};
	return where->column_count++;
}

/* `not` is read before any operand; the others cannot stand here, and are more likely a slip. */
static bool
is_reserved(const struct where_parser *parser)
{
	static const char *const words[] = {"and", "or", "in", "is", "has"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (where_at_word(parser, words[i]))
			return true;
	return false;
}

bool
where_parse_operand(struct where_parser *parser, struct where_node *node, struct span *written)
{
	const char *start = parser->token.written.data;
	if (is_reserved(parser))
		return where_fail(&parser->lexer.source, parser->token.offset,
			"expected a column; one that is called \"%.*s\" needs backquotes",
			SPAN_ARGUMENTS(parser->token.text));
	bool lower = where_at_word(parser, "lower");
	struct span name;
	if (!where_parse_name(parser, &name))
		return false;
	node->lower = lower && where_at_symbol(parser, "(");
	if (node->lower && (!where_advance(parser) || !where_parse_name(parser, &name) ||
				   !where_expect(parser, ")")))
		return false;
	const struct span *last = &parser->taken.written;
	*written = span_of(start, (size_t)(last->data + last->length - start));
	node->column = find_column(
		parser->where, columns_want(parser->columns, name, COLUMN_REQUIRED), name);
	return true;
}

/* `name`, or what --column makes of it, could be the column's name. */
static bool
matches_name(const struct columns *columns, struct column column, struct span name)
{
	if (columns_match(columns, column.index, name))
		return true;
	const struct column_mapping *mapping = columns_find_mapping(columns, name);
	return mapping && columns_match(columns, column.index, span_from_z(mapping->name_z));
}

bool
where_is_key(const struct where_parser *parser, const struct where_node *node)
{
	static const char *const keys[] = {
		"customer_id", "signalvine_id", "phone", "program_phone"};
	struct column column = parser->where->columns[node->column].column;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (matches_name(parser->columns, column, span_from_z(keys[i])))
			return true;
	for (size_t i = 0; i < parser->context->key_name_count; i++)
		if (matches_name(parser->columns, column, parser->context->key_names[i]))
			return true;
	return false;
}

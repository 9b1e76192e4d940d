/* where_list.c - see where_parser.h: in file("list.csv", column) */
#include "cli/memory.h"
#include "record/list.h"
#include "where/where_parser.h"

#include <stdlib.h>

/*
 * A blank cell is no text to look for: or else every contact without a value would be in a list
 * that has one cell blank.
 */
static void
take_texts(struct where *where, struct where_node *node, const struct list *list)
{
	for (size_t row = 0; row < list->count; row++) {
		struct span text = list_text(list, row, 0);
		if (!text.length)
			continue;
		if (node->lower)
			text = where_copy(where, text, true);
		span_map_add(&node->texts, text, 0, NULL);
	}
}

static bool
read_list(struct where_parser *parser, struct where_node *node, const struct where_token *path,
	struct span name)
{
	struct error *error = parser->lexer.source.error;
	char *path_z = memory_copied_z(path->text.data, path->text.length);
	char *found_z = parser->context->locate_list ? parser->context->locate_list(path_z,
							       parser->context->kept_z, error)
						     : memory_copied_z(path_z, path->text.length);
	struct list *list = found_z ? list_read(found_z, &name, 1, error) : NULL;
	free(found_z);
	free(path_z);
	if (!list)
		return false;
	take_texts(parser->where, node, list);
	list_free(list);
	if (!node->texts.count)
		return where_fail(&parser->lexer.source, path->offset,
			"the column is blank in every row of this list");
	return true;
}

bool
where_parse_list(struct where_parser *parser, struct where_node *node)
{
	node->kind = WHERE_IN;
	if (!where_advance(parser) || !where_expect(parser, "("))
		return false;
	struct where_token path = parser->token;
	if (path.kind != TOKEN_TEXT)
		return where_fail_expected(parser, "the path of a list in quotes");
	if (!path.text.length || span_equal_z(path.text, "-"))
		return where_fail(
			&parser->lexer.source, path.offset, "a list is a file, not standard input");
	struct span name;
	return where_advance(parser) && where_expect(parser, ",") &&
	       where_parse_name(parser, &name) && where_expect(parser, ")") &&
	       read_list(parser, node, &path, name);
}

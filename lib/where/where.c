/* where.c - see where.h: an expression's memory, and what it counted */
#include "where/where.h"

#include "cli/memory.h"
#include "where/where_tree.h"

#include <stdlib.h>

struct where_node *
where_node_new(struct where *where, enum where_kind kind)
{
	struct where_node *node = memory_zeroed(1, sizeof(*node));
	node->kind = kind;
	node->older = where->newest;
	where->newest = node;
	return node;
}

struct span
where_copy(struct where *where, struct span text, bool lower)
{
	struct buffer *scratch = &where->scratch;
	buffer_clear(scratch);
	buffer_reserve(scratch, text.length + 1);
	for (size_t i = 0; i < text.length; i++) {
		char c = text.data[i];
		bool capital = lower && c >= 'A' && c <= 'Z';
		scratch->data[i] = capital ? (char)(c - 'A' + 'a') : c;
	}
	scratch->data[text.length] = '\0';
	return span_of(scratch->data, text.length);
}

size_t
where_column_count(const struct where *where)
{
	return where->column_count;
}

struct span
where_column_name(const struct where *where, size_t i)
{
	return where->columns[i].name;
}

uint64_t
where_empty_count(const struct where *where, size_t i)
{
	return where->columns[i].empty_count;
}

static void
free_node(struct where_node *node)
{
	free(node->values);
	span_map_free(&node->texts);
	if (node->compiled)
		regfree(&node->regex);
	free(node);
}

void
where_free(struct where *where)
{
	if (!where)
		return;
	while (where->newest) {
		struct where_node *node = where->newest;
		where->newest = node->older;
		free_node(node);
	}
	free(where->columns);
	arena_free(&where->arena);
	buffer_free(&where->scratch);
	free(where);
}

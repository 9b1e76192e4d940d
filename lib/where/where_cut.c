/* where_cut.c - see where_cut.h */
#include "where/where_cut.h"

#include "where/where_tree.h"

#define ORDER_ANY (ORDER_LESS | ORDER_EQUAL | ORDER_GREATER)

static unsigned
allowed_orders(const struct where_node *node)
{
	return node->negated ? ORDER_ANY & ~node->orders : node->orders;
}

static bool
is_cut(const struct where_node *node)
{
	if (node->kind != WHERE_COMPARE || node->value_count != 1 ||
		node->values[0].type != WHERE_DATE)
		return false;
	unsigned sides = allowed_orders(node) & (ORDER_LESS | ORDER_GREATER);
	return sides == ORDER_LESS || sides == ORDER_GREATER;
}

/* Below `and` only: what stands under `or` or `not` need not hold. */
static struct where_node *
find(struct where_node *node)
{
	if (is_cut(node))
		return node;
	if (node->kind != WHERE_AND || node->negated)
		return NULL;
	struct where_node *found = NULL;
	for (struct where_node *part = node->first; part && !found; part = part->next)
		found = find(part);
	return found;
}

bool
where_find_cut(const struct where *where, struct where_cut *cut)
{
	const struct where_node *node = find(where->root);
	if (!node)
		return false;
	*cut = (struct where_cut){
		.column = where->columns[node->column].column,
		.name = where->columns[node->column].name,
		.date = node->values[0].date,
		.before = allowed_orders(node) & ORDER_LESS,
		.with_day = allowed_orders(node) & ORDER_EQUAL,
	};
	return true;
}

void
where_open_cut(struct where *where)
{
	struct where_node *node = find(where->root);
	if (node)
		node->orders = node->negated ? 0 : ORDER_ANY;
}

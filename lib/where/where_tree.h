/* where_tree.h - an expression as it is kept */
#ifndef ROSTER_WHERE_WHERE_TREE_H
#define ROSTER_WHERE_WHERE_TREE_H

#include "io/arena.h"
#include "io/buffer.h"
#include "io/span_map.h"
#include "record/decimal.h"
#include "where/where.h"

#include <regex.h>

enum where_type {
	WHERE_TEXT,
	WHERE_NUMBER,
	WHERE_TRUTH,
	WHERE_DATE,
};

/* A value of the expression, or one that was read from a field to be compared with it. */
struct where_value {
	enum where_type type;
	union {
		struct span text;
		struct decimal number;
		bool truth;
		struct date date;
	};
};

enum where_kind {
	WHERE_AND,
	WHERE_OR,
	WHERE_COMPARE, /* with any of the values, all of one type */
	WHERE_IN,      /* one of the texts */
	WHERE_MATCH,   /* the regex */
	WHERE_HAS,     /* the group that is the only value */
	WHERE_EMPTY,
};

/* How a field may stand to a value; a comparison allows one or two. */
#define ORDER_LESS 1u
#define ORDER_EQUAL 2u
#define ORDER_GREATER 4u

/* There is no kind for `not`: it turns the node under it round. */
struct where_node {
	enum where_kind kind;
	bool negated;
	struct where_node *first; /* of `and` and `or`: what they join */
	struct where_node *next;  /* beside it in the same `and` or `or` */

	size_t column; /* of a predicate: which of where->columns */
	bool lower;
	unsigned orders;
	struct where_value *values;
	size_t value_count;
	struct span_map texts;
	regex_t regex;
	bool compiled; /* there is a regex */

	struct where_node *older; /* the one that was made before */
};

struct where_column {
	struct column column;
	struct span name; /* as written */
	uint64_t empty_count;
	uint64_t counted; /* the number of the test that it was last counted in */
};

struct where {
	struct where_node *root;
	struct where_node *newest; /* of all nodes */
	struct where_column *columns;
	size_t column_count;
	struct arena arena;    /* the expression and texts of it */
	struct buffer scratch; /* a text in small letters or with a NUL behind it */
	uint64_t tests;
};

struct where_node *where_node_new(struct where *where, enum where_kind kind);

/*
 * A copy of `text`, with a NUL behind it, in where->scratch until the next one; with `lower` its
 * letters A to Z are made small.
 */
struct span where_copy(struct where *where, struct span text, bool lower);

#endif

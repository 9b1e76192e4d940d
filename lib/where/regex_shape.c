/* regex_shape.c - see regex_shape.h */
#include "where/regex_shape.h"

#include <limits.h>

#define UNBOUNDED INT_MAX
#define BOUND_MOST 32768 /* regcomp refuses more */

struct scan {
	struct span rest;
	bool refers_back;
};

/* Of a part of the regex. */
struct extent {
	size_t atoms;
	size_t empties; /* ways through the whole of it without a character */
	size_t paths;   /* at most so many through any piece of it; 0: it is one character */
};

struct bounds {
	int least, most;
};

static size_t
at_most(size_t count)
{
	return count < REGEX_COUNT_MOST ? count : REGEX_COUNT_MOST;
}

static char
take(struct scan *scan)
{
	char c = scan->rest.data[0];
	scan->rest = span_of(scan->rest.data + 1, scan->rest.length - 1);
	return c;
}

static bool
take_if(struct scan *scan, char c)
{
	if (!scan->rest.length || scan->rest.data[0] != c)
		return false;
	take(scan);
	return true;
}

/* Behind "[": a "]" that comes first is a member, and so are those of "[:digit:]" and the like. */
static void
skip_bracket(struct scan *scan)
{
	take_if(scan, '^');
	take_if(scan, ']');
	while (scan->rest.length) {
		char c = take(scan), kind = scan->rest.length ? scan->rest.data[0] : '\0';
		if (c == ']')
			return;
		if (c != '[' || (kind != ':' && kind != '.' && kind != '='))
			continue;
		take(scan);
		while (scan->rest.length && !(take(scan) == kind && take_if(scan, ']')))
			;
	}
}

static bool
take_number(struct scan *scan, int *number)
{
	const char *start = scan->rest.data;
	*number = 0;
	while (scan->rest.length && scan->rest.data[0] >= '0' && scan->rest.data[0] <= '9') {
		*number = *number * 10 + (take(scan) - '0');
		if (*number > BOUND_MOST)
			*number = BOUND_MOST;
	}
	return scan->rest.data != start;
}

/* {m}, {m,}, {,n}, {m,n} or {,}; a "{" that begins none of them is a character. */
static bool
take_braces(struct scan *scan, struct bounds *bounds)
{
	struct scan ahead = *scan;
	if (!take_if(&ahead, '{'))
		return false;
	bool has_least = take_number(&ahead, &bounds->least);
	bool has_comma = take_if(&ahead, ',');
	bool has_most = has_comma && take_number(&ahead, &bounds->most);
	if (!has_most)
		bounds->most = has_comma ? UNBOUNDED : bounds->least;
	if (!(has_least || has_comma) || !take_if(&ahead, '}'))
		return false;
	*scan = ahead;
	return true;
}

static bool
take_repetition(struct scan *scan, struct bounds *bounds)
{
	*bounds = (struct bounds){0, UNBOUNDED};
	if (take_if(scan, '*'))
		return true;
	bounds->least = 1;
	if (take_if(scan, '+'))
		return true;
	*bounds = (struct bounds){0, 1};
	if (take_if(scan, '?'))
		return true;
	return take_braces(scan, bounds);
}

/* {2,} is written as xxx*, {2,4} as xx(xx?)? */
static struct extent
repeat(struct extent once, struct bounds bounds)
{
	bool endless = bounds.most == UNBOUNDED;
	int written = endless ? bounds.least + 1 : bounds.most > 1 ? bounds.most : 1;
	size_t ways = 1, empties = 0, paths = once.paths ? once.paths : 1;
	for (int i = 0; i <= written; i++) {
		if (i >= bounds.least)
			empties = at_most(empties + ways);
		ways = at_most(ways * once.empties);
	}
	size_t optional = (size_t)(written > bounds.least ? written - bounds.least : 0);
	/* it may be left by the one end, and entered by the other */
	paths = at_most(paths * paths);
	return (struct extent){at_most(once.atoms * (size_t)written + optional), empties,
		at_most(paths * (empties ? empties : 1))};
}

static struct extent branches(struct scan *scan, bool group);

static struct extent
escaped(struct scan *scan)
{
	char c = scan->rest.length ? take(scan) : '\\';
	scan->refers_back = scan->refers_back || (c >= '1' && c <= '9');
	bool assertion = c && strchr("<>bB`'", c);
	return (struct extent){1, assertion, assertion};
}

static struct extent
atom(struct scan *scan)
{
	char c = take(scan);
	switch (c) {
	case '(':
		return branches(scan, true);
	case '[':
		skip_bracket(scan);
		break;
	case '\\':
		return escaped(scan);
	default:
		break;
	}
	bool assertion = c == '^' || c == '$';
	return (struct extent){1, assertion, assertion};
}

static struct extent
repeated_atom(struct scan *scan)
{
	struct extent all = atom(scan);
	struct bounds bounds;
	while (take_repetition(scan, &bounds))
		all = repeat(all, bounds);
	return all;
}

static size_t
larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* Up to a "|", the ")" of a group, or the end. */
static struct extent
branch(struct scan *scan, bool group)
{
	struct extent all = {0, 1, 1};
	size_t paths = 1;
	while (scan->rest.length && scan->rest.data[0] != '|' &&
		!(group && scan->rest.data[0] == ')')) {
		struct extent next = repeated_atom(scan);
		paths = next.paths ? at_most(paths * next.paths) : 1;
		all.atoms = at_most(all.atoms + next.atoms);
		all.empties = at_most(all.empties * next.empties);
		all.paths = larger(all.paths, paths);
	}
	return all;
}

/* Up to the ")" of a group, or to the end. */
static struct extent
branches(struct scan *scan, bool group)
{
	struct extent all = branch(scan, group);
	all.atoms += group;
	while (take_if(scan, '|')) {
		struct extent next = branch(scan, group);
		all.atoms = at_most(all.atoms + next.atoms + 1);
		all.empties = at_most(all.empties + next.empties);
		all.paths = larger(all.paths, next.paths);
	}
	all.paths = larger(all.paths, all.empties);
	if (group)
		take_if(scan, ')');
	return all;
}

struct regex_shape
regex_shape_of(struct span regex)
{
	struct scan scan = {regex, false};
	struct extent all = branches(&scan, false);
	return (struct regex_shape){all.atoms, all.paths, scan.refers_back};
}

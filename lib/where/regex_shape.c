/* regex_shape.c - see regex_shape.h */
#include "where/regex_shape.h"

#include <limits.h>

#define UNBOUNDED INT_MAX
#define BOUND_MOST 32768 /* regcomp refuses more */

struct scan {
	struct span rest;
	size_t most_empties;
	bool refers_back;
};

/* Of a part of the regex. */
struct extent {
	size_t atoms, empties;
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

/* {m}, {m,}, {,n} or {m,n}; a "{" that begins none of them is a character. */
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
	if (!(has_least || has_most) || !take_if(&ahead, '}'))
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
	int written = endless ? bounds.least + 1 : bounds.most;
	size_t ways = 1, empties = 0;
	for (int i = 0; i <= written; i++) {
		if (i >= bounds.least)
			empties = at_most(empties + ways);
		ways = at_most(ways * once.empties);
	}
	return (struct extent){at_most(once.atoms * (size_t)(written > 1 ? written : 1)), empties};
}

static struct extent branches(struct scan *scan, bool group);

static struct extent
escaped(struct scan *scan)
{
	char c = scan->rest.length ? take(scan) : '\\';
	scan->refers_back = scan->refers_back || (c >= '1' && c <= '9');
	return (struct extent){1, c && strchr("<>bB`'", c) != NULL};
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
	return (struct extent){1, c == '^' || c == '$'};
}

/* Up to the ")" of a group, or to the end. */
static struct extent
branches(struct scan *scan, bool group)
{
	struct extent all = {group, 0}, branch = {0, 1};
	while (scan->rest.length && !(group && scan->rest.data[0] == ')')) {
		if (take_if(scan, '|')) {
			all.atoms = at_most(all.atoms + branch.atoms + 1);
			all.empties = at_most(all.empties + branch.empties);
			branch = (struct extent){0, 1};
			continue;
		}
		struct extent next = atom(scan);
		struct bounds bounds;
		while (take_repetition(scan, &bounds)) {
			next = repeat(next, bounds);
			if (next.empties > scan->most_empties)
				scan->most_empties = next.empties;
		}
		branch.atoms = at_most(branch.atoms + next.atoms);
		branch.empties = at_most(branch.empties * next.empties);
	}
	take_if(scan, ')');
	all.atoms = at_most(all.atoms + branch.atoms);
	all.empties = at_most(all.empties + branch.empties);
	return all;
}

struct regex_shape
regex_shape_of(struct span regex)
{
	struct scan scan = {regex, 0, false};
	size_t atoms = branches(&scan, false).atoms;
	return (struct regex_shape){atoms, scan.most_empties, scan.refers_back};
}

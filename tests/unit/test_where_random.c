/* test_where_random.c - where/where.h: expressions of chance beside a walk over their tree */
#include "reading.h"
#include "where/where.h"

enum { EXPRESSIONS = 1500, RECORDS = 60, NODES = 24 };
enum { COLUMNS = 5, CELLS = 7, VALUES = 4 };

/* Cells that sort by strcmp as they sort by value, empties, and what cannot be read. */
static const struct {
	const char *name_z;
	const char *cells_z[CELLS];
	const char *values_z[VALUES];
	const char *bad_z; /* NULL: anything can be read so */
	const char *quote_z;
} columns[COLUMNS] = {
	{"t", {"", "a", "ab", "b", "ba", "c", "abc"}, {"a", "b", "ab", "zz"}, NULL, "'"},
	{"n", {"", "1", "2", "3", "2", "x", "9"}, {"1", "2", "3", "7"}, "x", ""},
	{"d", {"", "2024-01-01", "2024-02-29", "2024-03-31", "2023-12-31", "31/02", "2025-01-01"},
		{"2024-01-01", "2024-02-29", "2024-03-31", "2024-06-30"}, "31/02", ""},
	{"b", {"", "TRUE", "FALSE", "TRUE", "FALSE", "maybe", "TRUE"},
		{"TRUE", "FALSE", "TRUE", "FALSE"}, "maybe", ""},
	{"g", {"", "a", "a;b", "ab", "b;c", ";", "b"}, {"a", "b", "c", "ab"}, NULL, "'"},
};

enum kind { COMPARE, IN, HAS, EMPTY, MATCH, AND, OR, KINDS };

struct node {
	enum kind kind;
	bool negated;
	size_t column, comparison, value, other;
	const struct node *first, *second;
};

static const char *const comparisons_z[] = {"=", "!=", "<", "<=", ">", ">="};

struct expression {
	struct node nodes[NODES];
	size_t count;
	struct buffer text;
	struct where *where, *opposite;
};

static const struct node *
invent(struct expression *expression, uint64_t *seed, size_t depth)
{
	struct node *node = &expression->nodes[expression->count++];
	*node = (struct node){
		.kind = (enum kind)chance(seed, depth ? KINDS : AND),
		.negated = chance(seed, 4) == 0,
		.column = chance(seed, COLUMNS),
		.value = chance(seed, VALUES),
		.other = chance(seed, VALUES),
		.comparison = chance(seed, COUNT_OF(comparisons_z)),
	};
	if (node->kind == HAS)
		node->column = 4;
	if (node->kind == MATCH)
		node->column = 0;
	if (node->column == 3) /* truths have no order */
		node->comparison %= 2;
	if (node->kind == AND || node->kind == OR) {
		node->first = invent(expression, seed, depth - 1);
		node->second = invent(expression, seed, depth - 1);
	}
	return node;
}

static void
write_predicate(const struct node *node, struct buffer *text)
{
	const char *name_z = columns[node->column].name_z, *quote_z = columns[node->column].quote_z;
	const char *value_z = columns[node->column].values_z[node->value];
	const char *other_z = columns[node->column].values_z[node->other];
	const char *not_z = node->negated ? "not " : "";
	if (node->kind == COMPARE)
		buffer_add_format(text, "%s%s %s %s%s%s", not_z, name_z,
			comparisons_z[node->comparison], quote_z, value_z, quote_z);
	else if (node->kind == IN)
		buffer_add_format(text, "%s %sin (%s%s%s, %s%s%s)", name_z, not_z, quote_z, value_z,
			quote_z, quote_z, other_z, quote_z);
	else if (node->kind == EMPTY)
		buffer_add_format(text, "%s is %sempty", name_z, not_z);
	else
		buffer_add_format(text, "%s%s %s '%s'", not_z, name_z,
			node->kind == HAS ? "has" : "~", value_z);
}

/* No more parentheses than are needed, because `not` binds closest, then `and`, then `or`. */
static void
write_node(const struct node *node, struct buffer *text, bool inside_and)
{
	if (node->kind < AND) {
		write_predicate(node, text);
		return;
	}
	bool closed = node->negated || (node->kind == OR && inside_and);
	buffer_add_z(text, node->negated ? "not (" : closed ? "(" : "");
	write_node(node->first, text, node->kind == AND);
	buffer_add_z(text, node->kind == AND ? " and " : " or ");
	write_node(node->second, text, node->kind == AND);
	buffer_add_z(text, closed ? ")" : "");
}

enum verdict { NO, YES, BAD };

static bool
has_group(const char *groups_z, const char *group_z)
{
	size_t length = strlen(group_z);
	for (const char *at = groups_z; (at = strstr(at, group_z)); at++)
		if ((at == groups_z || at[-1] == ';') && (!at[length] || at[length] == ';'))
			return true;
	return false;
}

static bool
compares(const char *cell_z, const char *value_z, size_t comparison)
{
	int order = strcmp(cell_z, value_z);
	bool empty = !*cell_z;
	switch (comparison) {
	case 0:
		return order == 0;
	case 1:
		return order != 0;
	case 2:
		return !empty && order < 0;
	case 3:
		return !empty && order <= 0;
	case 4:
		return order > 0;
	default:
		return order >= 0;
	}
}

static enum verdict
judge(const struct node *node, const char *const *cells_z)
{
	if (node->kind >= AND) {
		enum verdict verdict = judge(node->first, cells_z);
		if (verdict == (node->kind == AND ? YES : NO))
			verdict = judge(node->second, cells_z);
		return verdict == BAD || !node->negated ? verdict : verdict == NO ? YES : NO;
	}
	const char *cell_z = cells_z[node->column], *bad_z = columns[node->column].bad_z;
	const char *value_z = columns[node->column].values_z[node->value];
	const char *other_z = columns[node->column].values_z[node->other];
	if (node->kind <= IN && bad_z && strcmp(cell_z, bad_z) == 0)
		return BAD;
	bool holds = node->kind == COMPARE ? compares(cell_z, value_z, node->comparison)
		     : node->kind == IN
			     ? compares(cell_z, value_z, 0) || compares(cell_z, other_z, 0)
		     : node->kind == HAS   ? has_group(cell_z, value_z)
		     : node->kind == EMPTY ? !*cell_z
					   : strstr(cell_z, value_z) != NULL;
	return holds != node->negated ? YES : NO;
}

static struct where *
parse(struct expression *expression, struct columns *wanted, bool opposite)
{
	struct error error = {0};
	struct where_context context = {0};
	struct buffer text = {0};
	buffer_add_format(&text, opposite ? "not (%s)%c" : "%s%c", expression->text.data, '\0');
	struct where *where = where_parse(text.data, wanted, &context, &error);
	if (!where)
		fail_msg("%s", error.text);
	buffer_free(&text);
	return where;
}

static enum verdict
test(struct where *where, struct record *record)
{
	bool matches;
	if (!where_test(where, record, &matches))
		return BAD;
	return matches ? YES : NO;
}

/* Records of chance, and the cells that they were made of. */
static void
write_records(uint64_t *seed, const char *cells_z[RECORDS][COLUMNS], struct buffer *text)
{
	buffer_add_z(text, "t,n,d,b,g\n");
	for (size_t i = 0; i < RECORDS; i++)
		for (size_t j = 0; j < COLUMNS; j++) {
			cells_z[i][j] = columns[j].cells_z[chance(seed, CELLS)];
			buffer_add_format(
				text, "%s%s", cells_z[i][j], j + 1 < COLUMNS ? "," : "\n");
		}
}

/* All expressions of one record; what they were is counted by verdict. */
static void
check_record(const struct expression *list, struct record *record, const char *const *cells_z,
	size_t *seen)
{
	for (size_t i = 0; i < EXPRESSIONS; i++) {
		enum verdict expected = judge(&list[i].nodes[0], cells_z);
		enum verdict reverse = expected == BAD ? BAD : expected == NO ? YES : NO;
		enum verdict verdict = test(list[i].where, record);
		enum verdict opposite = test(list[i].opposite, record);
		if (verdict != expected || opposite != reverse)
			fail_msg("%s of %.*s: %d, its opposite %d", list[i].text.data,
				SPAN_ARGUMENTS(record->raw), verdict, opposite);
		seen[verdict]++;
	}
}

static void
expressions_mean_what_their_trees_mean(void **state)
{
	struct expression *list = memory_zeroed(EXPRESSIONS, sizeof(*list));
	const char *cells_z[RECORDS][COLUMNS];
	struct text_input input = {0};
	struct buffer text = {0};
	uint64_t seed = 1974;
	size_t seen[3] = {0};
	(void)state;
	for (size_t i = 0; i < EXPRESSIONS; i++) {
		write_node(invent(&list[i], &seed, 3), &list[i].text, false);
		buffer_add_byte(&list[i].text, '\0');
		list[i].where = parse(&list[i], &input.columns, false);
		list[i].opposite = parse(&list[i], &input.columns, true);
	}
	write_records(&seed, cells_z, &text);
	assert_true(text_open(&input, buffer_span(&text)));
	for (size_t i = 0; i < RECORDS; i++) {
		assert_int_equal(text_next(&input), READING_RECORD);
		check_record(list, input.record, cells_z[i], seen);
	}
	for (size_t i = 0; i < COUNT_OF(seen); i++)
		assert_true(seen[i] > EXPRESSIONS * RECORDS / 50);
	for (size_t i = 0; i < EXPRESSIONS; i++) {
		where_free(list[i].where);
		where_free(list[i].opposite);
		buffer_free(&list[i].text);
	}
	free(list);
	text_close(&input);
	buffer_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expressions_mean_what_their_trees_mean),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

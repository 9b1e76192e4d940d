/* where.c - where/where.h: parse, print, parse again; E and not (E) split the records */
#include "fuzz.h"
#include "record/ndjson_keys.h"
#include "where/where_lex.h"
#include "where/where_tree.h"

/* Records with something for each type, besides the one that the input brings. */
static const char *const lines_z[] = {
	"{\"a\":\"\",\"b\":null,\"c\":[],\"d\":{},\"e\":false}",
	"{\"a\":\"x\",\"b\":12,\"c\":[\"x\",\"Seniors\"],\"d\":\"2024-02-29\",\"e\":true}",
	"{\"a\":\"X\",\"b\":\"-0.5e1\",\"c\":\"x;y\",\"d\":\"2024-02-29T10:00Z\",\"e\":\"TRUE\"}",
	"{\"a\":\"ab\\u0000\",\"b\":\"\\ud800\",\"c\":[1],\"d\":\"31/02\",\"e\":\"maybe\"}",
	"{\"a\":\"\xc3\xa9\\n\",\"b\":1e400,\"c\":[\"\"],\"d\":\"0000-01-01\",\"e\":0}",
	"{}",
};

#define LINE_COUNT (sizeof(lines_z) / sizeof(*lines_z) + 1)

/* The texts of the regexes, which a tree does not keep, in the order they stand in. */
struct regexes {
	struct arena arena;
	struct span list[256];
	size_t count;
};

static void
find_regexes(const char *expression_z, struct regexes *regexes)
{
	struct error error = {0};
	struct where_token token;
	struct where_lexer lexer = {
		.source = {span_from_z(expression_z), &error}, .arena = &regexes->arena};
	bool follows = false;
	while (where_lex(&lexer, &token) && token.kind != TOKEN_END) {
		if (follows && regexes->count < 256)
			regexes->list[regexes->count++] = token.text;
		follows = where_token_is_symbol(&token, "~");
	}
}

static void
print_quoted(struct buffer *text, struct span bytes, char quote)
{
	buffer_add_byte(text, quote);
	for (size_t i = 0; i < bytes.length; i++) {
		if (bytes.data[i] == quote)
			buffer_add_byte(text, quote);
		buffer_add_byte(text, bytes.data[i]);
	}
	buffer_add_byte(text, quote);
}

/* As it stands in the expression: its digits are a part of that. */
static void
print_number(struct buffer *text, const struct decimal *number)
{
	const char *start = number->digits.data;
	if (number->negative)
		buffer_add_byte(text, '-');
	if (!number->digits.length) {
		buffer_add_byte(text, '0');
		return;
	}
	while (strchr("0123456789.", start[-1]) && start[-1])
		start--;
	const char *end = number->digits.data + number->digits.length;
	buffer_add(text, span_of(start, (size_t)(end - start)));
	if (number->exponent.length)
		buffer_add_format(text, "e%s%.*s", number->exponent_negative ? "-" : "",
			SPAN_ARGUMENTS(number->exponent));
}

static void
print_value(struct buffer *text, const struct where_value *value)
{
	char date_z[DATE_TEXT_SIZE];
	switch (value->type) {
	case WHERE_TEXT:
		print_quoted(text, value->text, '\'');
		break;
	case WHERE_NUMBER:
		print_number(text, &value->number);
		break;
	case WHERE_TRUTH:
		buffer_add_z(text, value->truth ? "TRUE" : "false");
		break;
	case WHERE_DATE:
		date_print(value->date, date_z);
		buffer_add_z(text, date_z);
		break;
	}
}

static const char *
symbol_of_z(unsigned orders)
{
	static const char *const symbols_z[] = {"?", "<", "=", "<=", ">", "?", ">=", "?"};
	return symbols_z[orders & 7];
}

static void
print_values(struct buffer *text, const struct where_node *node)
{
	buffer_add_z(text, " in (");
	for (size_t i = 0; i < node->value_count; i++) {
		buffer_add_z(text, i ? ", " : "");
		print_value(text, &node->values[i]);
	}
	buffer_add_byte(text, ')');
}

static void
print_predicate(struct buffer *text, const struct where *where, const struct where_node *node,
	const struct regexes *regexes)
{
	size_t match = 0;
	for (const struct where_node *other = node->older; other; other = other->older)
		match += other->kind == WHERE_MATCH;
	buffer_add_z(text, node->lower ? "LOWER(" : "");
	print_quoted(text, where->columns[node->column].name, '`');
	buffer_add_z(text, node->lower ? ")" : "");
	if (node->kind == WHERE_EMPTY) {
		buffer_add_z(text, " is empty");
	} else if (node->kind == WHERE_MATCH) {
		FUZZ_EXPECT(match < regexes->count);
		buffer_add_z(text, " ~ ");
		print_quoted(text, regexes->list[match], '"');
	} else if (node->kind == WHERE_IN || node->value_count > 1) {
		print_values(text, node);
	} else {
		const char *symbol_z = node->kind == WHERE_HAS ? "has" : symbol_of_z(node->orders);
		buffer_add_format(text, " %s ", symbol_z);
		print_value(text, &node->values[0]);
	}
}

static void
print_node(struct buffer *text, const struct where *where, const struct where_node *node,
	const struct regexes *regexes)
{
	bool joins = node->kind == WHERE_AND || node->kind == WHERE_OR;
	buffer_add_z(text, node->negated ? "not " : "");
	buffer_add_z(text, joins ? "(" : "");
	for (const struct where_node *part = node->first; part; part = part->next) {
		if (part != node->first)
			buffer_add_z(text, node->kind == WHERE_AND ? " and " : " or ");
		print_node(text, where, part, regexes);
	}
	if (joins)
		buffer_add_byte(text, ')');
	else
		print_predicate(text, where, node, regexes);
}

/* An expression, printed from its tree; free with free(). */
static char *
printed_z(const struct where *where, const char *expression_z)
{
	struct regexes *regexes = memory_zeroed(1, sizeof(*regexes));
	struct buffer text = {0};
	find_regexes(expression_z, regexes);
	print_node(&text, where, where->root, regexes);
	buffer_add_byte(&text, '\0');
	arena_free(&regexes->arena);
	free(regexes);
	return text.data;
}

static char *
refuse_lists(const char *path_z, const char *kept_z, struct error *error)
{
	(void)kept_z;
	error_set(error, STATUS_SYSTEM, "%s: no list is read here", path_z);
	return NULL;
}

static struct where *
parse(const char *expression_z, struct columns *columns, struct error *error)
{
	const struct where_context context = {.today = {19780}, .locate_list = refuse_lists};
	struct where *where = where_parse(expression_z, columns, &context, error);
	FUZZ_EXPECT(where || (error->status != STATUS_OK && error->text[0]));
	return where;
}

enum answer { NO, YES, BAD };

/* What an expression says of a record; the record is made afresh. */
static enum answer
ask(struct where *where, struct columns *columns, const char *line_z, char reason[512])
{
	struct span line = span_from_z(line_z);
	struct json_members members = {0};
	struct ndjson_keys keys = {0};
	struct record record = {.format = FORMAT_NDJSON, .columns = columns, .file_z = "x"};
	char *copy = fuzz_padded(line, RECORD_PADDING, '"');
	bool matches = false,
	     well = json_scan(span_of(copy, line.length), &members, &record.defect);
	record.raw = span_of(copy, line.length);
	record.content = line.length;
	record.members = &members;
	ndjson_keys_begin(&keys, columns);
	well = well && ndjson_keys_match(&keys, &record) && where_test(where, &record, &matches);
	memcpy(reason, record.defect.reason, 512);
	record_free(&record);
	ndjson_keys_free(&keys);
	json_members_free(&members);
	free(copy);
	if (!well)
		return BAD;
	return matches ? YES : NO;
}

static void
expect_same_answers(struct where *const wheres[3], struct columns *columns, const char *line_z)
{
	char reasons[3][512] = {"", "", ""};
	enum answer answers[3];
	for (size_t i = 0; i < 3; i++)
		answers[i] = ask(wheres[i], columns, line_z, reasons[i]);
	FUZZ_EXPECT(answers[1] == answers[0]);
	FUZZ_EXPECT(answers[2] == (answers[0] == BAD ? BAD : answers[0] == YES ? NO : YES));
	FUZZ_EXPECT(answers[0] != BAD || reasons[0][0]);
	FUZZ_EXPECT(strcmp(reasons[1], reasons[0]) == 0 && strcmp(reasons[2], reasons[0]) == 0);
}

static void
expect_same_meaning(struct where *where, const char *expression_z, const char *printed,
	struct columns *columns, const char *own_line_z)
{
	struct error error = {0};
	struct buffer opposite = {0};
	buffer_add_format(&opposite, "not (%s\n)%c", expression_z, '\0');
	struct where *wheres[3] = {where, parse(printed, columns, &error)};
	if (!wheres[1])
		FUZZ_FAIL("%s is refused: %s", printed, error.text);
	wheres[2] = parse(opposite.data, columns, &error);
	FUZZ_EXPECT(wheres[2] || strstr(error.text, "deep"));
	char *again = printed_z(wheres[1], printed);
	if (strcmp(again, printed) != 0)
		FUZZ_FAIL("%s becomes %s", printed, again);
	for (size_t i = 0; wheres[2] && i < LINE_COUNT; i++)
		expect_same_answers(wheres, columns, i + 1 < LINE_COUNT ? lines_z[i] : own_line_z);
	for (size_t i = 0; wheres[2] && i < where_column_count(where); i++) {
		FUZZ_EXPECT(where_empty_count(wheres[1], i) == where_empty_count(where, i));
		FUZZ_EXPECT(where_empty_count(wheres[2], i) == where_empty_count(where, i));
	}
	free(again);
	buffer_free(&opposite);
	where_free(wheres[1]);
	where_free(wheres[2]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span own_line, rest;
	struct span expression = fuzz_until(fuzz_span(data, size), '\0', &rest);
	own_line = fuzz_until(rest, '\0', &rest);
	char *expression_z = memory_copied_z(expression.data, expression.length);
	char *own_line_z = memory_copied_z(own_line.data, own_line.length);
	struct columns columns = {0};
	struct error error = {0};
	struct where *where = parse(expression_z, &columns, &error);
	if (where) {
		char *printed = printed_z(where, expression_z);
		expect_same_meaning(where, expression_z, printed, &columns, own_line_z);
		free(printed);
	}
	where_free(where);
	columns_free(&columns);
	free(expression_z);
	free(own_line_z);
	return 0;
}

/* test_csv_text.c - format/csv_text.h, by RFC 4180 */
#include "format/csv_text.h"
#include "support.h"

#include <csv.h>

#define FIELDS 8
#define PADDING 64

static void
finds_texts_in_place(void **state)
{
	static const struct {
		const char *raw_z, *text_z; /* NULL: it must be unquoted */
	} cases[] = {
		{"", ""},
		{"abc", "abc"},
		{" a ", " a "},
		{"\"\"", ""},
		{"\"abc\"", "abc"},
		{"\"a,b\nc\"", "a,b\nc"},
		{"\" \"", " "},
		{"\"a\"\"b\"", NULL},
		{"\"\"\"\"", NULL},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct span text;
		bool in_place = csv_text_in_place(span_from_z(cases[i].raw_z), &text);
		assert_int_equal(in_place, cases[i].text_z != NULL);
		if (in_place)
			expect_span(cases[i].raw_z, text, span_from_z(cases[i].text_z));
	}
}

/* The texts of a row with | behind each, or "refused". */
static void
unquote(struct csv_unquoter *unquoter, struct span content, size_t count, struct buffer *joined)
{
	struct span texts[FIELDS];
	struct arena arena = {0};
	buffer_clear(joined);
	if (!csv_unquote_row(unquoter, content, count, texts, &arena))
		buffer_add_z(joined, "refused");
	else
		for (size_t i = 0; i < count; i++) {
			buffer_add(joined, texts[i]);
			buffer_add_byte(joined, '|');
		}
	arena_free(&arena);
}

static void
unquotes_rows_or_refuses_them(void **state)
{
	static const struct {
		struct span content;
		size_t count;
		const char *joined_z;
	} cases[] = {
		{SPAN_INIT("\"a\"\"b\",c"), 2, "a\"b|c|"},
		{SPAN_INIT(" a , b "), 2, " a | b |"},
		{SPAN_INIT("\t\"\"\"\"\t"), 1, "refused"},
		{SPAN_INIT("\" a \",\"\"\"\""), 2, " a |\"|"},
		{SPAN_INIT("\"a\nb\r\n\",\"\""), 2, "a\nb\r\n||"},
		{SPAN_INIT("\"a\","), 2, "a||"},
		{SPAN_INIT("a\rb,\"c\"\"\""), 2, "a\rb|c\"|"},
		{SPAN_INIT(",\"a\""), 2, "|a|"},
		{SPAN_INIT("\"a\",b"), 1, "refused"},
		{SPAN_INIT("\"a\",b"), 3, "refused"},
		{SPAN_INIT("\"a"), 1, "refused"},
		{SPAN_INIT("\"a\"b"), 1, "refused"},
		{SPAN_INIT("a\"b"), 1, "refused"},
		{SPAN_INIT("\"a\" "), 1, "refused"},
	};
	struct csv_unquoter *unquoter = csv_unquoter_new(',');
	struct buffer joined = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		unquote(unquoter, cases[i].content, cases[i].count, &joined);
		expect_span(cases[i].content.data, buffer_span(&joined),
			span_from_z(cases[i].joined_z));
		unquote(unquoter, SPAN("\"x\"\"\",y"), 2, &joined);
		expect_span("the row behind it", buffer_span(&joined), SPAN("x\"|y|"));
	}
	csv_unquoter_free(unquoter);
	csv_unquoter_free(NULL);
	buffer_free(&joined);
}

static void
knows_its_delimiter(void **state)
{
	struct csv_unquoter *unquoter = csv_unquoter_new(';');
	struct buffer joined = {0};
	(void)state;
	unquote(unquoter, SPAN("\"a;\"\"\";b,c"), 2, &joined);
	expect_span("texts", buffer_span(&joined), SPAN("a;\"|b,c|"));
	csv_unquoter_free(unquoter);
	buffer_free(&joined);
}

static void
quotes_what_must_be_quoted(void **state)
{
	static const struct {
		const char *text_z;
		char delimiter;
		bool quoted, alone;
		const char *field_z;
	} cases[] = {
		{"abc", ',', false, false, "abc"},
		{"abc", ',', true, false, "\"abc\""},
		{"", ',', false, false, ""},
		{"", ',', false, true, "\"\""},
		{"", ',', true, false, "\"\""},
		{"abc", ',', false, true, "abc"},
		{" a ", ',', false, false, " a "},
		{"a,b", ',', false, false, "\"a,b\""},
		{"a,b", ';', false, false, "a,b"},
		{"a;b", ';', false, false, "\"a;b\""},
		{"a\nb", ',', false, false, "\"a\nb\""},
		{"a\rb", ',', false, false, "\"a\rb\""},
		{"\"", ',', false, false, "\"\"\"\""},
		{"a\"b\"\"c", ',', false, false, "\"a\"\"b\"\"\"\"c\""},
		{"a\"", ',', true, true, "\"a\"\"\""},
		{"Zo\xc3\xab", ',', false, false, "Zo\xc3\xab"},
	};
	struct buffer field = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		buffer_clear(&field);
		buffer_add_byte(&field, '<');
		csv_add_field(&field, span_from_z(cases[i].text_z),
			(unsigned char)cases[i].delimiter, cases[i].quoted, cases[i].alone);
		expect_span(cases[i].text_z, span_of(field.data + 1, field.length - 1),
			span_from_z(cases[i].field_z));
	}
	buffer_free(&field);
}

/* Fields with 0x1e behind each and rows with 0x1f: what was meant, and what was read. */
static void
join_field(void *text, size_t length, void *joined)
{
	buffer_add(joined, span_of(text, length));
	buffer_add_byte(joined, 0x1e);
}

static void
join_row(int end, void *joined)
{
	(void)end;
	buffer_add_byte(joined, 0x1f);
}

static void
add_random_file(struct buffer *file, struct buffer *meant, uint64_t *sequence)
{
	static const char pieces[] = "ab ,;\"\n\r\t'";
	for (size_t rows = chance(sequence, 12); rows > 0; rows--) {
		size_t count = 1 + chance(sequence, FIELDS);
		for (size_t i = 0; i < count; i++) {
			char text[10];
			size_t length = chance(sequence, sizeof(text));
			for (size_t j = 0; j < length; j++)
				text[j] = pieces[chance(sequence, sizeof(pieces) - 1)];
			if (i)
				buffer_add_byte(file, ',');
			csv_add_field(file, span_of(text, length), ',', chance(sequence, 4) == 0,
				count == 1);
			join_field(text, length, meant);
		}
		buffer_add_z(file, chance(sequence, 2) ? "\n" : "\r\n");
		join_row('\n', meant);
	}
}

static int
never(unsigned char c)
{
	(void)c;
	return 0;
}

static void
read_by_libcsv(struct span file, struct buffer *joined)
{
	struct csv_parser parser;
	assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
	csv_set_space_func(&parser, never);
	assert_int_equal(csv_parse(&parser, file.data, file.length, join_field, join_row, joined),
		file.length);
	assert_int_equal(csv_fini(&parser, join_field, join_row, joined), 0);
	csv_free(&parser);
}

static void
read_by_us(struct span file, struct csv_unquoter *unquoter, struct buffer *joined)
{
	struct csv_cutter cutter = {.delimiter = ','};
	struct csv_row row = {0};
	struct arena arena = {0};
	struct defect defect;
	csv_row_reserve(&row, FIELDS);
	while (file.length) {
		struct span texts[FIELDS];
		assert_int_equal(csv_cut(&cutter, file, true, &row, &defect), CUT_RECORD);
		if (row.quoted)
			assert_true(csv_unquote_row(unquoter, span_of(file.data, row.content),
				row.count, texts, &arena));
		for (size_t i = 0; i < row.count; i++) {
			struct span text;
			if (csv_text_in_place(csv_row_field(&row, file.data, i), &text))
				expect_span("in place", text, row.quoted ? texts[i] : text);
			else
				text = texts[i];
			buffer_add(joined, text);
			buffer_add_byte(joined, 0x1e);
		}
		join_row('\n', joined);
		file = span_of(file.data + row.length, file.length - row.length);
	}
	csv_row_free(&row);
	arena_free(&arena);
}

static void
reads_and_writes_as_libcsv_reads(void **state)
{
	struct csv_unquoter *unquoter = csv_unquoter_new(',');
	uint64_t sequence = 10;
	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct buffer file = {0}, meant = {0}, ours = {0}, libcsv = {0};
		add_random_file(&file, &meant, &sequence);
		char *copy = padded_copy(buffer_span(&file), PADDING, 'x');
		read_by_us(span_of(copy, file.length), unquoter, &ours);
		read_by_libcsv(buffer_span(&file), &libcsv);
		expect_span("ours", buffer_span(&ours), buffer_span(&meant));
		expect_span("libcsv", buffer_span(&libcsv), buffer_span(&meant));
		free(copy);
		buffer_free(&file);
		buffer_free(&meant);
		buffer_free(&ours);
		buffer_free(&libcsv);
	}
	csv_unquoter_free(unquoter);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_texts_in_place),
		cmocka_unit_test(unquotes_rows_or_refuses_them),
		cmocka_unit_test(knows_its_delimiter),
		cmocka_unit_test(quotes_what_must_be_quoted),
		cmocka_unit_test(reads_and_writes_as_libcsv_reads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

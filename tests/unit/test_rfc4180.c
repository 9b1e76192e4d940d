/* test_rfc4180.c - RFC 4180, section 2: what is read of each rule, and of each way to break it */
#include "reading.h"

#include <csv.h>

#define UNCLOSED                                                                                   \
	"a quote is opened and not closed within the file; close it, or double it if it is text"
#define STRAY                                                                                      \
	"a quote stands in a field that does not begin with one; double it and quote the whole "   \
	"field"
#define BEHIND                                                                                     \
	"text stands between the closing quote and the end of its field; double the quotes "       \
	"inside the field"
#define ALONE "a carriage return stands alone; end lines with LF or CR LF, or quote the field"
#define NO_NAME "has no name; give it one or take the column out"

/*
 * What is read of a text: each record, the header first, as "<field><field>\n" with its fields
 * unquoted, or "bad: REASON\n"; and the error that ends it.
 */
struct row {
	const char *rule_z; /* the number in section 2, and what it says of this text */
	struct span text;
	const char *read_z;
};

static void
add_fields(struct buffer *read, struct record *record)
{
	for (size_t i = 0; i < record->field_count; i++) {
		struct span text;
		assert_true(record_field_text(record, i, &text));
		buffer_add_format(read, "<%.*s>", SPAN_ARGUMENTS(text));
	}
	buffer_add_byte(read, '\n');
}

static void
read_by_us(struct span text, struct buffer *read)
{
	struct text_input input = {0};
	enum reading reading = READING_FAILED;
	buffer_clear(read);
	if (text_open(&input, text)) {
		size_t count;
		const struct span *names = reader_names(input.reader, &count);
		for (size_t i = 0; i < count; i++)
			buffer_add_format(read, "<%.*s>", SPAN_ARGUMENTS(names[i]));
		buffer_add_byte(read, '\n');
		reading = text_next(&input);
	}
	for (; reading == READING_RECORD || reading == READING_BAD; reading = text_next(&input)) {
		if (reading == READING_RECORD)
			add_fields(read, input.record);
		else
			buffer_add_format(read, "bad: %s\n", input.record->defect.reason);
	}
	if (reading == READING_FAILED)
		buffer_add_z(read, input.error.text);
	text_close(&input);
}

static void
add_libcsv_field(void *text, size_t length, void *read)
{
	buffer_add_format(read, "<%.*s>", SPAN_ARGUMENTS(span_of(text, length)));
}

static void
end_libcsv_row(int end, void *read)
{
	(void)end;
	buffer_add_byte(read, '\n');
}

static int
is_no_space(unsigned char c)
{
	(void)c;
	return 0;
}

/* False when libcsv, in its strict mode, refuses the text. */
static bool
read_by_libcsv(struct span text, struct buffer *read)
{
	struct csv_parser parser;
	buffer_clear(read);
	assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
	csv_set_space_func(&parser, is_no_space);
	bool well = csv_parse(&parser, text.data, text.length, add_libcsv_field, end_libcsv_row,
			    read) == text.length &&
		    csv_fini(&parser, add_libcsv_field, end_libcsv_row, read) == 0;
	csv_free(&parser);
	return well;
}

static void
expect_read(const struct row *row, struct buffer *read)
{
	read_by_us(row->text, read);
	expect_span(row->rule_z, buffer_span(read), span_from_z(row->read_z));
}

static void
reads_what_the_rules_allow_as_libcsv_does(void **state)
{
	static const struct row rows[] = {
		{"1: records are delimited by CRLF", SPAN_INIT("a,b\r\n1,2\r\n3,4\r\n"),
			"<a><b>\n<1><2>\n<3><4>\n"},
		{"2: the last record may lack its line break", SPAN_INIT("a,b\r\n1,2"),
			"<a><b>\n<1><2>\n"},
		{"2: an empty last field, and no line break", SPAN_INIT("a,b\r\n1,"),
			"<a><b>\n<1><>\n"},
		{"2: a quoted last field, and no line break", SPAN_INIT("a,b\r\n1,\"2\""),
			"<a><b>\n<1><2>\n"},
		{"3: a header alone", SPAN_INIT("a,b\r\n"), "<a><b>\n"},
		{"3: a header has the format of records",
			SPAN_INIT("\"a\"\"b\",\"c,d\"\r\n1,2\r\n"), "<a\"b><c,d>\n<1><2>\n"},
		{"4: one field is enough", SPAN_INIT("a\r\n1\r\n"), "<a>\n<1>\n"},
		{"4: fields may be empty", SPAN_INIT("a,b,c\r\n,,\r\n,2,\r\n"),
			"<a><b><c>\n<><><>\n<><2><>\n"},
		{"4: spaces are part of a field", SPAN_INIT("a,b\r\n 1 ,  \r\n"),
			"<a><b>\n< 1 ><  >\n"},
		{"4: so are spaces in quotes", SPAN_INIT("a\r\n\" 1 \"\r\n"), "<a>\n< 1 >\n"},
		{"5: quotes around all, some or no fields",
			SPAN_INIT("a,b\r\n\"1\",\"2\"\r\n\"3\",4\r\n"), "<a><b>\n<1><2>\n<3><4>\n"},
		{"5: an empty field in quotes", SPAN_INIT("a,b\r\n\"\",\"\"\r\n"),
			"<a><b>\n<><>\n"},
		{"6: a comma in quotes", SPAN_INIT("a,b\r\n\"1,2\",3\r\n"), "<a><b>\n<1,2><3>\n"},
		{"6: CRLF in quotes", SPAN_INIT("a,b\r\n\"1\r\n2\",3\r\n"),
			"<a><b>\n<1\r\n2><3>\n"},
		{"6: CR in quotes", SPAN_INIT("a\r\n\"1\r2\"\r\n"), "<a>\n<1\r2>\n"},
		{"6: LF in quotes", SPAN_INIT("a\r\n\"1\n2\"\r\n"), "<a>\n<1\n2>\n"},
		{"6: only line breaks in quotes", SPAN_INIT("a\r\n\"\r\n\r\n\"\r\n"),
			"<a>\n<\r\n\r\n>\n"},
		{"7: a doubled quote is one", SPAN_INIT("a\r\n\"1\"\"2\"\r\n"), "<a>\n<1\"2>\n"},
		{"7: a quote alone", SPAN_INIT("a\r\n\"\"\"\"\r\n"), "<a>\n<\">\n"},
		{"7: quotes at both ends", SPAN_INIT("a,b\r\n\"\"\"1\"\"\",\"\"\"\"\"\"\r\n"),
			"<a><b>\n<\"1\"><\"\">\n"},
		{"7: a quote beside a comma and a break", SPAN_INIT("a\r\n\"\"\",\"\"\r\n\"\r\n"),
			"<a>\n<\",\"\r\n>\n"},
		{"TEXTDATA: all of %x20-21, %x23-2B, %x2D-7E",
			SPAN_INIT("a\r\n!#'+-/:;@[]^`{|}~\r\n"), "<a>\n<!#'+-/:;@[]^`{|}~>\n"},
	};
	struct buffer read = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		expect_read(&rows[i], &read);
		if (!read_by_libcsv(rows[i].text, &read))
			fail_msg("%s: libcsv refuses it", rows[i].rule_z);
		expect_span(rows[i].rule_z, buffer_span(&read), span_from_z(rows[i].read_z));
	}
	buffer_free(&read);
}

/* What the RFC does not allow and files have all the same: its meaning is plain. */
static void
reads_more_than_the_rules_allow(void **state)
{
	static const struct row rows[] = {
		{"1: LF without CR", SPAN_INIT("a,b\n1,2\n"), "<a><b>\n<1><2>\n"},
		{"1: CRLF and LF in one file", SPAN_INIT("a,b\r\n1,2\n3,4\r\n"),
			"<a><b>\n<1><2>\n<3><4>\n"},
		{"1: empty lines belong to the record before",
			SPAN_INIT("a,b\r\n1,2\r\n\r\n3,4\r\n"), "<a><b>\n<1><2>\n<3><4>\n"},
		{"1: empty lines before the header", SPAN_INIT("\r\n\na,b\r\n1,2\r\n"),
			"<a><b>\n<1><2>\n"},
		{"1: an empty line is no record of one empty field", SPAN_INIT("a\r\n\r\n\"\"\r\n"),
			"<a>\n<>\n"},
		{"TEXTDATA: a byte order mark is no text",
			SPAN_INIT("\xef\xbb\xbf\"a\",b\r\n1,2\r\n"), "<a><b>\n<1><2>\n"},
		{"TEXTDATA: UTF-8", SPAN_INIT("Zo\xc3\xab\r\n\"\xe2\x82\xac\xf0\x9f\x98\x80\"\r\n"),
			"<Zo\xc3\xab>\n<\xe2\x82\xac\xf0\x9f\x98\x80>\n"},
		{"TEXTDATA: controls but NUL, LF and CR", SPAN_INIT("a\r\n\t\x01\x0b\x1b\x7f\r\n"),
			"<a>\n<\t\x01\x0b\x1b\x7f>\n"},
		{"3: no header: the first record is one", SPAN_INIT("0012,TRUE\r\n0013,FALSE\r\n"),
			"<0012><TRUE>\n<0013><FALSE>\n"},
	};
	struct buffer read = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		expect_read(&rows[i], &read);
	buffer_free(&read);
}

static void
says_which_rule_is_broken_and_reads_on(void **state)
{
	static const struct row rows[] = {
		{"1: CR alone between records", SPAN_INIT("a,b\n1,2\r3,4\n5,6\n"),
			"<a><b>\nbad: " ALONE "\n<5><6>\n"},
		{"1: CR alone at the end", SPAN_INIT("a\n1\r"), "<a>\nbad: " ALONE "\n"},
		{"1: CR twice", SPAN_INIT("a\n1\r\r\n2\n"), "<a>\nbad: " ALONE "\n<2>\n"},
		{"1: LF CR", SPAN_INIT("a\n1\n\r2\n3\n"), "<a>\n<1>\nbad: " ALONE "\n<3>\n"},
		{"1: CR alone behind a quoted field", SPAN_INIT("a\n\"1\"\r2\n3\n"),
			"<a>\nbad: " ALONE "\n<3>\n"},
		{"1: CR alone in a header", SPAN_INIT("a\rb\n1\n"),
			"in:1:2: in the header: " ALONE},
		{"3: nothing at all", SPAN_INIT(""),
			"in: the file is empty; say --from ndjson if that is right"},
		{"3: a header with a name twice", SPAN_INIT("a,b,a\n1,2,3\n"),
			"in:1: the column \"a\" appears twice in the header (columns 1 and 3); "
			"rename one"},
		{"4: a header whose last field is followed by a comma", SPAN_INIT("a,b,\n1,2,\n"),
			"in:1: column 3 of the header " NO_NAME},
		{"4: a header without any name", SPAN_INIT(",\n1,2\n"),
			"in:1: column 1 of the header " NO_NAME},
		{"4: a field too few", SPAN_INIT("a,b\n1\n3,4\n"),
			"<a><b>\nbad: the record has 1 field, the header has 2\n<3><4>\n"},
		{"4: a field too many", SPAN_INIT("a,b\n1,2,3\n4,5\n"),
			"<a><b>\nbad: the record has 3 fields, the header has 2\n<4><5>\n"},
		{"4: the last field is followed by a comma", SPAN_INIT("a,b\n1,2,\n4,5\n"),
			"<a><b>\nbad: the record has 3 fields, the header has 2\n<4><5>\n"},
		{"4: another delimiter", SPAN_INIT("a,b\n1;2\n"),
			"<a><b>\nbad: the record has 1 field, the header has 2\n"},
		{"4: a line of spaces is a record of one field", SPAN_INIT("a,b\n  \n1,2\n"),
			"<a><b>\nbad: the record has 1 field, the header has 2\n<1><2>\n"},
		{"5: a quote within a plain field", SPAN_INIT("a\n1\"2\n3\n"),
			"<a>\nbad: " STRAY "\n<3>\n"},
		{"5: a quote at the end of a plain field", SPAN_INIT("a,b\n1\",2\n3,4\n"),
			"<a><b>\nbad: " STRAY "\n<3><4>\n"},
		{"5: doubled quotes in a plain field", SPAN_INIT("a\n1\"\"2\n3\n"),
			"<a>\nbad: " STRAY "\n<3>\n"},
		{"5: a space before the quotes", SPAN_INIT("a,b\n1, \"2\"\n3,4\n"),
			"<a><b>\nbad: " STRAY "\n<3><4>\n"},
		{"5: a space behind the quotes", SPAN_INIT("a,b\n\"1\" ,2\n3,4\n"),
			"<a><b>\nbad: " BEHIND "\n<3><4>\n"},
		{"5: text behind the quotes", SPAN_INIT("a\n\"1\"2\n3\n"),
			"<a>\nbad: " BEHIND "\n<3>\n"},
		{"5: a quoted field behind another", SPAN_INIT("a\n\"1\" \"2\"\n3\n"),
			"<a>\nbad: " BEHIND "\n<3>\n"},
		{"5: a quote in a header", SPAN_INIT("a\"b\n1\n"), "in:1:2: in the header: " STRAY},
		{"6: a line break without quotes", SPAN_INIT("a,b\n1,2\n2\n3,4\n"),
			"<a><b>\n<1><2>\nbad: the record has 1 field, the header has 2\n<3><4>\n"},
		{"6: a comma without quotes", SPAN_INIT("a,b\n1,2,2\n3,4\n"),
			"<a><b>\nbad: the record has 3 fields, the header has 2\n<3><4>\n"},
		{"7: a quote in quotes, not doubled", SPAN_INIT("a\n\"1\"2\"\n3\n"),
			"<a>\nbad: " BEHIND "\n<3>\n"},
		{"7: a backslash is no escape", SPAN_INIT("a\n\"1\\\"2\"\n3\n"),
			"<a>\nbad: " BEHIND "\n<3>\n"},
		{"7: three quotes, then the end", SPAN_INIT("a\n\"\"\"\n3\n"),
			"<a>\nbad: " UNCLOSED "\n<3>\n"},
		{"7: a quote that is never closed takes one line", SPAN_INIT("a\n\"1\n2\n3\n"),
			"<a>\nbad: " UNCLOSED "\n<2>\n<3>\n"},
		{"7: a quote alone at the end", SPAN_INIT("a\n1\n\""),
			"<a>\n<1>\nbad: " UNCLOSED "\n"},
		{"7: a header that is never closed", SPAN_INIT("\"a\n1\n"),
			"in:1:1: a quote is opened in the header and never closed; close it"},
		{"TEXTDATA: NUL", SPAN_INIT("a\n1\0\n2\n"),
			"<a>\nbad: a NUL byte stands in the record; export the file again\n<2>\n"},
		{"TEXTDATA: NUL in quotes", SPAN_INIT("a\n\"\0\"\n2\n"),
			"<a>\nbad: a NUL byte stands in the record; export the file again\n<2>\n"},
		{"section 3: not the charset it should be in", SPAN_INIT("a\nZo\xeb\n2\n"),
			"<a>\nbad: this is not UTF-8; export the file as UTF-8, or say what it is "
			"(--from-charset windows-1252)\n<2>\n"},
	};
	struct buffer read = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		expect_read(&rows[i], &read);
	buffer_free(&read);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_the_rules_allow_as_libcsv_does),
		cmocka_unit_test(reads_more_than_the_rules_allow),
		cmocka_unit_test(says_which_rule_is_broken_and_reads_on),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

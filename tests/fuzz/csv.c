/* csv.c - format/csv_cut.h and csv_text.h: beside a slow reader, beside libcsv, there and back */
#include "../unit/csv_judge.h"
#include "format/csv_text.h"
#include "fuzz.h"

#include <csv.h>

/* The first byte of an input says how the others are read. */
struct way {
	unsigned char delimiter;
	bool final;
	char behind; /* what stands behind the bytes and must not matter */
	size_t capacity;
};

static struct way
way_of(uint8_t byte)
{
	return (struct way){
		.delimiter = (unsigned char)",;\t|"[byte & 3],
		.final = byte & 4,
		.behind = ",\n\r\"x\xff"[(byte >> 3 & 7) % 6],
		.capacity = byte & 64 ? 3 : 5000,
	};
}

/* How many bytes the first character has, or 0 where none is well-formed (RFC 3629, the table). */
static size_t
measure_character(const unsigned char *c, size_t left)
{
	static const struct {
		unsigned char first, last, second_from, second_to;
		size_t length;
	} forms[] = {
		{0x00, 0x7f, 0, 0, 1},
		{0xc2, 0xdf, 0x80, 0xbf, 2},
		{0xe0, 0xe0, 0xa0, 0xbf, 3},
		{0xe1, 0xec, 0x80, 0xbf, 3},
		{0xed, 0xed, 0x80, 0x9f, 3},
		{0xee, 0xef, 0x80, 0xbf, 3},
		{0xf0, 0xf0, 0x90, 0xbf, 4},
		{0xf1, 0xf3, 0x80, 0xbf, 4},
		{0xf4, 0xf4, 0x80, 0x8f, 4},
	};
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t length = forms[i].length;
		if (c[0] < forms[i].first || c[0] > forms[i].last)
			continue;
		bool well = length <= left && (length == 1 || (c[1] >= forms[i].second_from &&
								      c[1] <= forms[i].second_to));
		for (size_t k = 2; well && k < length; k++)
			well = (c[k] & 0xc0) == 0x80;
		return well ? length : 0;
	}
	return 0;
}

static void
expect_utf8_as_by_the_table(struct span bytes)
{
	size_t at = 0, length = 1;
	while (at < bytes.length && length) {
		length = measure_character(
			(const unsigned char *)bytes.data + at, bytes.length - at);
		at += length;
	}
	FUZZ_EXPECT(utf8_check(bytes) == at);
}

static enum cut
expect_as_judged(struct csv_cutter *cutter, struct span bytes, bool final, struct csv_row *row,
	struct defect *defect)
{
	static size_t ends[1 << 20];
	struct judge judge = {.bytes = bytes, .final = final, .delimiter = (char)cutter->delimiter};
	judge.ends = ends;
	FUZZ_EXPECT(bytes.length < sizeof(ends) / sizeof(*ends));
	enum cut cut = csv_cut(cutter, bytes, final, row, defect);
	FUZZ_EXPECT(cut == judge_record(&judge));
	if (cut == CUT_MORE)
		return cut;
	if (cut == CUT_UNCLOSED) {
		FUZZ_EXPECT(row->defect_offset == judge.opening);
		return cut;
	}
	if (cut == CUT_BAD) {
		FUZZ_EXPECT(defect->offset == judge.offset);
		FUZZ_EXPECT(strstr(defect->reason, judge.reason_z));
	}
	FUZZ_EXPECT(row->length == judge.length && row->content == judge.content);
	FUZZ_EXPECT(row->quoted == judge.quoted && row->doubled == judge.doubled);
	FUZZ_EXPECT(row->count == judge.count);
	for (size_t i = 0; i < row->count && i < row->capacity; i++)
		FUZZ_EXPECT(row->ends[i] == ends[i]);
	return cut;
}

/* What libcsv alone makes of the row: the texts, each with a NUL behind it, one after the other. */
struct alone {
	struct buffer texts;
	size_t count;
};

static void
take_text(void *text, size_t length, void *context)
{
	struct alone *alone = context;
	buffer_add(&alone->texts, span_of(text, length));
	buffer_add_byte(&alone->texts, '\0');
	alone->count++;
}

static int
is_nothing(unsigned char c)
{
	(void)c;
	return 0;
}

static bool
read_by_libcsv(struct span content, unsigned char delimiter, struct alone *alone)
{
	struct csv_parser parser;
	FUZZ_EXPECT(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) == 0);
	csv_set_delim(&parser, delimiter);
	csv_set_space_func(&parser, is_nothing);
	csv_set_term_func(&parser, is_nothing);
	bool well = csv_parse(&parser, content.data, content.length, take_text, NULL, alone) ==
			    content.length &&
		    csv_fini(&parser, take_text, NULL, alone) == 0;
	csv_free(&parser);
	return well;
}

static void
read_texts(const char *record, const struct csv_row *row, unsigned char delimiter,
	struct span *texts, struct arena *arena)
{
	if (row->doubled) {
		struct csv_unquoter *unquoter = csv_unquoter_new(delimiter);
		FUZZ_EXPECT(csv_unquote_row(
			unquoter, span_of(record, row->content), row->count, texts, arena));
		csv_unquoter_free(unquoter);
		return;
	}
	for (size_t i = 0; i < row->count; i++)
		FUZZ_EXPECT(csv_text_in_place(csv_row_field(row, record, i), &texts[i]));
}

/* The texts, written again, must be the same texts when they are cut again. */
static void
expect_there_and_back(const struct span *texts, size_t count, unsigned char delimiter)
{
	struct buffer written = {0};
	struct arena arena = {0};
	struct csv_row row = {0};
	struct defect defect;
	struct csv_cutter cutter = {.delimiter = delimiter};
	struct span *again = memory_zeroed(count, sizeof(*again));
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_byte(&written, (char)delimiter);
		csv_add_field(&written, texts[i], delimiter, i % 3 == 2, count == 1);
	}
	buffer_add_byte(&written, '\n');
	csv_row_reserve(&row, count);
	char *copy = fuzz_padded(buffer_span(&written), 64, '"');
	struct span bytes = span_of(copy, written.length);
	FUZZ_EXPECT(csv_cut(&cutter, bytes, true, &row, &defect) == CUT_RECORD);
	FUZZ_EXPECT(row.count == count && row.length == written.length);
	read_texts(copy, &row, delimiter, again, &arena);
	for (size_t i = 0; i < count; i++)
		FUZZ_EXPECT(span_equal(texts[i], again[i]));
	free(copy);
	free(again);
	csv_row_free(&row);
	arena_free(&arena);
	buffer_free(&written);
}

static void
expect_as_libcsv(const char *record, const struct csv_row *row, unsigned char delimiter)
{
	struct alone alone = {0};
	struct arena arena = {0};
	struct span *texts = memory_zeroed(row->count, sizeof(*texts));
	FUZZ_EXPECT(read_by_libcsv(span_of(record, row->content), delimiter, &alone));
	/* libcsv has no row in no bytes, a file of one column has one */
	FUZZ_EXPECT(alone.count == (row->content ? row->count : 0));
	read_texts(record, row, delimiter, texts, &arena);
	struct span rest = buffer_span(&alone.texts);
	for (size_t i = 0; i < alone.count; i++) {
		FUZZ_EXPECT(rest.length > texts[i].length && !rest.data[texts[i].length]);
		FUZZ_EXPECT(span_starts_with(rest, texts[i]));
		rest = span_of(rest.data + texts[i].length + 1, rest.length - texts[i].length - 1);
	}
	FUZZ_EXPECT(rest.length == 0);
	expect_there_and_back(texts, row->count, delimiter);
	free(texts);
	arena_free(&arena);
	buffer_free(&alone.texts);
}

/* A row that is refused for its quotes is refused by libcsv too. */
static void
expect_refused_by_libcsv(const char *record, const struct csv_row *row, const struct defect *defect,
	unsigned char delimiter)
{
	struct alone alone = {0};
	if (strstr(defect->reason, JUDGE_STRAY) || strstr(defect->reason, JUDGE_BEHIND))
		FUZZ_EXPECT(!read_by_libcsv(span_of(record, row->content), delimiter, &alone));
	buffer_free(&alone.texts);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	struct way way = way_of(data[0]);
	struct csv_cutter cutter = {.delimiter = way.delimiter};
	struct csv_row row = {0};
	struct defect defect;
	csv_row_reserve(&row, way.capacity);
	char *copy = fuzz_padded(fuzz_span(data + 1, size - 1), 64, way.behind);
	struct span rest = span_of(copy, size - 1);
	expect_utf8_as_by_the_table(rest);
	while (rest.length) {
		enum cut cut = expect_as_judged(&cutter, rest, way.final, &row, &defect);
		if (cut == CUT_MORE || cut == CUT_UNCLOSED)
			break;
		if (cut == CUT_RECORD && row.count <= row.capacity)
			expect_as_libcsv(rest.data, &row, way.delimiter);
		if (cut == CUT_BAD)
			expect_refused_by_libcsv(rest.data, &row, &defect, way.delimiter);
		rest = span_of(rest.data + row.length, rest.length - row.length);
	}
	free(copy);
	csv_row_free(&row);
	return 0;
}

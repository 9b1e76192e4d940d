/* test_csv_cut_judged.c - format/csv_cut.h beside a plain reader that goes byte by byte */
#include "csv_judge.h"
#include "support.h"

#define PADDING 64
#define FIELDS 100

static enum cut
expect_as_judged(struct csv_cutter *cutter, struct span bytes, bool final, struct csv_row *row)
{
	size_t ends[1000];
	struct judge judge = {.bytes = bytes, .final = final, .delimiter = (char)cutter->delimiter};
	judge.ends = ends;
	assert_true(bytes.length < COUNT_OF(ends));
	struct defect defect = {0};
	enum cut cut = csv_cut(cutter, bytes, final, row, &defect);
	enum cut judged = judge_record(&judge);
	if (cut != judged)
		fail_msg("%d, not %d: %.*s", cut, judged, SPAN_ARGUMENTS(bytes));
	if (cut == CUT_MORE)
		return cut;
	if (cut == CUT_UNCLOSED) {
		assert_int_equal(row->defect_offset, judge.opening);
		return cut;
	}
	if (cut == CUT_BAD &&
		(defect.offset != judge.offset || !strstr(defect.reason, judge.reason_z)))
		fail_msg("%s at %zu, not %s at %zu: %.*s", defect.reason, defect.offset,
			judge.reason_z, judge.offset, SPAN_ARGUMENTS(bytes));
	assert_int_equal(row->length, judge.length);
	assert_int_equal(row->content, judge.content);
	assert_int_equal(row->quoted, judge.quoted);
	assert_int_equal(row->doubled, judge.doubled);
	assert_int_equal(row->count, judge.count);
	for (size_t i = 0; i < row->count; i++)
		assert_int_equal(row->ends[i], ends[i]);
	return cut;
}

static void
add_random_csv(struct buffer *bytes, uint64_t *sequence, bool odd)
{
	static const struct span pieces[] = {SPAN_INIT(","), SPAN_INIT(","), SPAN_INIT("a"),
		SPAN_INIT("\n"), SPAN_INIT("\r\n"), SPAN_INIT("\"b\""), SPAN_INIT("\"c,\"\"\nc\""),
		SPAN_INIT("0123456789012345678901234"), SPAN_INIT("\xc3\xa9"), SPAN_INIT(";"),
		SPAN_INIT("\""), SPAN_INIT("\"\""), SPAN_INIT("\r"), SPAN_INIT("\xc3"),
		SPAN_INIT("\0")};
	for (size_t i = chance(sequence, 30); i > 0; i--)
		buffer_add(bytes, pieces[chance(sequence, odd ? COUNT_OF(pieces) : 11)]);
}

static void
agrees_with_a_plain_reader(void **state)
{
	struct buffer bytes = {0};
	struct csv_row row = {0};
	uint64_t sequence = 8;
	(void)state;
	csv_row_reserve(&row, FIELDS);
	for (unsigned i = 0; i < 4000; i++) {
		buffer_clear(&bytes);
		add_random_csv(&bytes, &sequence, i % 2);
		char *copy = padded_copy(buffer_span(&bytes), PADDING, "x,\n\r\"\xff"[i % 6]);
		struct span rest = span_of(copy, bytes.length);
		struct csv_cutter cutter = {.delimiter = i % 7 ? ',' : ';'};
		while (rest.length && expect_as_judged(&cutter, rest, true, &row) != CUT_UNCLOSED)
			rest = span_of(rest.data + row.length, rest.length - row.length);
		free(copy);
	}
	csv_row_free(&row);
	buffer_free(&bytes);
}

static void
agrees_wherever_the_input_is_split(void **state)
{
	struct buffer bytes = {0};
	struct csv_row row = {0};
	uint64_t sequence = 9;
	(void)state;
	csv_row_reserve(&row, FIELDS);
	for (unsigned i = 0; i < 600; i++) {
		buffer_clear(&bytes);
		add_random_csv(&bytes, &sequence, i % 2);
		for (size_t length = 0; length <= bytes.length; length++) {
			struct csv_cutter cutter = {.delimiter = ','};
			char *copy = padded_copy(
				span_of(bytes.data, length), PADDING, "x,\n\r\""[i % 5]);
			expect_as_judged(&cutter, span_of(copy, length), false, &row);
			free(copy);
		}
	}
	csv_row_free(&row);
	buffer_free(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_a_plain_reader),
		cmocka_unit_test(agrees_wherever_the_input_is_split),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_window.c - record/window.h */
#include "format/format.h"
#include "record/window.h"
#include "support.h"

static void
counts_line_feeds(void **state)
{
	(void)state;
	assert_int_equal(count_lines(span_of(NULL, 0)), 0);
	assert_int_equal(count_lines(SPAN("a")), 0);
	assert_int_equal(count_lines(SPAN("a\nb")), 1);
	assert_int_equal(count_lines(SPAN("\n\r\n\0\n")), 3);
	assert_int_equal(count_lines(span_of("a\n\n", 2)), 1);
}

static void
open_window(struct window *window, struct span content)
{
	struct error error = {0};
	put_file("in", content);
	struct source *source = source_open("in", &error);
	assert_non_null(source);
	window_open(window, source);
}

/* Bytes are used up in steps of chance; what is in the window is always what comes next. */
static void
shows_the_bytes_in_their_order(void **state)
{
	enum { LENGTH = 3 << 20 };
	struct buffer content = {0};
	struct window window = {0};
	struct error error = {0};
	uint64_t seed = 256, lines = 1;
	size_t used = 0;
	(void)state;
	buffer_reserve(&content, LENGTH);
	while (content.length < LENGTH)
		content.data[content.length++] = "abcdefg\n"[chance(&seed, 8)];
	open_window(&window, buffer_span(&content));
	while (!window.ended || window_span(&window).length) {
		size_t before = window_span(&window).length;
		if (!window.ended) {
			assert_true(window_fill(&window, &error));
			assert_true(window.ended || window_span(&window).length > before);
		}
		struct span bytes = window_span(&window);
		assert_true(span_equal(bytes, span_of(content.data + used, bytes.length)));
		for (size_t i = 0; i < RECORD_PADDING; i++)
			assert_int_equal(bytes.data[bytes.length + i], 0);
		size_t step = window.ended ? bytes.length : chance(&seed, bytes.length + 1);
		uint64_t step_lines = count_lines(span_of(bytes.data, step));
		window_advance(&window, step, step_lines);
		used += step;
		lines += step_lines;
		assert_int_equal(window.line, lines);
		assert_int_equal(window.position, used);
	}
	assert_int_equal(used, LENGTH);
	window_close(&window);
	buffer_free(&content);
}

static void
grows_as_long_as_nothing_is_used_up(void **state)
{
	struct buffer content = {0};
	struct window window = {0};
	struct error error = {0};
	(void)state;
	for (size_t i = 0; content.length < 1500000; i++)
		buffer_add_format(&content, "%zu\n", i);
	open_window(&window, buffer_span(&content));
	while (!window.ended)
		assert_true(window_fill(&window, &error));
	assert_true(span_equal(window_span(&window), buffer_span(&content)));
	assert_true(window_fill(&window, &error));
	assert_true(window.ended);
	window_close(&window);
	buffer_free(&content);
}

static void
starts_anew_with_another_source(void **state)
{
	struct window window = {0};
	struct error error = {0};
	(void)state;
	open_window(&window, SPAN("one\n"));
	assert_true(window_fill(&window, &error));
	assert_false(window.ended);
	window_advance(&window, 4, 1);
	source_close(window.source);
	open_window(&window, SPAN("two\n"));
	assert_int_equal(window.line, 1);
	assert_int_equal(window.position, 4);
	assert_false(window.ended);
	assert_true(window_fill(&window, &error));
	expect_span("second", window_span(&window), SPAN("two\n"));
	window_close(&window);
}

static void
says_why_a_source_cannot_be_read(void **state)
{
	struct window window = {0};
	struct error error = {0};
	(void)state;
	open_window(&window, SPAN("\x1f\x8b\x08 this is no gzip"));
	while (!window.ended && window_fill(&window, &error))
		continue;
	assert_false(window.ended);
	assert_int_equal(error.status, STATUS_BAD_DATA);
	window_close(&window);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_line_feeds),
		cmocka_unit_test(shows_the_bytes_in_their_order),
		cmocka_unit_test(grows_as_long_as_nothing_is_used_up),
		cmocka_unit_test(starts_anew_with_another_source),
		cmocka_unit_test(says_why_a_source_cannot_be_read),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

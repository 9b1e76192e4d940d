/* window.c - see window.h */
#include "record/window.h"

#include "cli/memory.h"
#include "format/format.h"
#include "io/sizes.h"

#include <stdlib.h>

#define READ_SIZE BUFFER_SIZE(256 << 10, 53)

_Static_assert(RECORD_PADDING <= SOURCE_BEHIND, "the padding is written where bytes are lent");

void
window_open(struct window *window, struct source *source)
{
	window->source = source;
	window->start = window->end = 0;
	window->line = 1;
	window->ended = false;
	if (!window->own)
		window->own = memory_zeroed(RECORD_PADDING, 1);
	window->bytes = window->own;
}

/* Room for what is in the window and for what is read next; `left` is kept up with it. */
static void
reserve_own(struct window *window, struct span *left)
{
	size_t capacity = window->capacity ? window->capacity : READ_SIZE;
	bool within = window->bytes == window->own;
	while (capacity < left->length + READ_SIZE)
		capacity *= 2;
	if (capacity == window->capacity)
		return;
	window->own = memory_resized(window->own, capacity + RECORD_PADDING, 1);
	window->capacity = capacity;
	if (within)
		left->data = window->own + window->start;
}

/* Move what is in the window to memory of its own, and read on behind it. */
static ssize_t
read_on(struct window *window, struct error *error)
{
	struct span left = window_span(window);
	reserve_own(window, &left);
	if (left.length)
		memmove(window->own, left.data, left.length);
	window->bytes = window->own;
	window->start = 0;
	window->end = left.length;
	return source_read(
		window->source, window->own + left.length, window->capacity - left.length, error);
}

bool
window_fill(struct window *window, struct error *error)
{
	struct span left = window_span(window);
	bool lent = left.length <= SOURCE_FRONT && source_lends(window->source);
	char *bytes;
	ssize_t count = lent ? source_lend(window->source, left, &bytes, error)
			     : read_on(window, error);
	if (count < 0)
		return false;
	window->ended = count == 0;
	if (lent && count) {
		window->bytes = bytes;
		window->start = 0;
	}
	window->end = window->start + left.length + (size_t)count;
	tap_pass(&window->tap, span_of(window->bytes + left.length, (size_t)count));
	/* deterministic, and known to the memory checkers */
	memset(window->bytes + window->end, 0, RECORD_PADDING);
	return true;
}

void
window_close(struct window *window)
{
	source_close(window->source);
	free(window->own);
	*window = (struct window){0};
}

uint64_t
count_lines(struct span bytes)
{
	uint64_t count = 0;
	while (bytes.length) {
		const char *line_feed = memchr(bytes.data, '\n', bytes.length);
		if (!line_feed)
			break;
		count++;
		size_t used = (size_t)(line_feed - bytes.data) + 1;
		bytes = span_of(bytes.data + used, bytes.length - used);
	}
	return count;
}

/* window.c - see window.h */
#include "record/window.h"

#include "cli/memory.h"
#include "format/format.h"
#include "io/sizes.h"

#include <stdlib.h>

#define READ_SIZE BUFFER_SIZE(256 << 10, 53)

void
window_open(struct window *window, struct source *source)
{
	window->source = source;
	window->start = window->end = 0;
	window->line = 1;
	window->ended = false;
	if (!window->bytes) {
		window->capacity = 2 * READ_SIZE;
		window->bytes = memory_zeroed(window->capacity + RECORD_PADDING, 1);
	}
}

bool
window_fill(struct window *window, struct error *error)
{
	size_t length = window->end - window->start;
	if (window->start)
		memmove(window->bytes, window->bytes + window->start, length);
	window->start = 0;
	window->end = length;
	if (window->capacity - length < READ_SIZE) {
		window->capacity *= 2;
		window->bytes = memory_resized(window->bytes, window->capacity + RECORD_PADDING, 1);
	}
	ssize_t count = source_read(
		window->source, window->bytes + length, window->capacity - length, error);
	if (count < 0)
		return false;
	tap_pass(&window->tap, span_of(window->bytes + length, (size_t)count));
	window->end += (size_t)count;
	window->ended = count == 0;
	/* deterministic, and known to the memory checkers */
	memset(window->bytes + window->end, 0, RECORD_PADDING);
	return true;
}

void
window_close(struct window *window)
{
	source_close(window->source);
	free(window->bytes);
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

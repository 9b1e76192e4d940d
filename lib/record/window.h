/* window.h - the part of an input that is in memory */
#ifndef ROSTER_RECORD_WINDOW_H
#define ROSTER_RECORD_WINDOW_H

#include "cli/span.h"
#include "io/source.h"
#include "io/tap.h"

/* Initialise to {0}, then window_open; free with window_close. */
struct window {
	struct source *source;
	char *bytes;       /* lent by the source, or `own` */
	size_t start, end; /* what is in it and not yet used up: bytes[start..end) */
	char *own;         /* for what is too long to be put before the next bytes of the source */
	size_t capacity;   /* of own, RECORD_PADDING left out */
	uint64_t position; /* of `start`: bytes used up, of all sources so far */
	uint64_t line;     /* of `start`, from 1 */
	bool ended;        /* nothing more will come */
	struct tap tap;    /* sees the bytes of all sources */
};

/* Read `source`, which is taken: window_close closes it. */
void window_open(struct window *window, struct source *source);

/*
 * Read on, so that there are more bytes than before or `ended` is set. What was in it moves.
 * Behind its last byte RECORD_PADDING bytes can be read.
 */
bool window_fill(struct window *window, struct error *error);

static inline struct span
window_span(const struct window *window)
{
	return span_of(window->bytes + window->start, window->end - window->start);
}

/* Go on behind `length` bytes, which hold `lines` line ends. */
static inline void
window_advance(struct window *window, size_t length, uint64_t lines)
{
	window->start += length;
	window->position += length;
	window->line += lines;
}

void window_close(struct window *window);

/* How many line feeds there are. */
uint64_t count_lines(struct span bytes);

#endif

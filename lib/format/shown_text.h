/* shown_text.h - values from files, so that people can see them on a terminal */
#ifndef ROSTER_FORMAT_SHOWN_TEXT_H
#define ROSTER_FORMAT_SHOWN_TEXT_H

#include "io/buffer.h"

/*
 * Append UTF-8 text as it is where that is plain. Controls, line ends, and what cannot be seen or
 * turns the direction of writing become <U+200B> and the like, so that nothing in a file talks to
 * the terminal.
 */
void shown_text_add(struct buffer *buffer, struct span text);

/* The same of at most `most` bytes, with "..." behind what was cut. */
void shown_excerpt_add(struct buffer *buffer, struct span text, size_t most);

/*
 * A value beside others: "(blank)" for none, and in quotes where it could be taken for something
 * else: spaces at its ends, a quote or parenthesis first, an arrow in it.
 */
void shown_value_add(struct buffer *buffer, struct span value);

#endif

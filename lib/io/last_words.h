/* last_words.h - what a program leaves that ends where memory ends */
#ifndef ROSTER_IO_LAST_WORDS_H
#define ROSTER_IO_LAST_WORDS_H

#include "cli/span.h"

/*
 * From now on a program that runs out of memory takes its temporary files away and, unless `words`
 * is empty, writes them to standard output, on a line of their own. They are copied now, when there
 * is memory, and replace those given before.
 */
void last_words_prepare(struct span words);

#endif

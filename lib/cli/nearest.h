/* nearest.h - the word that somebody probably meant */
#ifndef ROSTER_CLI_NEAREST_H
#define ROSTER_CLI_NEAREST_H

#include "cli/span.h"

/*
 * How many slips make one word of the other: a letter more, less, another one, or two neighbours
 * swapped. ASCII case is ignored; of very long words the beginnings count.
 */
size_t word_slips(struct span a, struct span b);

/*
 * The one of `count` words with the fewest slips from `word`, and no more than half of the longer
 * one's letters; an empty span when there is none. Borrowed from `words`.
 */
struct span nearest_of(struct span word, const struct span *words, size_t count);

#endif

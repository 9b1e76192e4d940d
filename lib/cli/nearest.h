/* nearest.h - the word that somebody probably meant */
#ifndef ROSTER_CLI_NEAREST_H
#define ROSTER_CLI_NEAREST_H

#include "cli/span.h"

/*
 * The one of `count` words with the fewest letters to change (Levenshtein's distance, ASCII case
 * ignored) from `word`; an empty span when there is none to choose from. Borrowed from `words`.
 */
struct span nearest_of(struct span word, const struct span *words, size_t count);

#endif

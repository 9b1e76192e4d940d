/* complete.h - what could stand at the end of a command line */
#ifndef ROSTER_GUIDE_COMPLETE_H
#define ROSTER_GUIDE_COMPLETE_H

#include "guide/catalogue.h"
#include "io/buffer.h"

/*
 * Append what could stand in the place of the last of the `count` words, which are a command line
 * as the shell cut it: `roster` or `roster-NAME` first, the last one perhaps empty or begun. A
 * candidate is a line, with a tab and what it means where there is something to say; the line
 * ":files" or ":directories" means names of files, which a shell knows better. Names of columns,
 * groups and values are those of a regular file that stands on the line, else the platform's.
 * A word that is only "=" is one with its neighbours, as bash cuts it. Never fails: where nothing
 * is known, there are no candidates.
 */
void complete(const struct catalogue *catalogue, const char *const *words_z, size_t count,
	struct buffer *candidates);

#endif

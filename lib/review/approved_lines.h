/* approved_lines.h - what the sorter leaves for later nights: approved.ndjson and never.csv */
#ifndef ROSTER_REVIEW_APPROVED_LINES_H
#define ROSTER_REVIEW_APPROVED_LINES_H

#include "review/update_sorter.h"

/*
 * A line for each value of a row that is in an update file, as in a journal, so that it can be
 * undone: from the export's bytes to the cleaned file's, with `part`, the file.
 */
bool approved_lines_add(struct update_sorter *sorter, const struct update_row *row, size_t part,
	struct error *error);

/* The contact at hand is never to be changed: a line for --protect. */
bool approved_lines_add_never(struct update_sorter *sorter, struct error *error);

#endif

/* stats_ndjson.h - figures for machines: an object for each row and file */
#ifndef ROSTER_STATS_STATS_NDJSON_H
#define ROSTER_STATS_STATS_NDJSON_H

#include "stats/figures.h"

/*
 * {"file","section","name","count","of"}, of groups and years also "reachable". Rows of our own
 * words (no group, blank) have "other" instead of "name". What a file has no column for is left
 * out.
 */
void stats_add_ndjson(struct buffer *text, const struct figures *figures);

#endif

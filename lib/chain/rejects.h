/* rejects.h - bad records, kept with the reason and the place, as NDJSON */
#ifndef ROSTER_CHAIN_REJECTS_H
#define ROSTER_CHAIN_REJECTS_H

#include "io/buffer.h"
#include "record/record.h"

/*
 * Append one line: filter, reason, file, line, column, record, and the record's bytes as the
 * filter got them: `raw`, or `raw_base64` (RFC 4648) where they are not UTF-8 or hold a NUL.
 */
void rejects_add_line(
	struct buffer *line, const char *filter_z, const struct record *record, struct span raw);

#endif

/* json_scan.h - check one line of NDJSON against RFC 8259 and find its top-level members */
#ifndef ROSTER_FORMAT_JSON_SCAN_H
#define ROSTER_FORMAT_JSON_SCAN_H

#include "cli/span.h"
#include "format/defect.h"
#include "io/buffer.h"

#include <stdint.h>

/* How deep arrays and objects may be nested; jansson has the same limit. */
#define JSON_DEPTH_LIMIT 2048

/* So many bytes behind a line can be read, whatever they hold. */
#define JSON_PADDING 32

/* Offsets in the line. Keys are without their quotes, still escaped; values are raw JSON text. */
struct json_member {
	uint32_t key_start, key_end;
	uint32_t value_start, value_end;
};

/*
 * The members of one line, and what stood between the values of the last good one: lines of one
 * file mostly have the same keys in the same order, so that is looked for first. The caller owns
 * it and initialises it to {0}; free with json_members_free.
 */
struct json_members {
	struct json_member *list;
	size_t count;
	size_t capacity;
	bool same_shape; /* all between the values is as it was in the last good line */

	struct json_glue *glue; /* by member: what stands before its value */
	size_t glue_count, glue_capacity;
	struct buffer glue_bytes;
	bool glue_high; /* a byte above 0x7f is among them */
};

/*
 * Scan `line`, which ends before its LF; JSON_PADDING further bytes behind it can be read. Anything
 * but one object is a defect, and so is what RFC 8259 forbids, invalid UTF-8 and too deep nesting.
 * Lone surrogates in \u escapes and numbers of any size pass. Repeated keys are not looked for
 * here.
 */
bool json_scan(struct span line, struct json_members *members, struct defect *defect);

/*
 * The same for the line that `bytes` begin with, without looking for its end first: its length
 * without the LF. False when it is not good, or its LF is not among the bytes; json_scan says which
 * once the line is whole.
 */
bool json_scan_ahead(struct span bytes, struct json_members *members, size_t *length);

void json_members_free(struct json_members *members);

#endif

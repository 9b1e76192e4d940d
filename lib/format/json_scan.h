/* json_scan.h - check one line of NDJSON against RFC 8259 and find its top-level members */
#ifndef ROSTER_FORMAT_JSON_SCAN_H
#define ROSTER_FORMAT_JSON_SCAN_H

#include "cli/span.h"
#include "format/defect.h"

#include <stdint.h>

/* How deep arrays and objects may be nested; jansson has the same limit. */
#define JSON_DEPTH_LIMIT 2048

/* Offsets in the line. Keys are without their quotes, still escaped; values are raw JSON text. */
struct json_member {
	uint32_t key_start, key_end;
	uint32_t value_start, value_end;
};

/* The caller owns it; free with json_members_free. */
struct json_members {
	struct json_member *list;
	size_t count;
	size_t capacity;
};

/*
 * Scan `line`, which ends before its LF; 16 further bytes behind it can be read. Anything but one
 * object is a defect, and so is what RFC 8259 forbids, invalid UTF-8 and too deep nesting. Lone
 * surrogates in \u escapes and numbers of any size pass. Repeated keys are not looked for here.
 */
bool json_scan(struct span line, struct json_members *members, struct defect *defect);

void json_members_free(struct json_members *members);

#endif

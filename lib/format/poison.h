/* poison.h - the last record of an output that was not finished */
#ifndef ROSTER_FORMAT_POISON_H
#define ROSTER_FORMAT_POISON_H

#include "cli/error.h"
#include "format/format.h"
#include "io/buffer.h"

struct poison {
	enum status status;  /* what the program that failed ends with */
	struct span message; /* why it failed */
};

/*
 * Append a record that no reader can finish (an unclosed quote for CSV, an unclosed object for
 * NDJSON) and that carries `status` and `message_z`, the reason, on one line of its own.
 */
void poison_add(
	struct buffer *buffer, enum format format, enum status status, const char *message_z);

/* Whether `line` is such a record; where it tells no status that is STATUS_BAD_DATA. */
bool poison_find(struct span line, struct poison *poison);

/*
 * The error for it, at `place_z` ("FILE:LINE"), with its status: so the last program of a pipeline
 * ends as the one that failed did. Returns false.
 */
bool poison_refuse(const struct poison *poison, const char *place_z, struct error *error);

#endif

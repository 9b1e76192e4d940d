/* poison.h - the last record of an output that was not finished */
#ifndef ROSTER_FORMAT_POISON_H
#define ROSTER_FORMAT_POISON_H

#include "format/format.h"
#include "io/buffer.h"

/*
 * Append a record that no reader can finish (an unclosed quote for CSV, an unclosed object for
 * NDJSON) and that carries `message_z`, the reason, on one line of its own.
 */
void poison_add(struct buffer *buffer, enum format format, const char *message_z);

/* Whether `line` is such a record; *message is the reason in it. */
bool poison_find(struct span line, struct span *message);

#endif

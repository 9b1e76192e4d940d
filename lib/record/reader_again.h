/* reader_again.h - a record that was read before, from its bytes */
#ifndef ROSTER_RECORD_READER_AGAIN_H
#define ROSTER_RECORD_READER_AGAIN_H

#include "record/reader.h"

struct reader_again;

/*
 * Read single records as `reader` does, with its header and its columns, whatever it reads in the
 * meantime. It is borrowed. Free with reader_again_close, before it.
 */
struct reader_again *reader_again_open(const struct reader *reader);

/*
 * The record that is all of `bytes`, which are borrowed as long as it is used and end with a line
 * feed that RECORD_PADDING further bytes stand behind. It holds until the next call; its file and
 * line are not its own. NULL: they are no good record, or more than one.
 */
struct record *reader_again_read(struct reader_again *again, struct span bytes);

/* NULL is allowed. */
void reader_again_close(struct reader_again *again);

#endif

/* writer.h - records out, in the format they came in or in the other one */
#ifndef ROSTER_RECORD_WRITER_H
#define ROSTER_RECORD_WRITER_H

#include "io/buffer.h"
#include "io/sink.h"
#include "record/reader.h"

struct writer;

/*
 * Write the records of `reader` to `sink` (both borrowed). In the same format a record without
 * edits is written byte for byte, one with edits is spliced. To CSV, the keys of the first record
 * written are the columns. Free with writer_free.
 */
struct writer *writer_new(const struct reader *reader, struct sink *sink, enum format to);

/* Whether records are made anew, in the other format. */
bool writer_converts(const struct writer *writer);

/*
 * Make the record's bytes in the other format; there is nothing to do in its own. False (a bad
 * record) when they cannot say it.
 */
bool writer_make(struct writer *writer, struct record *record);

/* Write it; where the writer converts, what writer_make has just made. */
bool writer_put(struct writer *writer, const struct record *record, struct error *error);

/*
 * After the last record: what must stand in an output without any (a header, an empty line for
 * NDJSON). The sink is not finished by this.
 */
bool writer_end(struct writer *writer, struct error *error);

/* The record's bytes as they would be written in its own format, appended to `bytes`. */
void writer_add_record(struct buffer *bytes, const struct record *record);

/* NULL is allowed. */
void writer_free(struct writer *writer);

#endif

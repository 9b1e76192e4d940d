/* record_batch.h - copies of records, for another thread than that of their reader */
#ifndef ROSTER_RECORD_RECORD_BATCH_H
#define ROSTER_RECORD_RECORD_BATCH_H

#include "record/record.h"

struct record_copy;

/* Initialise to {0}; free with record_batch_free. The memory is kept from use to use. */
struct record_batch {
	struct record_copy *list;
	size_t count, capacity;
	struct buffer bytes;  /* of the records */
	struct buffer fields; /* ends of fields, or members */
	struct buffer names;  /* spans: of each shape in turn */
	struct arena name_bytes;

	/* the one that is looked at */
	struct record record;
	struct csv_row row;
	struct json_members members;
	struct csv_unquoter *unquoter;
};

/* Full is said at the first record that makes it so. */
#define RECORD_BATCH_BYTES BUFFER_SIZE(256 << 10, 150)

static inline bool
record_batch_is_full(const struct record_batch *batch)
{
	return batch->bytes.length >= RECORD_BATCH_BYTES;
}

/*
 * Copy a record that was just read, without changes. The name of its file is borrowed, which the
 * reader keeps until it opens another. All records in a batch are of one reader.
 */
void record_batch_add(struct record_batch *batch, const struct record *record);

/*
 * The record of that number, from 0, as it was read: its fields, place and names, but no columns.
 * It holds until the next call.
 */
struct record *record_batch_record(struct record_batch *batch, size_t number);

/* Forget the records. */
void record_batch_clear(struct record_batch *batch);
void record_batch_free(struct record_batch *batch);

#endif

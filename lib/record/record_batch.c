/* record_batch.c - see record_batch.h */
#include "record/record_batch.h"

#include "cli/memory.h"
#include "format/csv_text.h"

#include <stdlib.h>

/* Offsets are of bytes in the batch's buffers, which move while they grow. */
struct record_copy {
	size_t raw, length, content;
	size_t fields, field_count;
	size_t names;
	const struct span *header; /* of CSV: the reader's names */
	uint64_t line, number;
	const char *file_z;
	enum format format;
	unsigned char delimiter;
	bool quoted, doubled;
	bool same_shape;
};

static size_t
add(struct buffer *buffer, const void *bytes, size_t size)
{
	size_t offset = buffer->length;
	buffer_add(buffer, span_of(bytes, size));
	return offset;
}

/* NULL in a buffer that nothing was put into: all objects are `{}`. */
static void *
place_in(const struct buffer *buffer, size_t offset)
{
	return buffer->data ? buffer->data + offset : NULL;
}

/* Mostly that is known without a look at each. */
static bool
has_same_names(const struct record_batch *batch, const struct record_copy *last,
	const struct record *record)
{
	if (last->field_count != record->field_count)
		return false;
	if (record->format == FORMAT_CSV
			? last->header == record->names
			: record->members->same_shape && last->number + 1 == record->number)
		return true;
	const struct span *names = place_in(&batch->names, last->names);
	for (size_t i = 0; i < record->field_count; i++)
		if (!span_equal(names[i], record->names[i]))
			return false;
	return true;
}

/* Copied, because the reader of NDJSON forgets those it has met when they are too many. */
static size_t
add_names(struct record_batch *batch, const struct record *record)
{
	const struct record_copy *last = batch->count ? &batch->list[batch->count - 1] : NULL;
	if (last && has_same_names(batch, last, record))
		return last->names;
	size_t offset = batch->names.length;
	for (size_t i = 0; i < record->field_count; i++) {
		struct span name = arena_copy(&batch->name_bytes, record->names[i]);
		add(&batch->names, &name, sizeof(name));
	}
	return offset;
}

static size_t
add_fields(struct record_batch *batch, const struct record *record)
{
	if (record->format == FORMAT_CSV)
		return add(&batch->fields, record->row->ends,
			record->field_count * sizeof(*record->row->ends));
	return add(&batch->fields, record->members->list,
		record->field_count * sizeof(*record->members->list));
}

void
record_batch_add(struct record_batch *batch, const struct record *record)
{
	if (batch->count == batch->capacity) {
		batch->capacity = batch->capacity ? batch->capacity * 2 : 64;
		batch->list = memory_resized(batch->list, batch->capacity, sizeof(*batch->list));
	}
	bool csv = record->format == FORMAT_CSV;
	struct record_copy copy = {
		.raw = add(&batch->bytes, record->raw.data, record->raw.length),
		.length = record->raw.length,
		.content = record->content,
		.fields = add_fields(batch, record),
		.field_count = record->field_count,
		.names = add_names(batch, record),
		.header = csv ? record->names : NULL,
		.line = record->line,
		.number = record->number,
		.file_z = record->file_z,
		.format = record->format,
		.delimiter = record->delimiter,
		.quoted = csv && record->row->quoted,
		.doubled = csv && record->row->doubled,
		.same_shape = !csv && record->members->same_shape,
	};
	batch->list[batch->count++] = copy;
	buffer_reserve(&batch->bytes, RECORD_PADDING);
	memset(batch->bytes.data + batch->bytes.length, 0, RECORD_PADDING);
}

static void
show_fields(struct record_batch *batch, const struct record_copy *copy)
{
	void *fields = place_in(&batch->fields, copy->fields);
	if (copy->format == FORMAT_CSV) {
		batch->row.ends = fields;
		batch->row.count = copy->field_count;
		batch->row.length = copy->length;
		batch->row.content = copy->content;
		batch->row.quoted = copy->quoted;
		batch->row.doubled = copy->doubled;
		if (!batch->unquoter)
			batch->unquoter = csv_unquoter_new(copy->delimiter);
		if (!batch->unquoter)
			memory_exhausted();
	} else {
		batch->members.list = fields;
		batch->members.count = copy->field_count;
		batch->members.same_shape = copy->same_shape;
	}
}

struct record *
record_batch_record(struct record_batch *batch, size_t number)
{
	const struct record_copy *copy = &batch->list[number];
	struct record *record = &batch->record;
	record_clear(record);
	show_fields(batch, copy);
	record->format = copy->format;
	record->delimiter = copy->delimiter;
	record->raw = span_of(batch->bytes.data + copy->raw, copy->length);
	record->content = copy->content;
	record->file_z = copy->file_z;
	record->line = copy->line;
	record->number = copy->number;
	record->names = place_in(&batch->names, copy->names);
	record->field_count = copy->field_count;
	record->row = &batch->row;
	record->members = &batch->members;
	record->unquoter = batch->unquoter;
	return record;
}

void
record_batch_clear(struct record_batch *batch)
{
	batch->count = 0;
	buffer_clear(&batch->bytes);
	buffer_clear(&batch->fields);
	buffer_clear(&batch->names);
	arena_clear(&batch->name_bytes);
}

void
record_batch_free(struct record_batch *batch)
{
	free(batch->list);
	buffer_free(&batch->bytes);
	buffer_free(&batch->fields);
	buffer_free(&batch->names);
	arena_free(&batch->name_bytes);
	record_free(&batch->record);
	csv_unquoter_free(batch->unquoter);
	*batch = (struct record_batch){0};
}

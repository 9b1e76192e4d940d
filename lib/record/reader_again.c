/* reader_again.c - see reader_again.h: a reader whose window is the record */
#include "record/reader_again.h"

#include "cli/memory.h"
#include "record/reader_internal.h"

#include <stdlib.h>

struct reader_again {
	struct reader reader; /* names, field_of and the source are lent by another */
};

struct reader_again *
reader_again_open(const struct reader *reader)
{
	struct reader_again *again = memory_zeroed(1, sizeof(*again));
	struct reader *twin = &again->reader;
	twin->options = reader->options;
	twin->columns = reader->columns;
	twin->format = reader->format;
	twin->window.source = reader->window.source;
	twin->window.ended = true;
	twin->cutter.delimiter = reader->options.delimiter;
	twin->names = reader->names;
	twin->name_count = reader->name_count;
	twin->field_of = reader->field_of;
	if (twin->format == FORMAT_CSV)
		csv_row_reserve(&twin->row, twin->name_count);
	else
		ndjson_keys_begin(&twin->keys, twin->columns);
	twin->unquoter = csv_unquoter_new(twin->options.delimiter);
	if (!twin->unquoter)
		memory_exhausted();
	return again;
}

struct record *
reader_again_read(struct reader_again *again, struct span bytes)
{
	struct reader *twin = &again->reader;
	struct error error = {0};
	twin->window.bytes = (char *)bytes.data; /* nothing is put before or behind them */
	twin->window.start = 0;
	twin->window.end = bytes.length;
	csv_cutter_reset(&twin->cutter);
	enum reading reading = twin->format == FORMAT_CSV ? csv_next(twin, &error)
							  : ndjson_next(twin, &error);
	bool whole = twin->record.raw.length == bytes.length;
	return reading == READING_RECORD && whole ? &twin->record : NULL;
}

void
reader_again_close(struct reader_again *again)
{
	if (!again)
		return;
	again->reader.window.source = NULL;
	again->reader.names = NULL;
	again->reader.field_of = NULL;
	reader_free(&again->reader);
	free(again);
}

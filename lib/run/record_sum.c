/* record_sum.c - see record_sum.h */
#include "run/record_sum.h"

#include <string.h>

void
record_sum_begin(struct record_sum *sum)
{
	sum->count = 0;
	digest_begin(&sum->digest);
}

/* With its length before it, so that no bytes can move from one to the next. */
static void
add(struct record_sum *sum, struct span bytes)
{
	uint64_t length = bytes.length;
	digest_add(&sum->digest, span_of((const char *)&length, sizeof(length)));
	digest_add(&sum->digest, bytes);
}

void
record_sum_add(struct record_sum *sum, const struct record *record)
{
	size_t count = record_field_count(record);
	sum->count++;
	for (size_t i = 0; i < count; i++) {
		if (record_field_is_removed(record, i))
			continue;
		if (record->format == FORMAT_NDJSON)
			add(sum, record_field_name(record, i));
		add(sum, record_field_raw(record, i));
	}
	add(sum, span_of("", 0));
}

static bool
read_again(struct record_sum *again, const struct reader_options *file, struct error *error)
{
	struct columns none = {0};
	struct reader *reader = reader_open(file, &none, error);
	bool well = reader != NULL, more = well;
	while (more) {
		struct record *record;
		enum reading reading = reader_next(reader, &record, error);
		more = reading == READING_RECORD;
		if (more)
			record_sum_add(again, record);
		else
			well = reading == READING_END;
	}
	reader_close(reader);
	columns_free(&none);
	return well;
}

bool
record_sum_check(struct record_sum *sum, const struct reader_options *file, struct error *error)
{
	struct record_sum again;
	char wanted_z[DIGEST_TEXT_SIZE], found_z[DIGEST_TEXT_SIZE];
	record_sum_begin(&again);
	bool well = read_again(&again, file, error);
	digest_end(&again.digest, found_z);
	digest_end(&sum->digest, wanted_z);
	if ((well || error->status == STATUS_OK) &&
		(!well || again.count != sum->count || strcmp(wanted_z, found_z) != 0))
		well = error_set(error, STATUS_SYSTEM,
			"%s: reads back as something else than was written (%llu records, not "
			"%llu); look at the disk",
			file->paths_z[0], (unsigned long long)again.count,
			(unsigned long long)sum->count);
	return well;
}

/* ndjson_keys.h - the keys of NDJSON objects, known again from record to record */
#ifndef ROSTER_RECORD_NDJSON_KEYS_H
#define ROSTER_RECORD_NDJSON_KEYS_H

#include "io/span_map.h"
#include "record/record.h"

/* A key met so far. */
struct ndjson_key {
	struct span name; /* its text */
	size_t *columns;  /* the wanted columns that it matches */
	bool *exactly;
	size_t column_count;
	uint64_t met_in; /* the last record that had it */
};

/*
 * Most records of a file have the keys of the one before, in the same order, so that is looked at
 * first. Initialise to {0}, then ndjson_keys_begin.
 */
struct ndjson_keys {
	struct columns *columns;     /* borrowed */
	struct span_map by_spelling; /* as escaped in the file */
	struct span_map by_name;
	struct ndjson_key *list;
	size_t count, capacity;
	struct arena bytes;
	uint64_t records;

	/* the record before */
	struct span *spellings;
	struct span *names;
	uint32_t *ids;
	size_t shape_count, shape_capacity;
	bool shape_valid;
	int *field_of;
};

void ndjson_keys_begin(struct ndjson_keys *keys, struct columns *columns);

/*
 * Fill record's names and field_of from its members. False (a bad record) when a key is repeated,
 * has no text, or two keys match one column. To be called for every line that json_scan finds good,
 * because its same_shape means the line before.
 */
bool ndjson_keys_match(struct ndjson_keys *keys, struct record *record);

/* The names of the last record whose keys were new; they hold until the next ndjson_keys_match. */
const struct span *ndjson_keys_names(const struct ndjson_keys *keys, size_t *count);

void ndjson_keys_free(struct ndjson_keys *keys);

#endif

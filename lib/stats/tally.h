/* tally.h - what one export holds, counted in one pass */
#ifndef ROSTER_STATS_TALLY_H
#define ROSTER_STATS_TALLY_H

#include "io/span_map.h"
#include "record/reader.h"

/*
 * A contact is reachable when its phone has a digit and neither `active` nor `phone_valid` is
 * FALSE. A column that a file does not have is empty, as everywhere.
 */
struct tally_share {
	uint64_t contacts, reachable;
};

struct tally_group {
	struct span name;
	struct tally_share share;
	uint64_t met_in; /* the last contact that named it */
};

struct tally_column {
	struct span name; /* as the file has it */
	uint64_t filled;  /* contacts that are not empty there, in the sense of --where */
};

#define TALLY_YEARS 10000

/* The columns that are asked for, and what is counted for all contacts. */
enum tally_role {
	TALLY_ACTIVE,
	TALLY_PHONE_VALID,
	TALLY_PHONE,
	TALLY_GROUP_LIST,
	TALLY_DATE, /* of the last contact */
	TALLY_ROLES,
};

enum tally_count {
	TALLY_IS_ACTIVE,
	TALLY_IS_INACTIVE,
	TALLY_IS_INVALID, /* phone_valid is FALSE */
	TALLY_IS_PHONELESS,
	TALLY_IS_REACHABLE,
	TALLY_COUNTS,
};

/* Initialise to {0}; free with tally_free. */
struct tally {
	const char *name_z; /* of the file, for messages; borrowed */
	struct columns columns;
	struct column roles[TALLY_ROLES];

	uint64_t contacts;
	uint64_t counts[TALLY_COUNTS];

	struct tally_group *groups;
	size_t group_count, group_capacity;
	struct span_map by_group;
	struct tally_share groupless;

	struct tally_share *years;            /* TALLY_YEARS */
	struct tally_share dateless, undated; /* nothing there; something that is no date */

	struct tally_column *list; /* in the file's order */
	size_t column_count, column_capacity;
	struct span_map by_column;
};

/*
 * Count the file of `options`, which has one path. `date_z` is the column of the last contact; if
 * `date_required`, a file without it is an error. `columns` of the tally may have been mapped
 * before. False with error filled: a bad record, too, and an `active` that says neither.
 */
bool tally_take(struct tally *tally, const struct reader_options *options, const char *date_z,
	bool date_required, struct error *error);

/* Whether the file has the column. */
static inline bool
tally_has(const struct tally *tally, enum tally_role role)
{
	return tally->columns.list[tally->roles[role].index].seen;
}

void tally_free(struct tally *tally);

#endif

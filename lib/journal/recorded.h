/* recorded.h - a value as a journal or a list of fixes has it, compared with a contact's and set */
#ifndef ROSTER_JOURNAL_RECORDED_H
#define ROSTER_JOURNAL_RECORDED_H

#include "record/record.h"

/* How the values of a column are compared, and written where there are no raw bytes for it. */
enum role {
	ROLE_TEXT,   /* the text; two words of truth as truth */
	ROLE_TRUTH,  /* the same, and an empty JSON value becomes a boolean */
	ROLE_GROUPS, /* a set of names */
};

/*
 * The role of a column that is called `name`: active, phone_valid and group_list, which are asked
 * for, have one by whatever name columns.h takes for theirs.
 */
enum role role_of_column(struct columns *columns, struct span name);

/* All that it points to is in the arena it was made with, or was borrowed from the caller. */
struct recorded {
	bool absent;        /* the object had no such key */
	enum format format; /* of raw; FORMAT_UNKNOWN: there is only the text */
	struct span raw;
	bool either; /* taken for JSON, and nothing says that it is not CSV */
	enum value_kind kind;
	struct span text;         /* of an array: its names joined by `;` */
	const struct span *names; /* of an array */
	size_t name_count;
};

/*
 * What raw bytes of that format say: one CSV field, or one JSON value on one line. False when they
 * are none, or a value that no filter changes: an object, an array of other things than texts, a
 * string that has no text.
 */
bool recorded_read(
	struct recorded *recorded, struct span raw, enum format format, struct arena *arena);

struct recorded recorded_absent(void);
struct recorded recorded_of_text(struct span text);

/* A set of groups; `names` are borrowed. */
struct recorded recorded_of_names(const struct span *names, size_t count, struct arena *arena);

/* The groups that it names, in `arena`; empty ones are not left out. */
const struct span *recorded_names(
	const struct recorded *recorded, struct arena *arena, size_t *count);

/* Missing, null and "" are empty and equal; what the record has and cannot be read equals nothing.
 */
bool recorded_equals(const struct recorded *recorded, struct record *record, struct column column,
	enum role role);

/* Whether the record has these very bytes, or no such key where none is recorded. */
bool recorded_is_raw(
	const struct recorded *recorded, const struct record *record, struct column column);

/*
 * Set a column to it: the raw bytes where the record has their format and they are one of its
 * fields (but those of `either` make no text a number or a boolean), else the value, in the
 * spelling and the shape that the column has now. False, and nothing is changed, where it has none:
 * a boolean, an object, an array that cannot be joined; and where the column has an object, or an
 * array of other things than texts.
 */
bool recorded_set(const struct recorded *recorded, struct record *record, struct column column,
	enum role role);

#endif

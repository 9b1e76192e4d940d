/* record.h - one contact: the bytes it came in, its values, and what was changed */
#ifndef ROSTER_RECORD_RECORD_H
#define ROSTER_RECORD_RECORD_H

#include "format/csv_cut.h"
#include "format/defect.h"
#include "format/format.h"
#include "format/json_scan.h"
#include "io/arena.h"
#include "io/buffer.h"
#include "record/columns.h"

#include <stdint.h>

/* One changed value. The spans hold until the next record is read. */
struct change {
	struct column column;
	struct span name; /* the column's, as the file has it */
	struct span from; /* raw bytes: CSV with its quotes, JSON text */
	struct span to;   /* its data is NULL: the key was taken out of the object */
	bool added;       /* the object had no such key: there is no `from` */
};

/* A value that is not the one the record came with. */
struct edit {
	size_t field; /* fields from field_count on are added keys */
	struct span raw;
	struct span name; /* of an added key */
	bool removed;     /* the key is taken out; raw is empty */
};

/*
 * A span of the buffer that it was read into, valid until the next one is read. A reader makes it
 * and fills the first part; whoever changes a value goes through record_set_...
 */
struct record {
	enum format format;
	unsigned char delimiter;
	struct span raw; /* line end and blank lines behind it included */
	size_t content;  /* bytes of raw without them */
	const char *file_z;
	uint64_t line;   /* where it starts, from 1 */
	uint64_t number; /* from 1, the header not counted */
	const struct columns *columns;
	const int *field_of;      /* by column: the field, or -1 */
	const struct span *names; /* by field */
	size_t field_count;
	const struct csv_row *row;          /* of CSV */
	const struct json_members *members; /* of NDJSON */
	struct csv_unquoter *unquoter;      /* of CSV */

	struct edit *edits; /* by field */
	size_t edit_count, edit_capacity;
	struct edit *kept_edits; /* as they were when record_keep_edits was said */
	size_t kept_count, kept_capacity;
	struct change *changes; /* in the order they were made */
	size_t change_count, change_capacity;
	struct span consent, evidence; /* what allowed the changes noted, for the journal */
	struct arena arena;
	struct buffer scratch; /* a raw value that is being made */
	struct defect defect;  /* why it is bad, when a function below returned false */
};

enum value_kind {
	VALUE_MISSING, /* no such key, or null */
	VALUE_TEXT,
	VALUE_NUMBER, /* of JSON: the text is the number as written */
	VALUE_TRUTH,  /* of JSON: the text is TRUE or FALSE */
	VALUE_ARRAY,  /* of JSON: the text is the raw array */
	VALUE_OBJECT, /* of JSON: the text is the raw object */
};

struct value {
	enum value_kind kind;
	struct span text;
};

/* The value of a column. False (a bad record) when it has no text, see json_text_of. */
bool record_value(struct record *record, struct column column, struct value *value);

/*
 * The value as the text that a CSV file would have: numbers as written, booleans TRUE or FALSE,
 * what is missing "", an array of strings joined by `;`. False for anything else.
 */
bool record_text(struct record *record, struct column column, struct span *text);

/* The same for the field of a number instead of a column. */
bool record_field_text(struct record *record, size_t field, struct span *text);

/* The text that a field came with, whatever it was changed to since. */
bool record_original_text(struct record *record, size_t field, struct span *text);

/* The same of a column; empty where it came with none, or with one that has no text. */
struct span record_original_column(struct record *record, struct column column);

/* The number of a column's field, an added one included; false when the object has no such key. */
bool record_find_field(const struct record *record, struct column column, size_t *field);

/* The raw bytes of a column as they are now; false when the object has no such key. */
bool record_raw(const struct record *record, struct column column, struct span *raw);

/* The raw bytes of a field as they are now, added ones included. */
struct span record_field_raw(const struct record *record, size_t field);

/* The raw bytes that a field came with; part of record->raw. Not for added fields. */
struct span record_original_raw(const struct record *record, size_t field);

/* The column's name as this record's file has it. */
struct span record_name(const struct record *record, struct column column);

/* How many fields there are, added and removed ones included, and their names. */
size_t record_field_count(const struct record *record);
struct span record_field_name(const struct record *record, size_t field);
bool record_field_is_removed(const struct record *record, size_t field);

/*
 * Give a column new raw bytes (copied), with a change noted unless they are the same. An object
 * without the key gets it behind its last member.
 */
void record_set_raw(struct record *record, struct column column, struct span raw);

/*
 * Take a key out of an object, with the comma before it (behind it, for the first), so that what
 * record_set_raw added goes without a trace. A change is noted if there was such a key. Not for
 * CSV, whose records have all the header's columns.
 */
void record_remove(struct record *record, struct column column);

/* Give a column a text, quoted if it was quoted before or must be; JSON gets a string. */
void record_set_text(struct record *record, struct column column, struct span text);

/* Fill defect with "NAME <reason>" at the column's place, and return false. */
bool record_fail(struct record *record, struct column column, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Give back what a change has taken, which is among those noted; nothing is noted of that. */
void record_take_back(struct record *record, const struct change *change);

/* Forget the changes noted so far, not the edits. */
void record_forget_changes(struct record *record);

/* Remember the edits made so far, to have them back as if there had been none since. */
void record_keep_edits(struct record *record);
void record_restore_edits(struct record *record);

/* Make it ready for the next record; free its memory. */
void record_clear(struct record *record);
void record_free(struct record *record);

#endif

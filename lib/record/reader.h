/* reader.h - records in: from one or several files of the same format */
#ifndef ROSTER_RECORD_READER_H
#define ROSTER_RECORD_READER_H

#include "io/source.h"
#include "record/record.h"

struct reader;

struct reader_options {
	const char *const *paths_z; /* "-" is standard input */
	size_t path_count;          /* at least 1 */
	enum format from;           /* FORMAT_UNKNOWN: seen by the first byte */
	unsigned char delimiter;    /* of CSV */
	const char *charset_z;      /* what is converted to UTF-8; NULL: it is UTF-8 */
	struct progress *progress;  /* borrowed; told how far it is. NULL: nobody asks */
	struct tap tap;             /* sees the bytes of all files, decompressed */
	struct source_taps taps;    /* see them in the threads that read */
};

enum reading {
	READING_RECORD, /* a record */
	READING_BAD,    /* a bad one: its raw bytes, place and defect */
	READING_END,    /* there are no more */
	READING_FAILED, /* error is filled; no more can be read */
};

/*
 * Open the first file, see what format it has, and find `columns` (borrowed, as the paths are) in
 * a CSV header. NULL with error filled. Free with reader_close.
 */
struct reader *reader_open(
	const struct reader_options *options, struct columns *columns, struct error *error);

enum format reader_format(const struct reader *reader);

/*
 * What stands before the first record and is to stand there in the output too: BOM, blank lines,
 * and the header of CSV. Lives as long as the reader.
 */
struct span reader_prefix(const struct reader *reader);

/* The names in a CSV header. They live as long as the reader. */
const struct span *reader_names(const struct reader *reader, size_t *count);

/* The next record; *record is the reader's own and holds until the next call. */
enum reading reader_next(struct reader *reader, struct record **record, struct error *error);

/* The same, with the bad records passed over. */
enum reading reader_next_good(struct reader *reader, struct record **record, struct error *error);

/*
 * Pass over the next record if its bytes are these, without looking into it, and say so in *passed.
 * They are the bytes of a record. Where it cannot be told as fast that they are the whole record,
 * *passed is false, too, and reader_next gives it. False with error filled when reading fails.
 */
bool reader_pass(struct reader *reader, struct span expected, bool *passed, struct error *error);

/* The error (STATUS_BAD_DATA) for a column that no NDJSON record had; always false. */
bool reader_column_missing(const struct reader *reader, struct column column, struct error *error);

/*
 * At the end: every required column was met in some NDJSON record, or there was no good one. False
 * with error filled (STATUS_BAD_DATA) if not.
 */
bool reader_check_columns(const struct reader *reader, struct error *error);

/* Whether `descriptor` is a regular file that is being read. */
bool reader_reads_file(const struct reader *reader, int descriptor);

/* Whether records stand in their file as they are given: no gzip, and no other encoding. */
bool reader_is_plain(const struct reader *reader);

/* Bytes of input, decompressed, that were used up. */
uint64_t reader_position(const struct reader *reader);

/* NULL is allowed. */
void reader_close(struct reader *reader);

#endif

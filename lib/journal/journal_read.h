/* journal_read.h - the lines of a journal, one after the other */
#ifndef ROSTER_JOURNAL_JOURNAL_READ_H
#define ROSTER_JOURNAL_JOURNAL_READ_H

#include "cli/error.h"
#include "cli/span.h"

#include <stdint.h>

/* One changed value, as journal_add wrote it. The spans hold until the next line is read. */
struct journal_line {
	struct span key;
	struct span key_field; /* empty: the first key column */
	struct span field;
	struct span from, to; /* raw bytes; data is NULL where the line has none */
	bool of_ndjson;       /* the line says that they are JSON */
	struct span filter;   /* who made the change; empty: the line does not say */
	struct span part;     /* the update file that it stands in; empty: the line does not say */
	struct span at, run;  /* the day, and the run; empty: the line does not say */
	uint64_t number;      /* of the line in its file, from 1 */
};

struct journal_reader;

/*
 * Open a journal, plain or gzip'd; "-" is standard input, and one without a line is a journal of
 * no changes. NULL with error filled. Free with journal_reader_close.
 */
struct journal_reader *journal_reader_open(const char *path_z, struct error *error);

/*
 * The next line; *more is false at the end. False with error filled (STATUS_BAD_DATA, with file and
 * line) for what is no line of a journal: it needs a key, a field, and one of from and to, all
 * texts.
 */
bool journal_reader_next(
	struct journal_reader *reader, struct journal_line *line, bool *more, struct error *error);

/* NULL is allowed. */
void journal_reader_close(struct journal_reader *reader);

#endif

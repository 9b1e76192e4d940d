/* stage_cursor.h - what a stage says of one contact after the other, in the order of its input */
#ifndef ROSTER_RUN_STAGE_CURSOR_H
#define ROSTER_RUN_STAGE_CURSOR_H

#include "record/reader.h"

/* A line of a journal or of gone.gz. The spans hold until cursor_advance. */
struct cursor_line {
	struct span raw; /* without the line end */
	struct span key, key_field;
	struct span field, from, to; /* of a journal */
	struct span at;              /* of a journal: the day */
	bool added;                  /* of a journal: there is no `from` */
	bool removed;                /* of a journal: there is no `to`, the key was taken out */
	uint64_t number;             /* of the record in the stage's input */
	bool rejected;               /* of gone.gz */
};

/* Initialise to {0}, or with .raw_tap, which sees the bytes of the file; free with cursor_close. */
struct cursor {
	struct tap raw_tap;
	struct reader *reader;
	struct columns columns;
	struct column key, key_field, field, from, to, at, number, rejected;
	struct cursor_line line;
	bool more; /* there is a line */
};

/* The line's raw bytes without its number, which says nothing outside of its stage, and without
 * "}". */
struct span cursor_line_members(const struct cursor_line *line);

/* Open a file of such lines and read the first. False with error filled. */
bool cursor_open(struct cursor *cursor, const char *path_z, struct error *error);

bool cursor_advance(struct cursor *cursor, struct error *error);
void cursor_close(struct cursor *cursor);

#endif

/* night_lines.h - the lines that a night leaves about single values: seen, confirmed, come back */
#ifndef ROSTER_NIGHTS_NIGHT_LINES_H
#define ROSTER_NIGHTS_NIGHT_LINES_H

#include "io/side_file.h"
#include "record/reader.h"
#include "run/preparation.h"

/*
 * Files of a run's folder, NDJSON. Values are texts, as an update file has them. `key_field` is
 * always there.
 *
 * SEEN: what the export shows otherwise than that of the run `since`, and no update file explains;
 * without `field`, `change` says whether the contact was added or is gone.
 * CONFIRMED: a value `to`, uploaded by the run `run`, that this export is the first to show; with
 * `change`, a contact whose removal that run had asked for, and that is gone.
 * CAME_BACK: a value `from`, uploaded by the run `run` and confirmed, instead of which this export
 * shows `to`. The stages leave the field alone, unless `again` is true.
 */
#define SEEN_FILE "seen.ndjson"
#define CONFIRMED_FILE "confirmed.ndjson"

/* A span without data is not written; what was not there is "". */
struct night_line {
	struct span change;
	struct span key, key_field, field, from, to;
	struct span run;   /* that made the change */
	struct span since; /* the run whose export was the one before */
	struct span at;    /* the day, YYYY-MM-DD */
	bool again;
};

/* Append it, with its line end. */
void night_line_add(struct buffer *bytes, const struct night_line *line);

/* Initialise to {0}; free with night_lines_close. */
struct night_lines {
	struct reader *reader;
	struct columns columns;
	struct column change, key, key_field, field, from, to, run, since, at, again;
	struct night_line line; /* its spans hold until the next advance */
	bool more;              /* there is a line */
};

/*
 * Open such a file of a run's folder and read its first line; without the file there is none. False
 * with error filled.
 */
bool night_lines_open(
	struct night_lines *lines, const char *folder_z, const char *name_z, struct error *error);
bool night_lines_advance(struct night_lines *lines, struct error *error);
void night_lines_close(struct night_lines *lines);

/* A file of such lines that appears only if there is one. Initialise to {0}. */
struct night_writer {
	char *path_z;
	struct side_file *file;
	struct buffer bytes;
	uint64_t count;
};

void night_writer_begin(struct night_writer *writer, const char *folder_z, const char *name_z);
bool night_writer_add(
	struct night_writer *writer, const struct night_line *line, struct error *error);
bool night_writer_publish(struct night_writer *writer, struct error *error);
void night_writer_free(struct night_writer *writer);

#endif

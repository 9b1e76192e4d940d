/* uploads.h - every value that the runs of a program had uploaded or done by hand, by contact */
#ifndef ROSTER_NIGHTS_UPLOADS_H
#define ROSTER_NIGHTS_UPLOADS_H

#include "io/span_map.h"
#include "journal/recorded.h"
#include "record/key.h"
#include "run/run_list.h"

struct upload_field {
	struct span name; /* as an update file has it first */
	struct column column;
	enum role role;
};

struct upload {
	uint32_t next;  /* number of the contact's upload before this one; 0: none */
	uint32_t field; /* number in fields */
	uint32_t run;   /* number in the list of runs: whose change it is */
	uint32_t shown; /* number of the run whose export was the first to show it, and 1; 0: none
			   so far */
	struct span text;
};

/* Initialise to {0}; free with uploads_free. */
struct uploads {
	struct key_columns keys; /* that contacts are known by in update files */
	struct upload_field *fields;
	size_t field_count;
	struct upload *list; /* from number 1 on, in the order in which they were uploaded */
	size_t count;        /* without number 0 */
	size_t capacity;
	struct span_map by_key[KEY_COLUMNS_MOST]; /* -> number of the contact's last upload */
	struct arena texts;
};

/*
 * Read the update files that the program's proposed runs had uploaded, what their approvals left to
 * be done by hand (but for `active`, which may be an opt-out), and which of these values exports
 * have shown since. Asks for the columns that these speak of, so that the export is to be opened
 * after it. False with error filled when a file is missing or is not what it should be.
 */
bool uploads_read(struct uploads *uploads, const struct run_list *runs, const char *program_z,
	struct columns *columns, struct error *error);

/* The number of the contact's last upload, by the key column of that number; 0: there is none. */
uint32_t uploads_find(const struct uploads *uploads, size_t key_column, struct span key);

void uploads_free(struct uploads *uploads);

#endif

/* uploaded_rows.h - which contacts of a run were uploaded, with which `active` */
#ifndef ROSTER_NIGHTS_UPLOADED_ROWS_H
#define ROSTER_NIGHTS_UPLOADED_ROWS_H

#include "cli/error.h"
#include "io/span_map.h"
#include "journal/guard_rules.h"

struct uploaded_row {
	uint32_t upload; /* the last that had it: a number below upload_count */
	bool out;        /* it set active to FALSE */
};

/* Initialise to {0}; free with uploaded_rows_free. */
struct uploaded_rows {
	struct span_map by_key[GUARD_KEY_COUNT]; /* -> row */
	struct uploaded_row *list;
	size_t count, capacity;
	struct span *at; /* by upload: when, as `uploaded` noted it */
	size_t upload_count;
	struct span gone_at; /* the last of a part that is not there any more; empty: all are */
	struct arena arena;
};

/*
 * Read what RUN/uploaded.ndjson names: nothing, where there is no such file. A part that was pruned
 * is left out. False with error filled; STATUS_REFUSED when a part is not what was uploaded.
 */
bool uploaded_rows_read(struct uploaded_rows *rows, const char *run_z, struct error *error);

/* The row of a contact by its key of that number, or NULL. */
const struct uploaded_row *uploaded_rows_find(
	const struct uploaded_rows *rows, size_t key, struct span text);

void uploaded_rows_free(struct uploaded_rows *rows);

#endif

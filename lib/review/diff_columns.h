/* diff_columns.h - the columns of two exports, paired by their names */
#ifndef ROSTER_REVIEW_DIFF_COLUMNS_H
#define ROSTER_REVIEW_DIFF_COLUMNS_H

#include "io/buffer.h"
#include "io/span_map.h"
#include "record/columns.h"

enum diff_side_number {
	DIFF_OLD,
	DIFF_NEW,
	DIFF_SIDES,
};

enum diff_kind {
	DIFF_TEXT,
	DIFF_TRUTH,  /* TRUE and true are the same */
	DIFF_GROUPS, /* A;B and B;A are the same */
};

struct diff_column {
	struct span name; /* as it was met first */
	enum diff_kind kind;
	bool ignored;
	bool has[DIFF_SIDES]; /* the side's header, or one of its objects so far, has it, not
				 ignored */
	uint64_t passed_over; /* contacts with a value here that the other side had no column for */
	uint64_t changed;     /* contacts in which it differs */
	uint64_t fitted;      /* the last fit that met it */
};

/* Initialise to {0}, then diff_columns_begin; free with diff_columns_free. */
struct diff_columns {
	struct diff_column *list;
	size_t count, capacity;
	struct span_map by_name;
	struct span_map by_loose_name;    /* without case, spaces, `_` and `-` */
	struct span_map ignored;          /* by loose name: 1 when a column has it */
	const struct span *ignored_names; /* borrowed, as they were given */
	size_t ignored_count;
	const struct columns *roles; /* borrowed */
	struct column active, phone_valid, group_list;
	uint64_t fits;
	struct buffer loose; /* scratch */
};

/* Which column each field of a record is; DIFF_NO_COLUMN: none that is compared. */
struct diff_fit {
	uint32_t *columns;
	size_t count, capacity;
	bool fitted; /* to names */
};

#define DIFF_NO_COLUMN UINT32_MAX

/*
 * `roles` are the columns asked for (columns_map already said); active, phone_valid and group_list
 * are asked of it. The columns named in `ignored` (borrowed) are not compared.
 */
void diff_columns_begin(struct diff_columns *columns, struct columns *roles,
	const struct span *ignored, size_t count);

/*
 * Fit to the names of a header or of an object of `side`. False with error filled (STATUS_BAD_DATA)
 * when two of them are one column, or when contacts were compared without a column that this side
 * turns out to have. `place_z` is the file and line, for the message.
 */
bool diff_columns_fit(struct diff_columns *columns, struct diff_fit *fit,
	enum diff_side_number side, const struct span *names, size_t count, const char *place_z,
	struct error *error);

/* Every ignored name was met. False with error filled (STATUS_BAD_DATA) if not. */
bool diff_columns_check_ignored(const struct diff_columns *columns, struct error *error);

void diff_fit_free(struct diff_fit *fit);
void diff_columns_free(struct diff_columns *columns);

#endif

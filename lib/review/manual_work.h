/* manual_work.h - what no upload can do, as a list: manual.csv */
#ifndef ROSTER_REVIEW_MANUAL_WORK_H
#define ROSTER_REVIEW_MANUAL_WORK_H

#include "review/contact_names.h"
#include "run/approval_files.h"

enum manual_kind {
	MANUAL_BLANK,    /* a value is to become blank */
	MANUAL_UNNAMED,  /* the contact has no customer_id */
	MANUAL_REPEATED, /* its id stands in the export more than once */
	MANUAL_KEY,      /* its own id is to be changed */
	MANUAL_DROPPED,  /* a stage dropped it */
	MANUAL_KINDS,
};

/* One value, or for MANUAL_DROPPED and removals a contact: then there is no column. */
struct manual_item {
	enum manual_kind kind;
	const struct contact_names *names;
	struct span name, phone; /* for whoever looks for it */
	struct span column, from, to;
};

/* Initialise to {0} with `files`, borrowed; free with manual_work_free. */
struct manual_work {
	struct approval_files *files;
	size_t file;
	uint64_t counts[MANUAL_KINDS]; /* lines */
	uint64_t count;
	struct buffer line;
};

/* The first one makes the file. */
bool manual_work_add(struct manual_work *work, const struct manual_item *item, struct error *error);

/* What is wrong, and what a person can do: one line. */
const char *manual_work_why_z(enum manual_kind kind);

void manual_work_free(struct manual_work *work);

#endif

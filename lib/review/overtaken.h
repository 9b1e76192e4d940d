/* overtaken.h - values that other pipelines uploaded after the export of a run was made */
#ifndef ROSTER_REVIEW_OVERTAKEN_H
#define ROSTER_REVIEW_OVERTAKEN_H

#include "io/buffer.h"
#include "io/span_map.h"
#include "review/contact_names.h"
#include "run/run_list.h"

struct overtaking_value {
	uint32_t next; /* the contact's value before this one; 0: none */
	struct span field;
	const char *run_z;
};

/* Initialise to {0}; free with overtaken_free. */
struct overtaken {
	struct span_map by_key;        /* a letter for the column and an id -> its last value */
	struct overtaking_value *list; /* from number 1 on */
	size_t count;                  /* without number 0 */
	struct arena texts;
	struct buffer line;
	const struct overtaking_value *first; /* that was met, and whose */
	struct span first_key;
};

/*
 * Take up what the runs of other pipelines of `run`'s program, among `runs`, had uploaded after
 * `exported_z`, a time in UTC as the manifest has it. A later run of the same pipeline is no
 * concern: this one is superseded by it. `runs` is borrowed until overtaken_free. False with error
 * filled; an update file that was changed since its approval is STATUS_REFUSED.
 */
bool overtaken_read(struct overtaken *overtaken, const struct run_list *runs,
	const struct listed_run *run, const char *exported_z, struct error *error);

/* A value of that column of a contact, known by either id, is to be uploaded. */
void overtaken_meet(
	struct overtaken *overtaken, const struct contact_names *names, struct span column);

/* False with error filled (STATUS_REFUSED) when one was met that another run had uploaded. */
bool overtaken_check(const struct overtaken *overtaken, const char *path_z, struct error *error);

void overtaken_free(struct overtaken *overtaken);

#endif

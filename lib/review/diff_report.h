/* diff_report.h - what diff found, as text, as NDJSON or as counts, on a descriptor */
#ifndef ROSTER_REVIEW_DIFF_REPORT_H
#define ROSTER_REVIEW_DIFF_REPORT_H

#include "review/diff.h"

enum diff_form {
	DIFF_AS_TEXT,   /* a line a contact, and one for each of its values */
	DIFF_AS_NDJSON, /* an object for each value that changed, each contact added and gone */
	DIFF_AS_COUNTS, /* nothing of a single contact */
};

/* Initialise with what is borrowed; free with diff_report_free. */
struct diff_report {
	enum diff_form form;
	int descriptor;
	const char *name_z; /* of the descriptor, for messages */
	bool colour;        /* of text, by ECMA-48 */
	struct buffer bytes;
	struct group_sets groups;
};

/* What writes to `report`, which is borrowed. error->signal is SIGPIPE for a closed pipe. */
struct diff_listener diff_report_listener(struct diff_report *report);

/* The counts of all, and of each column in which somebody differs: as lines or as one object. */
void diff_report_add_counts(struct diff_report *report, const struct diff *diff, bool ndjson);

/* Write what is left. */
bool diff_report_finish(struct diff_report *report, struct error *error);

void diff_report_free(struct diff_report *report);

#endif

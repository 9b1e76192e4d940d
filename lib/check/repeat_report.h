/* repeat_report.h - what is said of keys and phones that were met before */
#ifndef ROSTER_CHECK_REPEAT_REPORT_H
#define ROSTER_CHECK_REPEAT_REPORT_H

#include "check/findings.h"
#include "check/repeats.h"

/* The files, so that lines counted through all of them can be told apart. Borrowed. */
struct file_lines {
	const char *const *paths_z;
	const uint64_t *bases; /* by file: what was added to its lines */
	size_t count;
};

/* Make findings of `kind` of all values that were met before, in the column `name`. */
void repeats_report(struct repeats *repeats, enum kind kind, struct span name,
	const struct file_lines *files, struct findings *findings);

#endif

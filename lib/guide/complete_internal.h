/* complete_internal.h - what the files of the completion share; nobody else includes it */
#ifndef ROSTER_GUIDE_COMPLETE_INTERNAL_H
#define ROSTER_GUIDE_COMPLETE_INTERNAL_H

#include "guide/complete.h"

/* A command line that is being completed. */
struct completing {
	const struct catalogue *catalogue;
	struct buffer *candidates;
	struct span begun;       /* what the last word has so far, without an opening quote */
	const char *file_z;      /* an export on the line, or NULL */
	const char *delimiter_z; /* the values of options before, or NULL */
	const char *from_charset_z;
};

/* Add a candidate if it begins as the word does; `kept` is what of the word stands before it. */
void add_candidate(
	struct completing *completing, struct span kept, struct span text, const char *meaning_z);

/* The columns of the file on the line, or the platform's; `suffix_z` follows each. */
void add_columns(struct completing *completing, struct span kept, const char *suffix_z);

/*
 * The values of a column in the first records of the file, the groups of a list one by one; each
 * between `quote_z`.
 */
void add_values(
	struct completing *completing, struct span kept, struct span column, const char *quote_z);

/* The last word or text of an expression for --where. */
void complete_expression(struct completing *completing);

#endif

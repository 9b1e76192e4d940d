/* truth.h - TRUE and FALSE, in the spellings that exports have */
#ifndef ROSTER_RECORD_TRUTH_H
#define ROSTER_RECORD_TRUTH_H

#include "record/record.h"

enum truth {
	TRUTH_EMPTY, /* missing, null or "": not FALSE */
	TRUTH_FALSE,
	TRUTH_TRUE,
};

/* "TRUE", "true", "False" ...: the words in any case, nothing else. */
bool truth_parse(struct span text, bool *truth);

/* Read a column. False (a bad record) when it is neither empty nor one of the two words. */
bool record_truth(struct record *record, struct column column, enum truth *truth);

/*
 * Write a column in the spelling it was found in: TRUE, true or True, a JSON boolean where there
 * was one, was null or was nothing. A value that says so already keeps its bytes. False (a bad
 * record) as record_truth.
 */
bool record_set_truth(struct record *record, struct column column, bool truth);

#endif

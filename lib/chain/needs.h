/* needs.h - the columns that a stage cannot do without, among the records that reach it */
#ifndef ROSTER_CHAIN_NEEDS_H
#define ROSTER_CHAIN_NEEDS_H

#include "record/reader.h"

/*
 * A name that no object had is an error, and "no object" means those that came to this stage: so
 * filters joined by `+` say what they would say joined by `|`. Initialise to {0}.
 */
struct needs {
	size_t *unmet; /* columns that no record had so far, in the order they were asked for */
	size_t count;
	bool any; /* some record came */
};

/* Need what was asked for as required since there were `from` such requests. */
void needs_begin(struct needs *needs, const struct columns *columns, size_t from);

/* A good record comes to the stage. */
void needs_meet(struct needs *needs, const struct record *record);

/* At the end: false with error filled (STATUS_BAD_DATA) when records came and none had a column. */
bool needs_check(const struct needs *needs, const struct reader *reader, struct error *error);

void needs_free(struct needs *needs);

#endif

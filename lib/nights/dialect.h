/* dialect.h - how the export of a run is to be read */
#ifndef ROSTER_NIGHTS_DIALECT_H
#define ROSTER_NIGHTS_DIALECT_H

#include "record/key.h"
#include "record/reader.h"
#include "run/preparation.h"

/*
 * Fill in what a reader is to know, but for the paths, and map the columns. False with error filled
 * (STATUS_USAGE) for a value that is none.
 */
bool dialect_read(const struct run_dialect *dialect, struct reader_options *options,
	struct columns *columns, struct error *error);

/* Whether all of it can be read. False with error filled (STATUS_USAGE) if not. */
bool dialect_check(const struct run_dialect *dialect, struct error *error);

#endif

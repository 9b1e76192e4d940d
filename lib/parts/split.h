/* split.h - cut an export between its records */
#ifndef ROSTER_PARTS_SPLIT_H
#define ROSTER_PARTS_SPLIT_H

#include "parts/parts.h"
#include "record/reader.h"

/*
 * Cut the one file of `options` into parts of at most `most` records, in the new folder
 * parts->folder_z. Nothing is looked at but where records end: bad ones are in the parts as they
 * were in the export. False with error filled; the folder is gone again then.
 */
bool parts_split(struct parts *parts, const struct reader_options *options, uint64_t most,
	struct error *error);

#endif

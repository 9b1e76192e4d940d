/* part_rejects.h - the bad records of a part, with their places in the whole export */
#ifndef ROSTER_PARTS_PART_REJECTS_H
#define ROSTER_PARTS_PART_REJECTS_H

#include "io/side_file.h"
#include "parts/parts.h"

/*
 * Append the lines of a part's rejects: file, line and record are what they would be if the export
 * had not been cut. False with error filled: STATUS_REFUSED for lines of a filter that read from a
 * pipe, whose line in the whole nobody knows.
 */
bool part_rejects_add(struct side_file *file, const char *path_z, const struct parts *parts,
	size_t part, struct error *error);

#endif

/* foreign.h - files of other programs that are taken for exports */
#ifndef ROSTER_RECORD_FOREIGN_H
#define ROSTER_RECORD_FOREIGN_H

#include "cli/error.h"
#include "cli/span.h"

#define FOREIGN_MAGIC_MOST 8 /* bytes that are enough to know them by */

/*
 * False with error filled (STATUS_BAD_DATA), saying what to do, when a file begins as spreadsheets
 * and zip files, old spreadsheets, or UTF-16 do, or as an array of JSON objects.
 */
bool foreign_refuse(struct span beginning, const char *file_z, struct error *error);

#endif

/* sums.h - SHA256SUMS: the digests of all files of a folder, for `sha256sum -c` */
#ifndef ROSTER_RUN_SUMS_H
#define ROSTER_RUN_SUMS_H

#include "run/known_sums.h"

#define SUMS_FILE "SHA256SUMS"

/*
 * Write the digests of all files below the folder, by name, but for log.txt (which goes on) and
 * what is written when the run is approved. Those of `known` (by their paths, as the folder's and a
 * slash before what is below it) are not read. False with error filled.
 */
bool sums_write(const char *folder_z, const struct known_sums *known, struct error *error);

/*
 * Compare; what was pruned is not missing. False with error filled: STATUS_DIFFERENT with the first
 * file that differs, is missing or was added; STATUS_SYSTEM when one cannot be read.
 */
bool sums_check(const char *folder_z, struct error *error);

#endif

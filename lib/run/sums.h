/* sums.h - SHA256SUMS: the digests of all files of a folder, for `sha256sum -c` */
#ifndef ROSTER_RUN_SUMS_H
#define ROSTER_RUN_SUMS_H

#include "cli/error.h"

#include <stddef.h>

#define SUMS_FILE "SHA256SUMS"

/* The digest that a file of the folder had when it was put there. */
struct known_sum {
	const char *name_z, *digest_z;
};

/*
 * Write the digests of all files below the folder, by name, but for log.txt (which goes on) and
 * what is written when the run is approved. False with error filled, also when one of the `known`
 * files is not what it was.
 */
bool sums_write(const char *folder_z, const struct known_sum *known, size_t known_count,
	struct error *error);

/* The error for that (STATUS_REFUSED). Returns false. */
bool sums_refuse_changed(const char *name_z, struct error *error);

/*
 * Compare; what was pruned is not missing. False with error filled: STATUS_DIFFERENT with the first
 * file that differs, is missing or was added; STATUS_SYSTEM when one cannot be read.
 */
bool sums_check(const char *folder_z, struct error *error);

#endif

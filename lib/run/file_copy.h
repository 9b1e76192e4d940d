/* file_copy.h - a file as it is taken into a run */
#ifndef ROSTER_RUN_FILE_COPY_H
#define ROSTER_RUN_FILE_COPY_H

#include "run/digest.h"
#include "run/fingerprint.h"

/* What the bytes of the file are. */
struct file_copy {
	char digest_z[DIGEST_TEXT_SIZE];
	char print_z[FINGERPRINT_TEXT_SIZE];
	uint64_t size;
};

/*
 * Copy a file to a new one, mode 0600, fsynced. False with error filled; STATUS_REFUSED when
 * somebody wrote to it meanwhile.
 */
bool file_copy_make(
	struct file_copy *copy, const char *from_z, const char *to_z, struct error *error);

#endif

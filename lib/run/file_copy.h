/* file_copy.h - a file as it is taken into a run */
#ifndef ROSTER_RUN_FILE_COPY_H
#define ROSTER_RUN_FILE_COPY_H

#include "run/digest.h"
#include "run/fingerprint.h"
#include "run/sync_thread.h"

#include <sys/stat.h>

/* What the bytes of the file are. Initialise to {0}; end it with file_copy_end. */
struct file_copy {
	char digest_z[DIGEST_TEXT_SIZE];
	char print_z[FINGERPRINT_TEXT_SIZE];
	uint64_t size;
	struct sync_thread *sync; /* until the copy is on the disk */
};

/*
 * Copy a file to a new one, mode 0600. False with error filled; STATUS_REFUSED when it is not as it
 * was when it was looked at (NULL: when it was opened), because somebody wrote to it meanwhile or
 * put another one in its place. The copy can be read from here on, and lasts from file_copy_end on.
 */
bool file_copy_make(struct file_copy *copy, const char *from_z, const char *to_z,
	const struct stat *looked, struct error *error);

/*
 * Wait until the copy is on the disk; `to_z` is its name. False with error filled. A copy that was
 * never made, or has been ended, is.
 */
bool file_copy_end(struct file_copy *copy, const char *to_z, struct error *error);

#endif

/* approval_uploads.h - which parts of an approval are on the platform */
#ifndef ROSTER_RUN_APPROVAL_UPLOADS_H
#define ROSTER_RUN_APPROVAL_UPLOADS_H

#include "run/approval.h"

/* The parts that uploaded.ndjson lists. Initialise to {0}; free with approval_uploads_free. */
struct approval_uploads {
	char **parts_z;
	char **at_z;
	char **by_z; /* NULL: nobody said */
	size_t count;
};

/*
 * Read them; none, where there is no such file. What stands behind the last line feed was cut off
 * by a crash and does not count. False with error filled (STATUS_SYSTEM) for a line that is none.
 */
bool approval_uploads_read(
	struct approval_uploads *uploads, const char *run_z, struct error *error);

/* The number of a part among them; count: it was not uploaded. */
size_t approval_uploads_find(const struct approval_uploads *uploads, const char *part_z);

/* When a part was uploaded; NULL: it was not. */
const char *approval_uploads_at_z(const struct approval_uploads *uploads, const char *part_z);

/*
 * Note durably that a part was uploaded now; `by_z` may be NULL. False with error filled:
 * STATUS_REFUSED when it is noted already, STATUS_SYSTEM.
 */
bool approval_uploads_add(
	const char *run_z, const struct approval_part *part, const char *by_z, struct error *error);

void approval_uploads_free(struct approval_uploads *uploads);

#endif

/* approval_files.h - the files of an approval, which appear in a run's folder together */
#ifndef ROSTER_RUN_APPROVAL_FILES_H
#define ROSTER_RUN_APPROVAL_FILES_H

#include "cli/span.h"
#include "io/buffer.h"
#include "run/digest.h"

/* A folder in the run's, for files that are not yet whole; mode 0700. */
#define APPROVAL_WORK_FOLDER ".approval"

struct approval_file {
	char *name_z;
	struct digest digest; /* of what was added, until approval_files_sync */
	char digest_z[DIGEST_TEXT_SIZE];
	uint64_t size; /* bytes */
	struct buffer pending;
	bool made;
};

/* Initialise with approval_files_begin; free with approval_files_free. */
struct approval_files {
	char *run_z;
	struct approval_file *list;
	size_t count, capacity;
	bool published;
};

/*
 * Whether a file of a run's folder is one that an approval or what comes after it leaves there, and
 * so is not among the files that the run itself wrote.
 */
bool approval_files_owns(const char *name_z);

/*
 * Begin in the folder `run_z`, which has no approval: what an attempt that died left there is
 * removed, but for decisions.json. False with error filled (STATUS_SYSTEM).
 */
bool approval_files_begin(struct approval_files *files, const char *run_z, struct error *error);

/* Whether there is a file of that name already. */
bool approval_files_has(const struct approval_files *files, const char *name_z);

/* A new file, empty; its number. */
size_t approval_files_new(struct approval_files *files, const char *name_z);

/* Append. No descriptor stays open, so there may be any number of files. */
bool approval_files_add(
	struct approval_files *files, size_t file, struct span bytes, struct error *error);

/* Write what is pending of all of them and make it durable; digests are known then. */
bool approval_files_sync(struct approval_files *files, struct error *error);

/*
 * Give all of them, synced, their place in the run's folder, `last` after all others are durable
 * there: before that nothing counts, from then on everything is there.
 */
bool approval_files_publish(struct approval_files *files, size_t last, struct error *error);

/* What was not published is removed. */
void approval_files_free(struct approval_files *files);

#endif

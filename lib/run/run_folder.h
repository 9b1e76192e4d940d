/* run_folder.h - the folder of one run, from .partial to its name or to .failed */
#ifndef ROSTER_RUN_RUN_FOLDER_H
#define ROSTER_RUN_RUN_FOLDER_H

#include "cli/error.h"

/* What a run's folder is called until it is proposed, and when it has failed. */
#define RUN_PARTIAL_SUFFIX ".partial"
#define RUN_FAILED_SUFFIX ".failed"

/*
 * Written first: `program`, `pipeline` (its name), `as_of`, `at` (seconds of POSIX time), `export`
 * (its copy's name) and `export_day` (when it was modified, by the local clock).
 */
#define RUN_STARTED_FILE "started.json"

struct run_folder;

/*
 * Make RUNS (0700, if it is not there) and in it AS_OF-BASE.partial (0700), or AS_OF-BASE-2.partial
 * where the name is taken; the caller holds the lock of RUNS, so an older .partial is of a run that
 * died, and is set aside as .failed. NULL with error filled. Free with run_folder_free.
 */
struct run_folder *run_folder_create(
	const char *runs_z, const char *as_of_z, const char *base_z, struct error *error);

/* The name it is to have; its path now; the path of a file in it (free with free()). */
const char *run_folder_name_z(const struct run_folder *folder);
const char *run_folder_path_z(const struct run_folder *folder);
char *run_folder_file_z(const struct run_folder *folder, const char *name_z);

/* The descriptor of its log.txt, and a line in it, with the time before it. */
int run_folder_log(const struct run_folder *folder);
void run_folder_say(const struct run_folder *folder, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Make it durable and give it its name. */
bool run_folder_publish(struct run_folder *folder, struct error *error);

/* Say why as the log's last line, and set it aside as .failed. */
void run_folder_fail(struct run_folder *folder, const char *why_z);

/* NULL is allowed. */
void run_folder_free(struct run_folder *folder);

#endif

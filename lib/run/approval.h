/* approval.h - who approved a run, what is to be uploaded of it, and what has been */
#ifndef ROSTER_RUN_APPROVAL_H
#define ROSTER_RUN_APPROVAL_H

#include "run/digest.h"

#include <jansson.h>
#include <time.h>

/* What `approve` leaves in a run's folder; update-*.csv besides. */
#define APPROVAL_FILE "approval.json"
#define APPROVAL_GUIDE "UPLOAD.txt"
#define APPROVAL_DECISIONS "decisions.json"
#define APPROVAL_MANUAL "manual.csv"
#define APPROVAL_CHANGES "approved.ndjson" /* a line a value, as in a journal, with its `part` */
#define APPROVAL_NEVER "never.csv"
#define APPROVAL_REMOVALS "removal-approved.csv"
#define APPROVAL_LETTER "removal-letter.txt"
#define APPROVAL_STILL_THERE "removal-still-there.csv"

/* What `uploaded` appends to: a line a part, {"part", "sha256", "at", "by"}. */
#define APPROVAL_UPLOADED "uploaded.ndjson"

#define APPROVAL_TIME_SIZE sizeof("2026-11-24T13:05:00Z")

struct approval_part {
	char *name_z;
	char *sha256_z;
	uint64_t contacts;
};

/*
 * approval.json: `run`, `program`, `manifest_sha256`, `by`, `at`, `note` if there was one, `files`
 * (`name`, `sha256`, `columns`, `contacts`), `contacts` in them, `left_out` by decisions,
 * `decisions_sha256` if there were any, and `removal` (`file`, `sha256`, `contacts`) if a list
 * goes to the platform's staff, `changes_sha256` (of approved.ndjson) if there are files. Free with
 * approval_free.
 */
struct approval {
	char *run_z, *program_z, *manifest_sha256_z, *by_z, *at_z;
	struct approval_part *parts;
	size_t part_count;
	struct approval_part removal; /* without a name: there is none */
	struct approval_part changes; /* as a journal; without a name: there are none */
};

/* Whether the run's folder holds an approval; false, with error filled, where it cannot be seen. */
bool approval_exists(const char *run_z, bool *there, struct error *error);

/*
 * Read it. False with error filled: STATUS_REFUSED when there is none or it is of another state of
 * the run than the manifest's now, STATUS_SYSTEM when it cannot be read.
 */
bool approval_read(struct approval *approval, const char *run_z, struct error *error);

/* The path of a part, whose bytes are still those approved; free with free(). NULL, error filled.
 */
char *approval_part_path_z(
	const struct approval_part *part, const char *run_z, struct error *error);

/*
 * Whether the run, if it is approved, has all that the approval names as it was approved. False
 * with error filled: STATUS_DIFFERENT, STATUS_SYSTEM.
 */
bool approval_check(const char *run_z, struct error *error);

void approval_free(struct approval *approval);

/*
 * Whether a text that a person gives, a name or a note, is one line of UTF-8 with something in it.
 * False with error filled (STATUS_USAGE); `option_z` is for the message.
 */
bool approval_check_text(const char *option_z, const char *text_z, struct error *error);

/* A time in UTC. */
void approval_time_print(time_t time, char text_z[APPROVAL_TIME_SIZE]);

#endif

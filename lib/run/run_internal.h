/* run_internal.h - what the parts of a run share; nobody else includes it */
#ifndef ROSTER_RUN_RUN_INTERNAL_H
#define ROSTER_RUN_RUN_INTERNAL_H

#include "run/digest.h"
#include "run/file_copy.h"
#include "run/fingerprint.h"
#include "run/known_sums.h"
#include "run/lock.h"
#include "run/run.h"
#include "run/run_command.h"
#include "run/run_folder.h"

#include <time.h>

struct run {
	const struct run_request *request;
	char as_of_z[DATE_TEXT_SIZE];
	struct lock *lock;
	struct run_folder *folder;
	char *pipeline_name_z;
	struct stat export_looked;  /* as it was when the run began */
	const char *export_name_z;  /* in the folder */
	const char *cleaned_name_z; /* in the folder */
	struct file_copy export;
	struct file_copy pipeline;                   /* of a script */
	struct digest cleaned_digest;                /* of its content */
	char cleaned_print_z[FINGERPRINT_TEXT_SIZE]; /* of its content, too */
	uint64_t expected_size;                      /* of that, from the last run; 0: not known */
	struct stage_list stages;
	struct proof_counts counts;
	struct known_sums sums;
	struct page *page; /* from the proof until the results are written */
	struct preparation found;
};

/* Take the lock and make the folder; give them back. */
bool run_begin(struct run *run, struct error *error);
void run_end(struct run *run);

/* Copy export, pipeline and lists into the folder. The copy of the export is still to be ended. */
bool run_copy_inputs(struct run *run, struct error *error);

/*
 * Run the pipeline, and have what it writes in the folder as the cleaned file. False with error
 * filled when it fails.
 */
bool run_the_pipeline(struct run *run, struct error *error);

/*
 * Compare the export with the one of the last proposed run of the same program and pipeline. False
 * with error filled (STATUS_REFUSED) when it is suspicious and that is not allowed.
 */
bool run_check_export_is_new(struct run *run, struct error *error);
bool run_check_export_is_whole(const struct run *run, struct error *error);

/* Gather the stages' side files, and write page, manifest and SHA256SUMS. */
bool run_write_results(struct run *run, struct error *error);

#endif

/* approve.h - a proposed run becomes files to upload */
#ifndef ROSTER_REVIEW_APPROVE_H
#define ROSTER_REVIEW_APPROVE_H

#include "review/update_sorter.h"

/* All borrowed. */
struct approve_request {
	const char *run_z; /* its folder */
	const char *by_z;
	const char *note_z;      /* NULL: none */
	const char *decisions_z; /* a file; NULL: none */
	const char
		*protect_list_z; /* where contacts go that are never to be changed; NULL: nowhere */
	uint64_t max_age;        /* seconds */
	uint64_t max_size;       /* bytes; each update file is smaller */
	bool by_signalvine_id;
	const char *const *mappings_z; /* of columns, each ROLE=NAME */
	size_t mapping_count;
};

struct approve_result {
	struct sorter_counts counts;
	size_t parts;
	uint64_t manual;
	uint64_t removals, removals_again, still_there;
	size_t never_rules; /* stages that are never to change anything again */
	uint64_t protected; /* contacts added to the protect list */
};

/*
 * Prove the run once more, and write into its folder, all or nothing: the update files, what to do
 * with them, and approval.json last. False with error filled: STATUS_REFUSED when the run may not
 * be approved (see approvable_open), was changed since it was proposed, or the decisions are about
 * something else; STATUS_BAD_DATA, STATUS_SYSTEM.
 */
bool approve_run(
	const struct approve_request *request, struct approve_result *result, struct error *error);

#endif

/* removals.h - the contacts that the platform's staff is asked to delete, none of them twice */
#ifndef ROSTER_REVIEW_REMOVALS_H
#define ROSTER_REVIEW_REMOVALS_H

#include "io/span_map.h"
#include "review/contact_names.h"
#include "run/approval_files.h"
#include "run/run_list.h"

/* A run whose approval asked for removals. */
struct removal_request {
	char *run_z;
	char *at_z; /* when it was approved */
};

/* Initialise to {0} with `files`, borrowed; free with removals_free. */
struct removals {
	struct approval_files *files;
	struct removal_request *requests; /* earlier ones */
	size_t request_count;
	struct span_map asked;   /* a letter for the column and an id -> request */
	size_t list, still_list; /* files, where there is a line */
	uint64_t count;          /* asked for now */
	uint64_t opted_out;      /* of these */
	uint64_t again;          /* taken out of the export now, but asked for before */
	uint64_t still_there;    /* asked for before, and in the export all the same */
	struct buffer line;
};

/*
 * Take up what the approved runs of `program_z` in the list have asked for. False with error
 * filled; a list that was changed since is STATUS_REFUSED.
 */
bool removals_read_earlier(struct removals *removals, const struct run_list *runs,
	const char *program_z, struct error *error);

/* The request that had a contact in it, by either id; NULL: there was none. */
const struct removal_request *removals_find(
	struct removals *removals, const struct contact_names *names);

/* A contact of the export: is it one that was asked for before? */
bool removals_meet(struct removals *removals, const struct contact_names *names, bool *asked_before,
	struct error *error);

/* Ask for one, by removal-approved.csv. */
bool removals_add(struct removals *removals, const struct contact_names *names, bool opted_out,
	struct error *error);

void removals_free(struct removals *removals);

#endif

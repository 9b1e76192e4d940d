/* update_sorter.h - what becomes of each change of a run: an update, a removal, manual work */
#ifndef ROSTER_REVIEW_UPDATE_SORTER_H
#define ROSTER_REVIEW_UPDATE_SORTER_H

#include "review/decisions.h"
#include "review/diff_values.h"
#include "review/manual_work.h"
#include "review/overtaken.h"
#include "review/removals.h"
#include "review/repeated_keys.h"
#include "review/update_columns.h"
#include "review/update_files.h"
#include "run/proof.h"

/* A field that stages changed, of the record at hand. */
struct touched_field {
	struct span name;     /* as the export has it */
	size_t field;         /* in the export, unless added */
	bool added;           /* the object in the export has no such key */
	bool left_out;        /* it goes into no update file, by a decision about a stage or else */
	const char *filter_z; /* of the last stage */
};

struct sorter_counts {
	uint64_t contacts;      /* in update files */
	uint64_t values;        /* in update files */
	uint64_t opted_in;      /* contacts whose `active` becomes TRUE */
	uint64_t opted_out;     /* contacts whose `active` becomes FALSE */
	uint64_t left_out;      /* contacts of which a decision left something out */
	uint64_t rejected;      /* bad records, of which nothing was changed */
	uint64_t never;         /* contacts that are never to be changed */
	uint64_t never_unnamed; /* of these, without a customer_id: no list can name them */
};

/* Initialise with what is borrowed, the rest {0}; free with update_sorter_free. */
struct update_sorter {
	struct approval_files *files;
	const struct stage_list *stages;
	struct decisions *decisions;
	struct repeated_keys *repeated;
	struct overtaken *overtaken;
	struct removals *removals;
	struct manual_work *manual;
	struct update_files *updates;
	const char *const *mappings_z; /* of --column, each ROLE=NAME */
	size_t mapping_count;
	bool by_signalvine_id; /* contacts without customer_id get files of their own */

	struct update_columns columns;
	struct column customer_id, signalvine_id, active, phone_valid, group_list;
	struct column first_name, last_name, full_name, phone; /* for hands */
	struct group_sets group_sets;
	struct sorter_counts counts;
	size_t changes, never; /* files, where there is a line */
	struct buffer line;

	/* the record at hand */
	struct record *record;
	bool some_left_out; /* of its values, by a decision */
	bool unreadable;    /* an id or the groups of it: see its defect */
	bool refused;       /* what was changed of it cannot be read: that ends the proof */
	struct contact_names names;
	const struct decision *decision; /* that leaves the contact out, or NULL */
	bool inactive;
	struct touched_field *touched;
	size_t touched_count, touched_capacity;
	struct update_value *values;
	size_t value_capacity;
};

/*
 * Map the columns of --column in all that reads an export by `columns`. False with error filled for
 * what is no mapping.
 */
bool update_sorter_map(
	const struct update_sorter *sorter, struct columns *columns, struct error *error);

/* Who watches the proof of `stages` and sorts what it sees; both are borrowed. */
struct proof_watcher update_sorter_watcher(struct update_sorter *sorter);

/* The raw bytes that a touched field of the record at hand has become. */
struct span update_sorter_raw(
	const struct update_sorter *sorter, const struct touched_field *touched);

void update_sorter_free(struct update_sorter *sorter);

#endif

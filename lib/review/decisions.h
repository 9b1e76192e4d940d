/* decisions.h - what a reviewer left out of a run: contacts, rules, groups */
#ifndef ROSTER_REVIEW_DECISIONS_H
#define ROSTER_REVIEW_DECISIONS_H

#include "io/buffer.h"
#include "io/span_map.h"
#include "record/groups.h"
#include "run/stage_list.h"

#include <jansson.h>

#define DECISION_FIELDS_MOST 8

enum decision_scope {
	DECISION_CONTACT, /* every change of a contact */
	DECISION_RULE,    /* every change of a stage */
	DECISION_GROUP,   /* every changed contact whose record in the export lists a group */
};

struct decision {
	enum decision_scope scope;
	struct span name;   /* the key, the stage, the group */
	bool never;         /* else: not now */
	struct span reason; /* or empty */
	bool met;           /* somebody whom it is about is changed */
};

/* The contacts that are known by one column. */
struct decision_field {
	const char *name_z;
	struct column column;
	struct span_map by_key; /* -> decision */
};

/* Initialise to {0}; free with decisions_free. */
struct decisions {
	const char *path_z;  /* borrowed; NULL: there are none */
	struct buffer bytes; /* of the file */
	json_t *document;
	struct decision *list;
	size_t count;
	struct decision_field fields[DECISION_FIELDS_MOST];
	size_t field_count;
	struct span_map by_group, by_stage;
	struct column groups;
	uint32_t *matched; /* decisions about the contact at hand */
	size_t matched_count;
};

/*
 * Read decisions.json: `run`, `manifest_sha256`, and `decisions`, each with `scope` (contact, rule
 * or group), `when` ("not now" or "never"), perhaps a `reason`, and `key` with `key_field`, `stage`
 * or `group`. False with error filled: STATUS_BAD_DATA for anything else, STATUS_REFUSED when they
 * are about another run than `run_z`, or another state of it.
 */
bool decisions_read(struct decisions *decisions, const char *path_z, const char *run_z,
	const char *manifest_sha256_z, struct error *error);

/* Ask for the columns by which contacts and groups are known. */
void decisions_want(struct decisions *decisions, struct columns *columns);

/* Whether the changes of a stage are left out. */
bool decisions_leave_out_stage(const struct decisions *decisions, const char *stage_z);

/*
 * Find the decision that leaves a contact out, should it be changed: it is looked at as it is in
 * the export; NULL: none does. One that says never goes before others. False with the record's
 * defect filled when its groups or keys cannot be read.
 */
bool decisions_find_contact(
	struct decisions *decisions, struct record *record, const struct decision **found);

/* The contact looked at last is changed, so its decisions leave something out. */
void decisions_meet(struct decisions *decisions);

/*
 * False with error filled (STATUS_BAD_DATA) when one of them is about a rule that is none of the
 * stages, or a contact or a group of which nothing is changed.
 */
bool decisions_check_met(
	const struct decisions *decisions, const struct stage_list *stages, struct error *error);

/* How many stages are never to change anything again. */
size_t decisions_count_never_rules(const struct decisions *decisions);

void decisions_free(struct decisions *decisions);

#endif

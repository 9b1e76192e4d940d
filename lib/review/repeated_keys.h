/* repeated_keys.h - the ids that stand in an export more than once */
#ifndef ROSTER_REVIEW_REPEATED_KEYS_H
#define ROSTER_REVIEW_REPEATED_KEYS_H

#include "io/buffer.h"
#include "io/span_map.h"
#include "record/columns.h"
#include "review/contact_names.h"
#include "run/stage_list.h"

/* Initialise to {0}; free with repeated_keys_free. */
struct repeated_keys {
	struct span_map keys; /* a digit for the column and the id */
	struct buffer text;
	struct columns columns; /* with mappings made before repeated_keys_read */
};

/*
 * Read an export in the stage's input format, and note each contact's id, its customer_id or, where
 * it has none, its signalvine_id. Bad records are passed over. That an id was there already is
 * taken from 62 bits of its hash (seen_keys.h): by chance one that was not is noted, too. False
 * with error filled.
 */
bool repeated_keys_read(struct repeated_keys *repeated, const char *export_z,
	const struct run_stage *stage, struct error *error);

/* Whether the contact has its id with another one. */
bool repeated_keys_have(struct repeated_keys *repeated, const struct contact_names *names);

void repeated_keys_free(struct repeated_keys *repeated);

#endif

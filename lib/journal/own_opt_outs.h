/* own_opt_outs.h - who became inactive, not by a clean-up of ours, and not before which day */
#ifndef ROSTER_JOURNAL_OWN_OPT_OUTS_H
#define ROSTER_JOURNAL_OWN_OPT_OUTS_H

#include "cli/error.h"
#include "io/span_map.h"
#include "journal/guard_rules.h"
#include "record/date.h"

/* The last time that it was seen of one key. */
struct own_opt_out {
	struct span key;
	size_t key_number;  /* of guard_key_names */
	struct date active; /* the last day on which an export showed the contact not FALSE yet */
};

/* Initialise to {0}; free with own_opt_outs_free. */
struct own_opt_outs {
	struct span_map by_key[GUARD_KEY_COUNT]; /* -> number in list */
	struct own_opt_out *list;                /* in the order of adding */
	size_t count, capacity;
};

/* Of two days of one key the later one counts. The key is copied. */
void own_opt_outs_add(
	struct own_opt_outs *opt_outs, size_t key_number, struct span key, struct date active);

/*
 * Add those of a file of NDJSON, each line with `key`, `key_field` (one of guard_key_names) and
 * `active_on` (YYYY-MM-DD). False with error filled (STATUS_BAD_DATA) for a line that is none.
 */
bool own_opt_outs_read(struct own_opt_outs *opt_outs, const char *path_z, struct error *error);

/*
 * Whether the contact, by any of its keys, was seen to opt out after a consent of the day
 * `consent`:
 * `*active`, the latest day that is known of it, is a later one.
 */
bool own_opt_outs_follow(const struct own_opt_outs *opt_outs, const struct guard_contact *contact,
	struct date consent, struct date *active);

void own_opt_outs_free(struct own_opt_outs *opt_outs);

#endif

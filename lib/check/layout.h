/* layout.h - which field of a record is which column, and what is to be checked in it */
#ifndef ROSTER_CHECK_LAYOUT_H
#define ROSTER_CHECK_LAYOUT_H

#include "check/dates.h"
#include "check/findings.h"
#include "check/native.h"
#include "check/numbers.h"
#include "check/repeats.h"
#include "io/span_map.h"
#include "record/key.h"

#define NO_FIELD SIZE_MAX

/* A column that was met in some file, by its exact name. It does not move. */
struct checked_column {
	struct span name;
	unsigned roles;
	size_t native;        /* in natives[], or NATIVE_MOST: none */
	bool exact;           /* named exactly so */
	size_t key;           /* in the list of --key, for ROLE_KEY */
	bool doubted;         /* it was said that it is ambiguous */
	struct finding first; /* where it was met first */
	struct date_column dates;
	struct id_digits ids;
	struct repeats repeats; /* of its values, for ROLE_KEY */
};

/* A field of the records that are being read. */
struct checked_field {
	size_t field;
	struct checked_column *column;
	unsigned roles; /* ROLE_UNNATIVE where another field has a better claim to them */
};

/* Initialise to {0}, then layout_begin; free with layout_free. */
struct layout {
	struct columns wanted;                     /* natives and keys, with what --column says */
	struct column native_columns[NATIVE_MOST]; /* as in natives[] */
	bool native_seen[NATIVE_MOST];
	struct key_columns keys;
	struct span_map numbers;
	struct checked_column **list;
	size_t count, capacity;

	struct checked_field *fields; /* all of the record that was fitted last */
	struct checked_field *
		*looked; /* those whose values are to be looked at, whatever they are */
	size_t looked_count;
	bool settled; /* set it when dates.settled became true: fewer have to be looked at */
	size_t field_count, field_capacity;
	size_t key_fields[KEY_COLUMNS_MOST]; /* in the order of --key, or NO_FIELD */
	bool has_key;                        /* one of them is a field */
	bool key_seen;                       /* has_key was true since this was last set to false */
};

/*
 * Ask for the native columns, and for those of --key (NULL: the usual ones). columns_map on
 * `wanted` comes before. False with error filled (STATUS_USAGE).
 */
bool layout_begin(struct layout *layout, const char *keys_z, struct error *error);

/*
 * Fit to records with these names, unless it is so already. True when something changed.
 * `place` is where the names stand, for what there is to say about them.
 */
bool layout_fit(struct layout *layout, const struct span *names, size_t count,
	const struct place *place, struct findings *findings);

/* Choose anew which fields are to be looked at, if `settled` says so; layout_fit does it itself. */
void layout_choose(struct layout *layout);

/* At the end: columns that the platform does not know, or whose names are perhaps misspelled. */
void layout_report(struct layout *layout, struct findings *findings);

void layout_free(struct layout *layout);

#endif

/* opt_outs.h - a list of those who opted out, and who of the export is one of them */
#ifndef ROSTER_JOURNAL_OPT_OUTS_H
#define ROSTER_JOURNAL_OPT_OUTS_H

#include "journal/evidence.h"
#include "record/phone_set.h"
#include "record/reader.h"

/* Initialise to {0}; free with opt_outs_free. */
struct opt_outs {
	struct span_map by_key[GUARD_KEY_COUNT]; /* that the list names -> number of whom */
	bool *found; /* by number: the export has whom a row names by key alone */
	size_t named, unfound, capacity; /* how many those are, and are not found; room for them */
	struct phone_set phones;         /* that the list names */
	struct phone_set of_listed;      /* that contacts of the export have whom it names by key */
	struct span_map had_listed[GUARD_KEY_COUNT]; /* who has one of these phones in the export */
	struct span_map had_shared[GUARD_KEY_COUNT];
	struct span_map had_none[GUARD_KEY_COUNT]; /* who has none to be compared */
	struct evidence *evidence;     /* borrowed: meets the contacts, too; NULL: there is none */
	bool export_known;             /* these four are complete; for whoever meets the contacts */
	bool names_phones;             /* some row has a phone */
	bool only_by[GUARD_KEY_COUNT]; /* some row has nothing but this key */
};

/*
 * Read a list with a column customer_id, signalvine_id or phone, or several of them. A row that
 * names nobody, or something that is no phone, is an error: false with error filled.
 */
bool opt_outs_read(struct opt_outs *list, const char *path_z, struct error *error);

/*
 * Read the export, to know which phones those have whom the list names by key, and who had a listed
 * phone before a filter gave him another. `mapping` has the names that its columns are to have.
 * Records that cannot be read leave export_known false; only a file that cannot be opened, or has
 * no such columns, is an error.
 */
bool opt_outs_read_export(struct opt_outs *list, const struct reader_options *export,
	const struct columns *mapping, struct error *error);

/*
 * The same by one row, and by one contact of the export; `is_out` is for the evidence alone. All
 * contacts are met in the first pass and again in the second. False for a row that names nobody,
 * and a contact whose part in it cannot be known.
 */
bool opt_outs_add(struct opt_outs *list, const struct guard_contact *row);
bool opt_outs_meet(struct opt_outs *list, const struct guard_contact *contact, int pass);

/* Which of the facts about the list hold: GUARD_IS_COMPARABLE and all behind it. */
unsigned opt_outs_facts(const struct opt_outs *list, const struct guard_contact *contact);

void opt_outs_free(struct opt_outs *list);

#endif

/* examine.h - look at one record after the other, and remember what matters for all of them */
#ifndef ROSTER_CHECK_EXAMINE_H
#define ROSTER_CHECK_EXAMINE_H

#include "check/findings.h"
#include "check/group_names.h"
#include "check/layout.h"
#include "check/repeat_report.h"
#include "journal/evidence.h"
#include "journal/opt_outs.h"

/* Initialise to {0}; set findings.most and `files`, and call layout_begin. */
struct examination {
	struct findings findings;
	struct layout layout;
	struct group_names groups;
	struct repeats phones;
	struct span phone_name; /* of their column */
	struct helper helper;   /* of the repeats */
	struct file_lines files;
	uint64_t records; /* bad ones included */
	uint64_t bad_records;
	bool unread; /* a file could not be read to its end */
	uint64_t active, inactive;
	const struct opt_outs *suppressed; /* borrowed, see opted_out.h; NULL: no list */
	const struct evidence *evidence;   /* borrowed; NULL: there is none */
	uint64_t out_by_us, out_not_by_us; /* inactive contacts, by the evidence */

	/* of the file that is being read */
	size_t file;
	uint64_t file_records;
	struct place header; /* of CSV; NDJSON has line 0 */
	struct place_list keyless;

	/* of the record that is being looked at */
	struct record *record;
	struct span key;
	struct buffer text; /* scratch */
};

/* What is in a value, for those who look at it: as text, and where. */
struct looked_value {
	const struct checked_field *field;
	struct span text;
};

/* Look at a record, or at a bad one. */
void examine_record(struct examination *examination, struct record *record);
void examine_bad_record(struct examination *examination, const struct record *record);

/* The end of one file, and of all of them. */
void examine_file_end(struct examination *examination);
void examine_end(struct examination *examination);

/*
 * Note what is wrong with a value: NAME is "VALUE", and `more_z` behind it (may be NULL). The texts
 * are made only if they will be shown.
 */
void examine_find_value(struct examination *examination, enum kind kind,
	const struct looked_value *value, const char *more_z);

/* The place of a value. */
struct place examine_place(const struct examination *examination, size_t field);

/* Fill a finding about a value, in scratch memory that holds until the next such call. */
void examine_describe(struct examination *examination, const struct looked_value *value,
	const char *more_z, struct finding *finding);

void examination_free(struct examination *examination);

#endif

/* shared_phones.h - contacts that share a phone, and which of them is to stay */
#ifndef ROSTER_DEDUPE_SHARED_PHONES_H
#define ROSTER_DEDUPE_SHARED_PHONES_H

#include "io/span_map.h"
#include "record/reader.h"

#define SAME_COLUMNS_MOST 8

/* Initialise to {0}. What is borrowed is so until the export has been judged. */
struct shared_request {
	struct reader_options files;  /* none of them standard input */
	const struct columns *mapped; /* borrowed: what --column says */
	const char *newest_z;         /* keep the newest by this column; NULL: the first */
	const struct span *same;      /* what copies have alike besides the phone */
	size_t same_count;
};

/* The columns of one reading; made by shared_columns_want. */
struct shared_columns {
	struct column phone, active, date;
	struct column same[SAME_COLUMNS_MOST];
};

void shared_columns_want(struct shared_columns *wanted, const struct shared_request *request,
	struct columns *columns);

enum share {
	SHARE_NONE, /* nobody else has this phone */
	SHARE_KEPT,
	SHARE_COPY,
	SHARE_LEFT_OPTED_OUT,   /* who would stay did not opt out, but another one did */
	SHARE_LEFT_PLACEHOLDER, /* the phone is nobody's */
	SHARE_LEFT_UNDATED,     /* a date cannot be read, or there is none */
	SHARE_COUNT,
};

/* Initialise to {0}; free with shared_phones_free. Some 130 bytes a contact. */
struct shared_phones {
	const struct shared_request *request; /* borrowed */
	struct shared_member *members;        /* who has a phone, in the order of the records */
	size_t member_count, member_capacity;
	struct shared_group *groups;
	size_t group_count, group_capacity;
	struct span_map by_key; /* digits, and what is to be the same -> group */
	struct buffer key;
	size_t next; /* the member to be judged next */
};

/*
 * Read all contacts once. Bad records are left out, so that none of them is the one that stays.
 * False with error filled when the files cannot be read.
 *
 * Of those with one phone (the same digits) and the same texts in the columns `same` one stays by
 * the policy, or all that are newest; and so does everybody who opted out, whose opt-out would be
 * lost otherwise. When somebody opted out and nobody of those who stay by the policy did, the
 * phone's contacts are left alone.
 */
bool shared_phones_read(
	struct shared_phones *shared, const struct shared_request *request, struct error *error);

/*
 * What a record of the second reading is, which comes in the same order. False: a bad record, or
 * error filled (STATUS_BAD_DATA) when it is not the one that was read before.
 */
bool shared_phones_judge(struct shared_phones *shared, const struct shared_columns *columns,
	struct record *record, enum share *share, struct error *error);

/* The record that was judged last, as `share`, goes on: it is no bad one for another reason. */
void shared_phones_pass_on(struct shared_phones *shared, enum share share);

/*
 * Whether of each phone of which copies passed on somebody that stays did, too. False with error
 * filled (STATUS_BAD_DATA) if not: he was a bad record after all.
 */
bool shared_phones_check(const struct shared_phones *shared, struct error *error);

/* How many phones more than one contact has, and how many contacts these are. */
size_t shared_phones_count(const struct shared_phones *shared, uint64_t *contacts);

void shared_phones_free(struct shared_phones *shared);

#endif

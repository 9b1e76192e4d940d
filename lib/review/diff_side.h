/* diff_side.h - one of the two exports: its contacts, one after the other */
#ifndef ROSTER_REVIEW_DIFF_SIDE_H
#define ROSTER_REVIEW_DIFF_SIDE_H

#include "record/reader.h"
#include "review/diff.h"
#include "review/diff_again.h"
#include "review/diff_shelf.h"
#include "review/diff_values.h"

/* A contact: a record, or one of which the values were kept. All is borrowed. */
struct diff_contact {
	struct key key;
	uint64_t hash;
	uint64_t line;
	struct record *record;      /* the reader's, until the next is read; or NULL */
	const struct diff_fit *fit; /* of its fields */
	struct span packed;         /* without a record: its values */
};

struct diff_contact diff_contact_of(const struct diff_held *held);

/* Initialise to {0}; free with diff_side_close. */
struct diff_side {
	enum diff_side_number number;
	const struct diff_request *request; /* borrowed */
	const struct diff_side *other;      /* borrowed */
	const char *name_z;                 /* for messages */
	struct columns columns;
	struct key_columns keys;
	size_t key_positions[KEY_COLUMNS_MOST]; /* what number each had when it was asked for */
	struct reader *reader;
	struct diff_columns *shared; /* borrowed: of both sides */
	struct diff_fit fit;
	struct diff_again again;
	struct diff_shelf ahead; /* read, but not handed out */
	struct diff_cursor next_ahead;
	struct span *texts; /* of diff_side_values */
	size_t text_capacity;
	struct buffer packed; /* of diff_side_packed */
	uint64_t count;       /* of contacts handed out */
	bool ended;
	bool empty; /* NDJSON without an object */
};

/* Ask for the columns that are needed, in an order that is always the same. */
bool diff_side_want(struct columns *columns, struct key_columns *keys,
	const struct diff_request *request, struct error *error);

/* Open the export. `shared` has begun with the columns of the first side. */
bool diff_side_open(struct diff_side *side, enum diff_side_number number,
	const struct diff_request *request, struct diff_columns *shared, struct error *error);

/*
 * Make two open sides each other's, and leave out on both the key columns that a CSV header lacks.
 * False with error filled when none is left.
 */
bool diff_side_settle_keys(struct diff_side *sides, struct error *error);

/*
 * Read the first objects of NDJSON and hold them, so that its columns are known. False with error
 * filled when something in them is bad.
 */
bool diff_side_look_ahead(struct diff_side *side, struct error *error);

/*
 * The next contact, which holds until the one after it is asked for; at the end, `ended` is set
 * instead. A bad record, a contact without a key and one whose key is from a column that the other
 * side has not are errors (STATUS_BAD_DATA).
 */
bool diff_side_next(struct diff_side *side, struct diff_contact *contact, struct error *error);

/*
 * A descriptor of the regular file that is being read, to be closed; -1: it is none, or it stands
 * no more where it stood.
 */
int diff_side_open_file(const struct diff_side *side);

/* A contact's values by column. They hold until the next call and as long as the contact does. */
const struct span *diff_side_values(struct diff_side *side, const struct diff_contact *contact);

/* The same packed, by diff_values_pack. */
struct span diff_side_packed(struct diff_side *side, const struct diff_contact *contact);

void diff_side_close(struct diff_side *side);

#endif

/* diff.h - what became of each contact from one export to the next */
#ifndef ROSTER_REVIEW_DIFF_H
#define ROSTER_REVIEW_DIFF_H

#include "format/format.h"
#include "review/diff_values.h"

/* The column that is to be taken for a native one. */
struct diff_mapping {
	struct span role, name;
};

/* All borrowed. */
struct diff_request {
	const char *paths_z[DIFF_SIDES]; /* "-" is standard input, once */
	enum format from;                /* FORMAT_UNKNOWN: seen by the first byte */
	unsigned char delimiter;
	const char *charset_z; /* as reader_options has it */
	const char *keys_z;    /* as key_columns_want */
	const struct diff_mapping *mappings;
	size_t mapping_count;
	const struct span *ignored; /* columns that are not to be compared */
	size_t ignored_count;
	bool lenient;              /* see diff_run */
	struct progress *progress; /* told how far OLD is; or NULL */
};

/* Whom something is said about. The spans hold during the call. */
struct diff_subject {
	struct span key;
	struct span
		key_field; /* the key's column, when it is not the first key column; else empty */
};

/* Is told what was found. Each function is false with error filled when it wants no more. */
struct diff_listener {
	void *context;
	bool (*changed)(void *context, const struct diff_subject *subject,
		const struct diff_field *fields, size_t count, struct error *error);
	bool (*added)(void *context, const struct diff_subject *subject, struct error *error);
	bool (*gone)(void *context, const struct diff_subject *subject, struct error *error);
};

struct diff_counts {
	uint64_t contacts[DIFF_SIDES];
	uint64_t same, changed, added, gone;
	uint64_t held;    /* contacts that had to wait for a partner */
	size_t held_most; /* bytes of them at once, or of the records to be read again */
};

struct diff;

/*
 * Open both exports. NULL with error filled: they cannot be read, or have no key in common. Free
 * with diff_close.
 */
struct diff *diff_open(const struct diff_request *request, struct error *error);

/*
 * Read both to their ends and tell the listener. Changed contacts come in the order in which both
 * were found, then those gone and those added, each in the order of their file; if they are too
 * many to be held, as soon as the end of the other side has shown that they have no partner there.
 * While the sides keep the same order, what is held is 11 to 21 bytes for each key (seen_keys.h;
 * none for a lenient diff), and the contacts that have no partner so far; beyond DIFF_WINDOW bytes
 * of those the rest of OLD is read, and held where it is no file whose records can be read again
 * (diff_rest.h, which says what then rests on digests; a file that was changed meanwhile is
 * STATUS_BAD_DATA). False with error filled: a bad record, a contact without a key or a key that is
 * repeated (STATUS_BAD_DATA), or a listener's. A lenient diff passes over the first two, and tells
 * those who have one key apart by their order.
 */
bool diff_run(struct diff *diff, const struct diff_listener *listener, struct error *error);

#define DIFF_WINDOW ((size_t)12 << 20)

/* What diff_run found; the columns live as long as diff. */
const struct diff_counts *diff_result(const struct diff *diff);
const struct diff_columns *diff_result_columns(const struct diff *diff);

/* How messages call a side: its path, or "standard input". */
const char *diff_side_name_z(const struct diff *diff, enum diff_side_number side);

/*
 * Whether only `side` has this column, so that nobody was compared by it; never for a side whose
 * partner is NDJSON without an object.
 */
bool diff_is_one_sided(
	const struct diff *diff, const struct diff_column *column, enum diff_side_number side);

/* NULL is allowed. */
void diff_close(struct diff *diff);

#endif

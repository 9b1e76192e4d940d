/* journal.h - the record of what was changed: NDJSON, a line a change, in the order of the input */
#ifndef ROSTER_JOURNAL_JOURNAL_H
#define ROSTER_JOURNAL_JOURNAL_H

#include "cli/error.h"
#include "cli/span.h"
#include "format/format.h"

#include <stdint.h>

/* What all lines of one journal say alike; it is copied. */
struct journal_setting {
	const char *filter_z;
	const char *stage_z;  /* of a run; NULL: this is none */
	const char *reason_z; /* NULL: none was given */
	const char *at_z;     /* the day, YYYY-MM-DD */
};

/* One changed value. */
struct journal_entry {
	struct span key;
	struct span
		key_field; /* the key's column, when it is not the first key column; else empty */
	struct span field;
	bool added;           /* the object had no such key, so there is no `from` */
	struct span from, to; /* raw bytes, CSV quotes or JSON text included; to.data is NULL when
				 the key was taken out: there is no `to` */
	enum format format;   /* of the record; CSV and JSON can look alike */
	struct span consent;  /* date and source of a consent that allowed it; else empty */
	struct span evidence; /* what else did; else empty */
	uint64_t number;      /* of the record in a stage's input, in a run; else 0 */
};

struct journal;

/* A new file; an old one is never overwritten. NULL with error filled. Free with journal_free. */
struct journal *journal_create(
	const char *path_z, const struct journal_setting *setting, struct error *error);

bool journal_add(struct journal *journal, const struct journal_entry *entry, struct error *error);

/* Make it durable and give it its name; take it away again. */
bool journal_publish(struct journal *journal, struct error *error);
void journal_retract(struct journal *journal);

/* NULL is allowed. */
void journal_free(struct journal *journal);

#endif

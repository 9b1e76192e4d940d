/* proof.h - that a cleaned file is its export and the changes that its stages reported, no more */
#ifndef ROSTER_RUN_PROOF_H
#define ROSTER_RUN_PROOF_H

#include "record/record.h"
#include "run/known_sums.h"
#include "run/stage_cursor.h"
#include "run/stage_list.h"

/* What became of a record of the export. */
struct proof_fate {
	enum {
		FATE_KEPT,
		FATE_TAKEN_OUT, /* dropped or purged */
		FATE_REJECTED,
	} kind;
	size_t stage;                    /* of request->stages, which took it out or rejected it */
	bool purged;                     /* it was taken out to be deleted */
	bool reachable, reachable_after; /* see struct proof_counts */
};

/*
 * Who looks on while it is proved, a record after the other, those that cannot be read left aside:
 * `before` has it as it is in the export, then come its changes, and `after` has them as edits.
 */
struct proof_watcher {
	void *context;
	void (*want)(void *context, struct columns *columns); /* to ask for columns of the export */
	void (*before)(void *context, struct record *record);
	void (*change)(void *context, size_t stage, const struct cursor_line *line);
	bool (*after)(void *context, struct record *record, const struct proof_fate *fate,
		struct error *error);
};

struct proof_request {
	const char *export_z;
	const char *cleaned_z;
	const struct stage_list *stages;
	const char *cleaned_print_z;  /* the fingerprint of what was taken from the pipeline */
	const char *const *columns_z; /* ROLE=NAME, as --column said to the run */
	size_t column_count;
	const char *run_name_z;              /* for the journal of the whole run */
	const char *journal_z;               /* where to write it; NULL: only prove */
	uint64_t expected_bytes;             /* of the cleaned file, for progress; 0: not known */
	bool quiet;                          /* no progress */
	const struct proof_watcher *watcher; /* NULL: nobody */
	struct digest *content_digest; /* gets what is in the cleaned file; NULL: nobody asks */
	char *journal_digest_z;        /* gets that of the journal of the whole run; NULL, too */
	struct tap export_raw;         /* sees the bytes of the export's file */
	struct known_sums *sums;       /* gets those of the files that were read; NULL, too */
};

/* Records, counted while it was proved. */
struct proof_counts {
	uint64_t export, cleaned; /* the export's bad records count, too */
	uint64_t changed;         /* records with at least one change */
	uint64_t changes;         /* values */
	uint64_t gone, rejected;
	bool tells_active; /* the export has a column `active` */
	uint64_t inactive; /* of the export: `active` is FALSE */
	/* Contacts that can be sent a text (`active` is TRUE, `phone_valid` is not FALSE): of the
	   export, and when the changes are made. Only a purge takes one away. */
	uint64_t reachable, reachable_after;
};

/*
 * Merge export and cleaned file, which are in the same order, in one pass with constant memory:
 * each record of the export is followed along the stages (stage_order.h), whose journals and lists
 * tell by its number what they did to it. Who was not taken out or rejected is in the cleaned file,
 * byte for byte with those changes, each from the value that it had; nobody else is there. And each
 * stage read what the one before it wrote. Both files have one format, and so has every stage.
 * False with error filled: STATUS_REFUSED with the first record, field and stage that do not fit,
 * or why something cannot be read.
 */
bool proof_run(
	const struct proof_request *request, struct proof_counts *counts, struct error *error);

#endif

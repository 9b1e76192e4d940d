/* proof_internal.h - what the parts of the proof share; nobody else includes it */
#ifndef ROSTER_RUN_PROOF_INTERNAL_H
#define ROSTER_RUN_PROOF_INTERNAL_H

#include "cli/progress.h"
#include "io/sink.h"
#include "record/key.h"
#include "run/digester.h"
#include "run/fingerprint.h"
#include "run/proof.h"
#include "run/stage_cursor.h"
#include "run/stage_order.h"

struct proof_stage {
	const struct run_stage *stage;
	struct cursor journal; /* without lines where it keeps none */
	struct cursor gone;
	struct digest journal_digest, gone_digest; /* of the files, if request->sums is given */
	struct key_columns keys;                   /* in the export */
	struct key_columns cleaned_keys;           /* in the cleaned file */
	struct column *fields;                     /* that it changes */
	uint64_t seen;                             /* records that came to it */
};

struct proof {
	const struct proof_request *request;
	struct proof_stage *stages; /* as in the list */
	size_t stage_count;
	struct stage_order order;
	struct fingerprint *export_print, *cleaned_print;
	struct digest cleaned_digest; /* of the file, if request->sums is given */
	struct columns export_columns, cleaned_columns;
	struct column active, phone_valid; /* of the export */
	struct reader *export, *cleaned;
	struct record *next; /* of the cleaned file, read and not yet matched; NULL at its end */
	bool peeked;         /* there is one */
	struct sink *journal;
	struct digester *journal_digester; /* NULL: nobody asks */
	struct buffer expected, line;
	struct buffer line_end; /* of the journal: which run it is */
	struct progress progress;
	struct proof_counts counts;
};

bool proof_stage_open(struct proof_stage *stage, const struct run_stage *description,
	struct proof *proof, struct error *error);
void proof_stage_close(struct proof_stage *stage);

/*
 * Follow a record of the export along the stages: make the changes that their journals tell of it,
 * as edits, until one says that it did not go on. False with error filled when what a stage says
 * cannot be.
 */
bool proof_follow(
	struct proof *proof, struct record *record, struct proof_fate *fate, struct error *error);

/* The same for a bad record of the export, which only the first stage can have rejected. */
bool proof_follow_bad(struct proof *proof, struct proof_fate *fate, struct error *error);

/* Count it as reachable before its changes, and then with them, in fate and counts. */
void proof_reach_before(struct proof *proof, struct record *record, struct proof_fate *fate);
void proof_reach_after(struct proof *proof, struct record *record, struct proof_fate *fate);

/* Nothing is left in any journal or list. */
bool proof_check_stages_ended(struct proof *proof, struct error *error);

/* Tell the digests of the journals and lists, if somebody asks: they were read to their ends. */
void proof_stages_tell_sums(struct proof *proof);

/* The error for what does not fit; either record may be missing. Returns false. */
bool proof_explain(
	struct proof *proof, struct record *expected, struct record *found, struct error *error);

#endif

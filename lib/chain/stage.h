/* stage.h - one filter of a chain, with its options, its condition, its journal and its counts */
#ifndef ROSTER_CHAIN_STAGE_H
#define ROSTER_CHAIN_STAGE_H

#include "chain/filter.h"
#include "chain/left_alone.h"
#include "chain/needs.h"
#include "chain/protect.h"
#include "chain/stage_guard.h"
#include "journal/journal.h"
#include "record/date.h"
#include "record/key.h"
#include "run/stage_folder.h"
#include "where/where.h"

/* read = written + gone + rejected; what is changed, held, protected or keyless is written. */
struct stage_counts {
	uint64_t read, written, changed, gone, rejected;
	uint64_t held, protected, keyless;
	uint64_t left_alone; /* some value of it, as left_alone.h says */
};

/* What the stage made of the record that it has just decided about: none of these, for most. */
#define DECIDED_CHANGED 1u
#define DECIDED_HELD 2u
#define DECIDED_PROTECTED 4u
#define DECIDED_KEYLESS 8u
#define DECIDED_LEFT_ALONE 16u

struct stage {
	const struct filter *filter;
	char *name_z; /* --stage, or the filter's name, numbered when a chain has it twice */
	struct options options;
	void *state;
	bool begun;
	struct where *where; /* NULL: every record */
	struct needs needs;
	struct key_columns keys;
	struct journal *journal;     /* NULL: none is kept */
	struct stage_folder *folder; /* NULL: this is no run */
	struct stage_guard guard;
	struct left_alone *left_alone; /* borrowed; NULL: there is none */
	bool names_key;                /* in its journal, even when it is the first of --key */
	bool *changed;                 /* by column: whether its journal speaks of it */
	char at_z[DATE_TEXT_SIZE];
	uint64_t max_changes; /* UINT64_MAX: no cap */
	struct stage_counts counts;
	unsigned decided; /* DECIDED_... */
	struct key key;   /* of the record, where the stage asked for it */
};

/* What the stages of a chain share. */
struct stage_context {
	struct columns *columns;
	struct date today;
	const char *run_z; /* the folder of the run; NULL: this is none */
	unsigned char delimiter;
	const char *charset_z;
	struct left_alone *left_alone;
	bool first;        /* the stage that the input files stand with */
	size_t files_from; /* out: the first operand that is a file */
};

/* Parse the stage's own options and begin its filter. False with error filled. */
bool stage_begin(struct stage *stage, struct stage_context *context, struct error *error);

/*
 * Let the stage decide about a record. `is_protected` records pass. What is kept (or held) goes on
 * only by stage_pass_on, which counts and journals it, or else by stage_reject.
 */
enum verdict stage_apply(
	struct stage *stage, struct record *record, bool is_protected, struct error *error);
bool stage_pass_on(struct stage *stage, const struct record *record, struct error *error);

/* Count a bad record that the stage did read; NULL for one that is no record at all. */
bool stage_reject(struct stage *stage, struct record *record, struct error *error);

/* All records have been seen: whether the stage had the columns it needs. */
bool stage_check_columns(
	const struct stage *stage, const struct reader *reader, struct error *error);

/* Make its journal and side files durable; take them away again. */
bool stage_publish(struct stage *stage, struct error *error);
void stage_retract(struct stage *stage);

/* The output is complete: say so in the run's folder. `place` is the stage's in the chain. */
bool stage_end(struct stage *stage, size_t place, const struct columns *columns,
	const struct stage_passage *passage, struct error *error);

/* Print the summary, and the filter's caution, on standard error. */
void stage_report(const struct stage *stage);

void stage_free(struct stage *stage);

#endif

/* filter.h - what a filter is: a few functions that decide about one record */
#ifndef ROSTER_CHAIN_FILTER_H
#define ROSTER_CHAIN_FILTER_H

#include "cli/option.h"
#include "journal/conflicts.h"
#include "record/date.h"
#include "record/key.h"
#include "record/reader.h"
#include "run/stage_folder.h"

struct filter_setup;
struct guard;
struct stage_guard;

enum verdict {
	VERDICT_KEEP,   /* the record goes on, changed or not */
	VERDICT_GONE,   /* it leaves the output */
	VERDICT_HELD,   /* the filter refuses to touch it: it goes on as it is, and is counted */
	VERDICT_BAD,    /* it is a bad record: its defect says why */
	VERDICT_FAILED, /* the program must end: the error says why */
};

#define FILTER_COUNTS_MOST 8

/*
 * A filter is one file that defines one of these. `--where`, `--protect`, the journal, caps and
 * counts are the chain's work. A chain may have the same filter twice, so all that it keeps is in
 * its state, `state_size` bytes that begin as zeros.
 */
struct filter {
	const char *name;
	const char *summary;  /* one line for --help */
	const char *operands; /* what stands before [FILE], NULL: nothing */
	const char *caution;  /* said on standard error when it changed or took out something */
	bool (*is_cautious)(const void *state); /* NULL: the caution always holds */
	const struct option *options;           /* its own */
	size_t state_size;

	bool changes;   /* sets values: has --key --max-changes --journal --reason */
	bool opts_in;   /* may set `active` to TRUE: has the guard's options, see setup_guard */
	bool takes_out; /* has --key --max-changes, and leaves a contact without a key alone */
	bool where_required;
	const char *max_changes_z; /* the cap when none is given; NULL: there is none */
	const char *gone_word;     /* for the summary: "dropped"; NULL: it takes nothing out */
	const char *held_word;     /* for the summary: "guarded"; NULL: it holds nothing */
	const char *held_note;     /* said on standard error when it held some */

	/* Read options, ask for columns. False with setup->error filled. */
	bool (*begin)(void *state, struct filter_setup *setup);

	/* The input is open, and no record read. NULL: nothing to do. */
	bool (*start)(void *state, const struct reader *reader, struct error *error);

	/* NULL: the records that --where selects stay, all others are gone. */
	enum verdict (*apply)(void *state, struct record *contact, struct error *error);

	/*
	 * Look at a record that --where leaves alone, only to find it bad: VERDICT_KEEP or
	 * VERDICT_BAD. NULL: all are well.
	 */
	enum verdict (*inspect)(void *state, struct record *contact);

	/* Take note of a record that is protected; it is not to be changed. NULL: nothing to note.
	 */
	void (*pass)(void *state, struct record *contact);

	/*
	 * The record that was looked at last has gone on, with the changes that it has now: in a
	 * run some may have been taken back (left_alone.h). One that cannot go on, as on its way to
	 * CSV, is rejected after apply, and nothing of it counts. NULL: nothing to note.
	 */
	void (*settle)(void *state, const struct record *record);

	/* All records have been seen: make side files durable. NULL: there are none. */
	bool (*publish)(void *state, struct error *error);

	/* Take away again what publish left, because something failed after it. */
	void (*retract)(void *state);

	/*
	 * The chain has ended well: say on standard error what the summary does not, as `name_z`.
	 * Not called under --quiet. NULL: there is nothing more to say.
	 */
	void (*report)(void *state, const char *name_z);

	/* Counts of its own for the run that it is a stage of. NULL: none. */
	size_t (*count)(const void *state, struct stage_count list[FILTER_COUNTS_MOST]);

	/* Free what state holds. NULL: nothing. */
	void (*end)(void *state);
};

/* What begin can ask for. Texts are borrowed from the command line. */
struct filter_setup {
	const struct filter *filter;
	struct options *options;
	struct columns *columns;
	const struct key_columns *keys;    /* as --key says */
	const struct stage_folder *folder; /* in a run: where side files go; else NULL */
	const char *run_z, *stage_z;       /* the run's folder, NULL: none; the stage's name */
	unsigned char delimiter;           /* of the input */
	const char *charset_z;             /* of the input; NULL: UTF-8 */
	struct date today;
	struct stage_guard *guard; /* the stage's, for setup_guard */
	size_t operands_used;
	struct error *error;
};

/* The value of one of the filter's own options, or `otherwise_z`. */
const char *setup_option_z(
	const struct filter_setup *setup, const char *name_z, const char *otherwise_z);

/* The next operand; NULL with error filled, naming `what_z`, when it is missing. */
const char *setup_operand_z(struct filter_setup *setup, const char *what_z);

/*
 * The same for a file that stands before the input and is not a part of it. Both cannot be standard
 * input.
 */
const char *setup_file_operand_z(struct filter_setup *setup, const char *what_z);

/* An operand that is TRUE or FALSE, in any case. */
bool setup_truth_operand(struct filter_setup *setup, bool *truth);

/* A column by its native name, which every file must have. */
struct column setup_column(const struct filter_setup *setup, const char *name_z);

/*
 * The guard, as the filter's options say; it is the stage's, which lists whom it held. Whoever sets
 * `active` to TRUE asks it. NULL with error filled.
 */
struct guard *setup_guard(struct filter_setup *setup);

/*
 * Open --conflicts FILE for what the entries of `list_z` (borrowed) cannot do; in a run without
 * that option, a file in the stage's folder.
 */
bool setup_conflicts(struct filter_setup *setup, struct conflicts *conflicts, const char *list_z);

/* The first of the guard's options that was given; NULL: none was. */
const char *setup_guard_option_z(const struct filter_setup *setup);

#endif

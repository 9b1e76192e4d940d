/* stage_folder.h - what a filter leaves in the folder of the run that it is a stage of */
#ifndef ROSTER_RUN_STAGE_FOLDER_H
#define ROSTER_RUN_STAGE_FOLDER_H

#include "cli/error.h"
#include "cli/span.h"

#include <stdint.h>

/*
 * RUN/stages/NAME/ has started.json (what the stage is), its journal, gone.gz (whom it did not pass
 * on) and, at the end of a stage that did not fail, ended.json (its counts). Nothing in it is ever
 * overwritten, so two stages of one name are refused.
 */
#define STAGE_STARTED "started.json"
#define STAGE_ENDED "ended.json"
#define STAGE_JOURNAL "journal.ndjson"
#define STAGE_GONE "gone.gz"
#define STAGE_REJECTS "rejects.ndjson"
#define STAGE_REQUEST "removal-request.csv"
#define STAGE_SUPPRESSION "suppression.csv"
#define STAGE_GUARDED "guarded.ndjson"
#define STAGE_CONFLICTS "conflicts.ndjson"
#define STAGE_SHARED_PHONES "shared-phones.ndjson"
#define STAGE_PURGED_CSV "purged.csv.gz"
#define STAGE_PURGED_NDJSON "purged.ndjson.gz"

/* Letters, digits, - and _ that a stage's name may have. */
#define STAGE_NAME_MOST 64

/* The environment variable that names the run's folder. */
#define STAGE_RUN_VARIABLE "ROSTER_RUN"

/* The one that names a list of values that stages leave alone. */
#define STAGE_LEFT_ALONE_VARIABLE "ROSTER_LEFT_ALONE"

/* Borrowed while stage_folder_create runs. */
struct stage_description {
	const char *run_z; /* the run's folder */
	const char *stage_z;
	const char *filter_z;
	const char *where_z;  /* NULL: every contact */
	const char *reason_z; /* NULL: none was given */
	const struct span *keys;
	size_t key_count;
	bool has_journal;
	const uint64_t *max_changes; /* NULL: there is no cap */
	bool takes_out;              /* for good: it purges */
};

struct stage_folder;

/*
 * Make the folder and say in it that the stage has started. NULL with error filled; STATUS_USAGE
 * for a name that another stage has. Free with stage_folder_free.
 */
struct stage_folder *stage_folder_create(
	const struct stage_description *description, struct error *error);

/* The path of a file in it; free with free(). */
char *stage_folder_path_z(const struct stage_folder *folder, const char *name_z);

/* A record that did not pass. */
struct stage_gone {
	struct span key;       /* empty: none */
	struct span key_field; /* the key's column when it is not the first; else empty */
	uint64_t number;       /* in the stage's input, from 1 */
	bool rejected;         /* a bad record; else it was dropped or purged */
};

bool stage_folder_add_gone(
	struct stage_folder *folder, const struct stage_gone *gone, struct error *error);

struct stage_count {
	const char *name_z;
	uint64_t value;
};

/* What went through the process that a stage is a part of. */
struct stage_passage {
	const char *from_z, *to_z;      /* formats: csv or ndjson */
	char delimiter;                 /* of CSV */
	const char *process_z;          /* its first stage */
	const char *input_z, *output_z; /* fingerprints of all that it read and wrote */
};

/* What a stage that ended well has to say. */
struct stage_result {
	const struct stage_passage *passage;
	uint64_t place;            /* in its process, from 0 */
	const struct span *fields; /* the columns that it changed */
	size_t field_count;
	const struct stage_count *counts;
	size_t count_count;
};

/* Make gone.gz durable, then write ended.json. */
bool stage_folder_end(
	struct stage_folder *folder, const struct stage_result *result, struct error *error);

/* NULL is allowed. */
void stage_folder_free(struct stage_folder *folder);

#endif

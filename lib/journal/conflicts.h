/* conflicts.h - what was asked for and not done: listed in a file, the first of it as messages */
#ifndef ROSTER_JOURNAL_CONFLICTS_H
#define ROSTER_JOURNAL_CONFLICTS_H

#include "io/arena.h"
#include "io/side_file.h"

#include <stdint.h>

/* One of them. Spans whose data is NULL are left out of the file. */
struct conflict {
	uint64_t line; /* of the file that asked for it, from 1 */
	struct span key, key_field;
	struct span field;
	struct span expected, found, wanted; /* as the two files have them */
	const char *why_z;                   /* a few words, which live on */
	struct span message;                 /* for standard error, without file and line */
};

/* Initialise to {0}; free with conflicts_free. */
struct conflicts {
	const char *source_z;   /* the file that asked, borrowed */
	struct side_file *file; /* NULL: there is none */
	bool no_empty_file;     /* to be set before it is opened */
	struct conflict *list;
	size_t count, capacity;
	size_t settled; /* those of contacts that went on, and of none */
	struct arena *arena;
	bool sorted;
};

/* `path_z` is a new file for all of them (NULL: none). False with error filled. */
bool conflicts_open(
	struct conflicts *conflicts, const char *source_z, const char *path_z, struct error *error);

/* Another contact is looked at: what was added of one that did not go on is forgotten. */
void conflicts_begin(struct conflicts *conflicts);

/* What was added goes on record: the contact at hand went on, or it is about none. */
void conflicts_settle(struct conflicts *conflicts);

/* All but why_z is copied. */
void conflicts_add(struct conflicts *conflicts, const struct conflict *conflict);

/*
 * Write the file with what was settled, NDJSON in the order of the lines that asked: key,
 * key_field, field, expected, found, wanted, why, file, line. Make it durable; take it away again.
 */
bool conflicts_publish(struct conflicts *conflicts, struct error *error);
void conflicts_retract(struct conflicts *conflicts);

/* Say the first ten on standard error, in the same order, and how many more there are. */
void conflicts_report(struct conflicts *conflicts, const char *program_z);

void conflicts_free(struct conflicts *conflicts);

#endif

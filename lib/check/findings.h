/* findings.h - what was found: counted by kind, with the first places */
#ifndef ROSTER_CHECK_FINDINGS_H
#define ROSTER_CHECK_FINDINGS_H

#include "check/kind.h"
#include "io/arena.h"
#include "record/record.h"

/* Where something is. Places are ordered as they are met when the files are read. */
struct place {
	size_t file;   /* the number of the operand, from 0 */
	uint64_t line; /* from 1; 0: the file as a whole */
	size_t column; /* in bytes, from 1; 0: the line as a whole */
};

struct finding {
	struct place place;
	struct span key;   /* of the contact; empty where there is none */
	struct span found; /* what is there, with nothing in it that could talk to a terminal */
};

/* How often something was found, and the first of the places, in order. */
struct place_list {
	uint64_t count;
	struct finding *list;
	size_t kept;
};

/* Initialise to {0} but for `most`; free with findings_free. */
struct findings {
	size_t most; /* places to keep a kind */
	struct place_list kinds[KIND_COUNT];
	struct span notes[KIND_COUNT]; /* said besides about a kind; or empty */
	struct arena arena;            /* all the texts */
};

/* Whether a finding at `place` would be among the first ones, so that its texts are needed. */
bool findings_want(
	const struct findings *findings, const struct place_list *list, const struct place *place);

/* Count it, and keep it (texts copied) if it is among the first. */
void findings_add_to(
	struct findings *findings, struct place_list *list, const struct finding *finding);
void findings_add(struct findings *findings, enum kind kind, const struct finding *finding);

/* Count and keep all that another list has counted and kept. */
void findings_merge(struct findings *findings, enum kind kind, const struct place_list *list);

/* Say something besides about a kind. */
void findings_note(struct findings *findings, enum kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

uint64_t findings_count(const struct findings *findings, enum level level);

/* The place of an offset in the record's bytes. */
struct place place_in_record(const struct record *record, size_t file, size_t offset);

/* What messages call an operand: "standard input" for "-". */
static inline const char *
file_name_z(const char *path_z)
{
	return strcmp(path_z, "-") == 0 ? "standard input" : path_z;
}

/* Forget what a list has. */
void place_list_free(struct place_list *list);
void findings_free(struct findings *findings);

#endif

/* evidence.h - whose last step of `active` was ours: the journals of earlier runs, by contact */
#ifndef ROSTER_JOURNAL_EVIDENCE_H
#define ROSTER_JOURNAL_EVIDENCE_H

#include "io/buffer.h"
#include "io/span_map.h"
#include "journal/guard_rules.h"
#include "journal/journal_read.h"
#include "record/columns.h"

/* Where some steps are from. */
struct evidence_source {
	struct span at;  /* a day, or a time of RFC 3339 in UTC */
	struct span run; /* empty: none */
	struct span day; /* of `at` by the local clock, which a journal kept by hand goes by */
};

/* What a step must be to count. */
enum evidence_fact {
	EVIDENCE_OF_PROGRAM = 1, /* of the program that the export is of */
	EVIDENCE_UPLOADED = 2,   /* it reached the platform; asked of a clean-up, others may have */
};
#define EVIDENCE_ALL (EVIDENCE_OF_PROGRAM | EVIDENCE_UPLOADED)

/* A step of a field that may turn out to be `active` by another name. */
struct waiting_step {
	struct journal_line line;
	uint32_t source;
};

/* Free with evidence_free. */
struct evidence {
	struct span_map by_key[GUARD_KEY_COUNT]; /* -> source and whether it was a clean-up */
	struct evidence_source *sources;
	size_t source_count;
	unsigned required; /* facts: EVIDENCE_ALL */
	const struct columns *columns;
	struct column active, phone_valid, keys[GUARD_KEY_COUNT];
	struct span_map names; /* by which set-active called `active` in journals */
	struct waiting_step *waiting;
	size_t waiting_count, waiting_capacity;
	struct arena arena;
};

/* `columns` (borrowed) know by which names `active` goes. */
void evidence_begin(struct evidence *evidence, struct columns *columns);

/* A source of steps; its texts are copied. */
uint32_t evidence_add_source(struct evidence *evidence, struct span at, struct span run);

/* Append "AT, in the run RUN". */
void evidence_source_print(const struct evidence_source *source, struct buffer *text);

/* The number of the key that a line has; GUARD_KEY_COUNT for one that the guard does not know. */
size_t evidence_key(const struct evidence *evidence, const struct journal_line *line);

/*
 * Whether a line of a journal is a step of `active`; one to FALSE; one to TRUE; one to FALSE that
 * a person may have asked for; one of ours from TRUE to FALSE.
 */
bool evidence_is_step(const struct evidence *evidence, const struct journal_line *line);
bool evidence_step_is_out(const struct journal_line *line);
bool evidence_step_is_in(const struct journal_line *line);
bool evidence_step_is_wish(const struct journal_line *line);
bool evidence_step_is_clean_up(const struct journal_line *line);

/*
 * Add a step. The time of a clean-up is that of the export in which the contact was still active,
 * that of any other step is when it reached the platform: what came between is the later one. Of
 * two steps of a contact the one of the later source counts, of one source the one added later; two
 * sources of the same time, or day where one tells no more, that disagree leave it open whose step
 * was the last.
 */
void evidence_add(struct evidence *evidence, const struct journal_line *line, uint32_t source,
	unsigned facts);

/*
 * Add a journal that stands alone: whoever names it says that it is of this program and that its
 * changes were uploaded. What set-active changed is `active`, whatever the journal calls it, and so
 * is what others changed by that name. False with error filled.
 */
bool evidence_add_journal(struct evidence *evidence, const char *path_z, struct error *error);

/* Of each contact of the export, to know of which keys there are several, and who is out there. */
void evidence_meet(struct evidence *evidence, const struct guard_contact *contact);

/*
 * Which of GUARD_IS_OUT, GUARD_HAS_STEP, GUARD_STEP_IS_OURS and GUARD_KEY_IS_ITS_OWN hold, and
 * GUARD_IS_COMPARABLE unless no contact was met with a key that has a step; *source is that of a
 * step, if there is one: of one that is not ours, if there is such a one.
 */
unsigned evidence_facts(const struct evidence *evidence, const struct guard_contact *contact,
	const struct evidence_source **source);

void evidence_free(struct evidence *evidence);

#endif

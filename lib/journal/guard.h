/* guard.h - who may be made active again: the one function that every such path asks */
#ifndef ROSTER_JOURNAL_GUARD_H
#define ROSTER_JOURNAL_GUARD_H

#include "journal/evidence.h"
#include "journal/opt_outs.h"
#include "record/date.h"
#include "record/record.h"

struct guard;

/* What the guard may go by. All but the evidence is borrowed while guard_open runs. */
struct guard_request {
	const char *consent_z;          /* see consents.h; NULL: nobody gave any */
	const char *own_opt_outs_z;     /* see own_opt_outs.h; NULL: none are known */
	struct evidence *evidence;      /* borrowed until guard_free; NULL: there is none */
	const char *opt_outs_z;         /* see opt_outs.h; NULL: there is no list */
	struct reader_options export;   /* whole, to know who shares a phone; no path: not there */
	const struct date *complete_to; /* the day up to which the list is; NULL: not known */
	const struct date *exported;    /* the day of the export; NULL: not known */
	const char *guarded_z; /* a new file, for those who are held; NULL: none is written */
	const char *used_z;  /* a new file, for the evidence that was used, as a journal; or NULL */
	bool no_empty_files; /* of these two */
};

/*
 * The columns that the guard looks at are asked of `columns`, which is borrowed. NULL with error
 * filled, when a list cannot be read or a row of it lacks something. Free with guard_free.
 */
struct guard *guard_open(
	const struct guard_request *request, struct columns *columns, struct error *error);

enum guard_answer {
	GUARD_ALLOWED, /* record->consent or record->evidence says why */
	GUARD_HELD,    /* nothing proves consent: leave the contact as it is */
	GUARD_BAD,     /* a value of the record cannot be read: see its defect */
};

/*
 * Ask about a contact that is not active, as it came. A consent is enough, unless the contact is
 * known to have opted out after it. Without one, evidence that we made it inactive and a list of
 * opt-outs must meet all guard_rules; `record->evidence` lives until the next question. Who is held
 * is listed.
 */
enum guard_answer guard_ask(struct guard *guard, struct record *record);

/* What is known beside the consents. */
struct guard_basis {
	const struct evidence *evidence; /* NULL: none */
	const struct opt_outs *opt_outs; /* NULL: none */
	bool list_reaches;               /* it is complete up to the day of the export */
};

/* The facts about a contact, for guard_first_unmet; *source is the evidence, if there is some. */
unsigned guard_facts(const struct guard_basis *basis, const struct guard_contact *contact,
	const struct evidence_source **source);

/* Make its lists durable; take them away again. False with error filled. */
bool guard_publish(struct guard *guard, struct error *error);
void guard_retract(struct guard *guard);

/* NULL is allowed. */
void guard_free(struct guard *guard);

#endif

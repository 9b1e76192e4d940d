/* guard_rules.h - what must be known of a contact before we make it active on evidence of ours */
#ifndef ROSTER_JOURNAL_GUARD_RULES_H
#define ROSTER_JOURNAL_GUARD_RULES_H

#include "cli/span.h"

/* A contact of the export, as the guard sees it. Borrowed. */
#define GUARD_KEY_COUNT 2
struct guard_contact {
	struct span keys[GUARD_KEY_COUNT]; /* customer_id, signalvine_id; empty: none */
	struct span phone;                 /* empty: none */
	bool is_out;                       /* `active` is FALSE */
};
extern const struct span guard_key_names[GUARD_KEY_COUNT];

/*
 * All of these must hold. Each stands for itself: where there is no evidence, or no list, only the
 * fact that says so is missing. tests/unit/test_guard_model.c shows that none can be left out.
 */
enum guard_fact {
	GUARD_IS_OUT = 1,              /* it is FALSE, in the export, too: that was the last step */
	GUARD_HAS_STEP = 2,            /* the evidence has a step of `active` of this contact */
	GUARD_STEP_IS_OURS = 4,        /* the last one made an active contact inactive, by us */
	GUARD_KEY_IS_ITS_OWN = 1024,   /* and no other contact has the key that it goes by */
	GUARD_HAS_LIST = 8,            /* there is a list of those who opted out */
	GUARD_LIST_REACHES = 16,       /* it is complete up to the export */
	GUARD_IS_COMPARABLE = 32,      /* the contact, in the export, can be compared with it */
	GUARD_KEY_NOT_LISTED = 64,     /* the list does not name the contact */
	GUARD_PHONE_NOT_LISTED = 128,  /* nor its phone, or the one it had in the export */
	GUARD_SHARER_NOT_LISTED = 256, /* nor, by key, a contact that has one of these too */
	GUARD_ROWS_ARE_FOUND = 512,    /* all that it names by key alone are in the export */
};
#define GUARD_LIST_FACTS                                                                           \
	(GUARD_LIST_REACHES | GUARD_IS_COMPARABLE | GUARD_KEY_NOT_LISTED |                         \
		GUARD_PHONE_NOT_LISTED | GUARD_SHARER_NOT_LISTED | GUARD_ROWS_ARE_FOUND)

/* A fact that must hold, what is said when it does not, and what would help. */
struct guard_rule {
	enum guard_fact fact;
	const char *reason_z, *remedy_z;
};

#define GUARD_RULE_COUNT 11
extern const struct guard_rule guard_rules[GUARD_RULE_COUNT];

/* The first rule that the facts do not meet; NULL: they meet all. */
const struct guard_rule *guard_first_unmet(
	const struct guard_rule *rules, size_t count, unsigned facts);

#endif

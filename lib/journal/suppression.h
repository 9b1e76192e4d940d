/* suppression.h - the list of those who opted out and were taken out: nobody may import them anew
 */
#ifndef ROSTER_JOURNAL_SUPPRESSION_H
#define ROSTER_JOURNAL_SUPPRESSION_H

#include "cli/error.h"
#include "journal/guard_rules.h"

/*
 * A CSV file that grows, with customer_id, signalvine_id, phone and suppressed_at; it is a list for
 * --opt-outs, --protect and `check --suppress` as it is.
 */
struct suppression;

/*
 * Read the list at `path_z`, if there is one; `at_z` (borrowed) is the day for what is added. NULL
 * with error filled, when a file of that name is something else. Free with suppression_free.
 */
struct suppression *suppression_open(const char *path_z, const char *at_z, struct error *error);

/* Add a contact; one that was added on the same day already, by a purge that failed then, is not.
 */
void suppression_add(struct suppression *suppression, const struct guard_contact *contact);

/*
 * Write the old list with what was added, durably, under its name; without any, leave it alone.
 * False with error filled, and the old one is there as it was; so when it was changed meanwhile.
 */
bool suppression_publish(struct suppression *suppression, struct error *error);

/* NULL is allowed. */
void suppression_free(struct suppression *suppression);

#endif

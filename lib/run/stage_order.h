/* stage_order.h - the way of the contacts from the export through the stages to the cleaned file */
#ifndef ROSTER_RUN_STAGE_ORDER_H
#define ROSTER_RUN_STAGE_ORDER_H

#include "run/stage_list.h"

/*
 * Each process told what it read and what it wrote, by fingerprints. One follows another that
 * wrote what it read. Between them may stand whatever passes bytes on (cat, tee, pv, gzip), and
 * nothing that changes them.
 */
struct stage_order {
	size_t *way;          /* indexes in the list */
	size_t count;         /* of the stages on the way */
	const char *export_z; /* what the first of them read, which has to be the export */
	size_t behind_break; /* where in `way` the first stage is that read what none wrote, or 0 */
	bool reaches_cleaned; /* the last one wrote the cleaned file, whose fingerprint was given */
};

/*
 * Find the way, with the stages of one process in their order. Processes that read from the way but
 * lead elsewhere, as behind tee >(...), are not on it. Where no way leads to the cleaned file (its
 * fingerprint is `cleaned_z`) all stages are on it, in an order that explains the most. The strings
 * are borrowed. Free with stage_order_free.
 */
void stage_order_find(
	struct stage_order *order, const struct stage_list *stages, const char *cleaned_z);

/* Whether that stage of the list is on the way. */
bool stage_order_has(const struct stage_order *order, size_t stage);

/* An error (STATUS_REFUSED) unless the way is whole. `export_z` is the export's fingerprint. */
bool stage_order_check(const struct stage_order *order, const struct stage_list *stages,
	const char *export_z, struct error *error);

void stage_order_free(struct stage_order *order);

#endif

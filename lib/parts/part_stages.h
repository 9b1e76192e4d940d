/* part_stages.h - the stages of all parts: the same ones, and what they counted together */
#ifndef ROSTER_PARTS_PART_STAGES_H
#define ROSTER_PARTS_PART_STAGES_H

#include "parts/parts.h"
#include "run/stage_list.h"
#include "run/stage_order.h"

/* Initialise to {0}; free with part_stages_free. */
struct part_stages {
	struct stage_list *of_part; /* by part; the same stages in each, in the same order */
	size_t part_count;
	struct stage_order order; /* of the first part's */
	struct stage_list sums; /* what the first part says, with the counts of all; shared texts */
};

/*
 * Read them. False with error filled: STATUS_REFUSED when a stage did not end, when a part had
 * other stages, and when more contacts were changed or taken out than a stage's --max-changes
 * allows for one run.
 */
bool part_stages_read(struct part_stages *stages, const struct parts *parts, struct error *error);

/*
 * Whether the stages of a part account for all its records: those that are in its output, and
 * those that a stage took out or rejected. False with error filled (STATUS_REFUSED) if not.
 */
bool part_stages_account(const struct part_stages *stages, const struct parts *parts, size_t part,
	uint64_t in_output, struct error *error);

/*
 * Find the way through the first part's stages to its output, whose fingerprint is `output_z`, as
 * far as there is one; the stage that wrote the output.
 */
void part_stages_find_way(struct part_stages *stages, const char *output_z);
const struct run_stage *part_stages_last(const struct part_stages *stages);

/*
 * Whether the part's filters read its export, and each what the one before it wrote, up to its
 * output, whose fingerprint is `output_z`. False with error filled (STATUS_REFUSED) if not.
 */
bool part_stages_check_way(const struct part_stages *stages, const struct parts *parts, size_t part,
	const char *output_z, struct error *error);

/*
 * The column that the stage changed in any part, borrowed: those that change more of them (correct,
 * patch) need to know the run, and refuse a part.
 */
char *const *part_stages_fields(const struct part_stages *stages, size_t stage, size_t *count);

void part_stages_free(struct part_stages *stages);

#endif

/* stage_order.c - see stage_order.h */
#include "run/stage_order.h"

#include "cli/memory.h"

#include <stdlib.h>

#define TRIES_MOST 100000 /* a pipeline that needs more is no pipeline */

/* A process, from one fingerprint to another. */
struct step {
	const char *input_z, *output_z;
	const char *process_z;
	bool used;
};

struct search {
	struct step *steps;
	size_t count;
	const char *end_z; /* NULL: wherever the longest way leads */
	size_t *way, way_length;
	size_t *best, best_length;
	bool found;
	unsigned tries;
};

static bool
same(const char *a_z, const char *b_z)
{
	return strcmp(a_z, b_z) == 0;
}

static void
keep_if_longer(struct search *search, const char *at_z)
{
	if (search->end_z && !same(at_z, search->end_z))
		return;
	if (search->found && search->way_length <= search->best_length)
		return;
	search->found = true;
	search->best_length = search->way_length;
	for (size_t i = 0; i < search->way_length; i++)
		search->best[i] = search->way[i];
}

static void walk(struct search *search, const char *at_z);

static void
walk_by(struct search *search, size_t i)
{
	struct step *step = &search->steps[i];
	step->used = true;
	search->way[search->way_length++] = i;
	walk(search, step->output_z);
	search->way_length--;
	step->used = false;
}

/* All ways from a fingerprint that take no step twice. */
static void
walk(struct search *search, const char *at_z)
{
	if (search->tries++ > TRIES_MOST)
		return;
	/* who changed nothing comes at once: in whichever order makes no difference */
	for (size_t i = 0; i < search->count; i++) {
		const struct step *step = &search->steps[i];
		if (!step->used && same(step->input_z, at_z) && same(step->output_z, at_z)) {
			walk_by(search, i);
			return;
		}
	}
	keep_if_longer(search, at_z);
	for (size_t i = 0; i < search->count; i++)
		if (!search->steps[i].used && same(search->steps[i].input_z, at_z))
			walk_by(search, i);
}

/* The longest way to `end_z`, which is taken. */
static bool
find_way(struct search *search, const char *end_z)
{
	search->end_z = end_z;
	search->found = false;
	search->best_length = 0;
	search->tries = 0;
	for (size_t i = 0; i < search->count; i++)
		if (!search->steps[i].used)
			walk(search, search->steps[i].input_z);
	for (size_t i = 0; i < search->best_length; i++)
		search->steps[search->best[i]].used = true;
	return search->found;
}

static struct step *
make_steps(const struct stage_list *stages, size_t *count)
{
	struct step *steps = memory_zeroed(stages->count, sizeof(*steps));
	*count = 0;
	for (size_t i = 0; i < stages->count; i++) {
		const struct run_stage *stage = &stages->list[i];
		if (stage->place == 0)
			steps[(*count)++] = (struct step){.input_z = stage->input_z,
				.output_z = stage->output_z,
				.process_z = stage->process_z};
	}
	return steps;
}

/* Use up the steps that read what is on the way, or what such a step wrote, and lead nowhere. */
static void
leave_aside(struct search *search, const char *export_z)
{
	bool more = true;
	while (more) {
		more = false;
		for (size_t i = 0; i < search->count; i++) {
			struct step *step = &search->steps[i];
			bool known = same(step->input_z, export_z);
			for (size_t j = 0; j < search->count; j++)
				known = known ||
					(search->steps[j].used &&
						same(search->steps[j].output_z, step->input_z));
			if (step->used || !known)
				continue;
			step->used = more = true;
		}
	}
}

/* The stages of a process, in their order. */
static void
add_process(struct stage_order *order, const struct stage_list *stages, const char *process_z)
{
	for (uint64_t place = 0;; place++) {
		size_t i = 0;
		while (i < stages->count && (stages->list[i].place != place ||
						    !same(stages->list[i].process_z, process_z)))
			i++;
		if (i == stages->count || order->count == stages->count)
			return;
		order->way[order->count++] = i;
	}
}

static void
add_best(struct stage_order *order, const struct stage_list *stages, const struct search *search)
{
	for (size_t i = 0; i < search->best_length; i++)
		add_process(order, stages, search->steps[search->best[i]].process_z);
}

static void
find_break(struct stage_order *order, const struct stage_list *stages)
{
	for (size_t i = 1; i < order->count && !order->behind_break; i++) {
		const struct run_stage *before = &stages->list[order->way[i - 1]];
		const struct run_stage *stage = &stages->list[order->way[i]];
		if (stage->place == 0 && !same(before->output_z, stage->input_z))
			order->behind_break = i;
	}
}

/* The parts of a broken way come before the part that leads to the cleaned file. */
static void
find_in_parts(struct stage_order *order, const struct stage_list *stages, struct search *search,
	const char *cleaned_z)
{
	struct search last = *search;
	last.best = memory_zeroed(search->count, sizeof(*last.best));
	order->reaches_cleaned = find_way(&last, cleaned_z);
	if (order->reaches_cleaned)
		leave_aside(&last, last.best_length ? last.steps[last.best[0]].input_z : cleaned_z);
	while (find_way(search, NULL) && search->best_length)
		add_best(order, stages, search);
	add_best(order, stages, &last);
	free(last.best);
}

void
stage_order_find(struct stage_order *order, const struct stage_list *stages, const char *cleaned_z)
{
	struct search search = {0};
	*order = (struct stage_order){0};
	order->way = memory_zeroed(stages->count, sizeof(*order->way));
	search.steps = make_steps(stages, &search.count);
	search.way = memory_zeroed(search.count, sizeof(*search.way));
	search.best = memory_zeroed(search.count, sizeof(*search.best));
	find_in_parts(order, stages, &search, cleaned_z);
	find_break(order, stages);
	order->export_z = order->count ? stages->list[order->way[0]].input_z : cleaned_z;
	free(search.way);
	free(search.best);
	free(search.steps);
}

void
stage_order_free(struct stage_order *order)
{
	free(order->way);
	*order = (struct stage_order){0};
}

bool
stage_order_has(const struct stage_order *order, size_t stage)
{
	for (size_t i = 0; i < order->count; i++)
		if (order->way[i] == stage)
			return true;
	return false;
}

/* What it wrote is no part of the cleaned file, so what it did must not count for anything. */
static bool
check_aside(const struct stage_order *order, const struct stage_list *stages, struct error *error)
{
	for (size_t i = 0; i < stages->count; i++) {
		const struct run_stage *stage = &stages->list[i];
		if (!stage_order_has(order, i) && (stage->has_journal || stage->takes_out))
			return error_set(error, STATUS_REFUSED,
				"what the stage %s wrote did not become a part of the cleaned file; "
				"only select may stand beside the way to it",
				stage->name_z);
	}
	return true;
}

bool
stage_order_check(const struct stage_order *order, const struct stage_list *stages,
	const char *export_z, struct error *error)
{
	static const char advice_z[] = "in a run's pipeline only filters of roster may do that";
	const char *first_z = order->count ? stages->list[order->way[0]].name_z : "";
	const char *last_z = order->count ? stages->list[order->way[order->count - 1]].name_z : "";
	if (!same(order->export_z, export_z))
		return error_set(error, STATUS_REFUSED,
			"what the stage %s read is not the export: something before it changed it; %s",
			first_z, advice_z);
	if (order->behind_break)
		return error_set(error, STATUS_REFUSED,
			"what the stage %s read is not what the stage %s wrote: something between "
			"them changed it; %s",
			stages->list[order->way[order->behind_break]].name_z,
			stages->list[order->way[order->behind_break - 1]].name_z, advice_z);
	if (!order->reaches_cleaned)
		return error_set(error, STATUS_REFUSED,
			"the cleaned file is not what the stage %s wrote: something behind it changed "
			"it; %s",
			last_z, advice_z);
	return check_aside(order, stages, error);
}

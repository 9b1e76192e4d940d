/* part_stages.c - see part_stages.h */
#include "parts/part_stages.h"

#include "cli/memory.h"

#include <stdlib.h>

static bool
same_text(const char *a_z, const char *b_z)
{
	return a_z == b_z || (a_z && b_z && strcmp(a_z, b_z) == 0);
}

static bool
same_texts(char *const *a_z, size_t a_count, char *const *b_z, size_t b_count)
{
	bool same = a_count == b_count;
	for (size_t i = 0; same && i < a_count; i++)
		same = strcmp(a_z[i], b_z[i]) == 0;
	return same;
}

static bool
same_stage(const struct run_stage *a, const struct run_stage *b)
{
	return same_text(a->name_z, b->name_z) && same_text(a->filter_z, b->filter_z) &&
	       same_text(a->where_z, b->where_z) && same_text(a->reason_z, b->reason_z) &&
	       same_texts(a->keys_z, a->key_count, b->keys_z, b->key_count) &&
	       a->has_journal == b->has_journal && a->from == b->from && a->to == b->to &&
	       a->delimiter == b->delimiter && a->capped == b->capped &&
	       a->max_changes == b->max_changes;
}

static bool
check_same(const struct stage_list *first, const struct stage_list *other,
	const struct parts *parts, size_t part, struct error *error)
{
	bool same = first->count == other->count;
	size_t i = 0;
	while (same && i < first->count && same_stage(&first->list[i], &other->list[i]))
		i++;
	if (same && i == first->count)
		return true;
	return error_set(error, STATUS_REFUSED,
		"%s: its stages are not those of %s%s%s; run the same pipeline on every part",
		parts->list[part].path_z, parts->list[0].path_z, same ? ": see " : "",
		same ? first->list[i].name_z : "");
}

static void
add_counts(struct run_stage *sum, const struct run_stage *stage)
{
	sum->read += stage->read;
	sum->written += stage->written;
	sum->changed += stage->changed;
	sum->gone += stage->gone;
	sum->rejected += stage->rejected;
	sum->held += stage->held;
	sum->protected += stage->protected;
	sum->keyless += stage->keyless;
	sum->left_alone += stage->left_alone;
}

static void
sum_up(struct part_stages *stages)
{
	const struct stage_list *first = &stages->of_part[0];
	stages->sums.count = first->count;
	stages->sums.list = memory_zeroed(first->count, sizeof(*first->list));
	memcpy(stages->sums.list, first->list, first->count * sizeof(*first->list));
	for (size_t part = 1; part < stages->part_count; part++)
		for (size_t i = 0; i < first->count; i++)
			add_counts(&stages->sums.list[i], &stages->of_part[part].list[i]);
}

static bool
check_caps(const struct part_stages *stages, struct error *error)
{
	for (size_t i = 0; i < stages->sums.count; i++) {
		const struct run_stage *stage = &stages->sums.list[i];
		uint64_t touched = stage->changed + stage->gone;
		if (!stage->capped || touched <= stage->max_changes)
			continue;
		return error_set(error, STATUS_REFUSED,
			"%s: %llu contacts would be changed or taken out in all parts together, "
			"more than %llu; look at them, then raise --max-changes",
			stage->name_z, (unsigned long long)touched,
			(unsigned long long)stage->max_changes);
	}
	return true;
}

bool
part_stages_read(struct part_stages *stages, const struct parts *parts, struct error *error)
{
	stages->part_count = parts->count;
	stages->of_part = memory_zeroed(parts->count, sizeof(*stages->of_part));
	for (size_t i = 0; i < parts->count; i++) {
		struct error why = {0};
		if (!stage_list_read(&stages->of_part[i], parts->list[i].path_z, &why))
			return error_set(
				error, why.status, "%s: %s", parts->list[i].path_z, why.text);
		if (!check_same(&stages->of_part[0], &stages->of_part[i], parts, i, error))
			return false;
	}
	sum_up(stages);
	return check_caps(stages, error);
}

bool
part_stages_account(const struct part_stages *stages, const struct parts *parts, size_t part,
	uint64_t in_output, struct error *error)
{
	uint64_t records = in_output;
	const struct stage_list *list = &stages->of_part[part];
	for (size_t i = 0; i < list->count; i++)
		records += list->list[i].gone + list->list[i].rejected;
	if (records == parts->list[part].records)
		return true;
	return error_set(error, STATUS_REFUSED,
		"%s: has %llu records, but %llu are accounted for: %llu in its output, and what "
		"its stages took out or rejected; run the pipeline on it again",
		parts->list[part].path_z, (unsigned long long)parts->list[part].records,
		(unsigned long long)records, (unsigned long long)in_output);
}

void
part_stages_find_way(struct part_stages *stages, const char *output_z)
{
	stage_order_find(&stages->order, &stages->of_part[0], output_z);
}

const struct run_stage *
part_stages_last(const struct part_stages *stages)
{
	size_t count = stages->order.count;
	return &stages->sums.list[count ? stages->order.way[count - 1] : 0];
}

bool
part_stages_check_way(const struct part_stages *stages, const struct parts *parts, size_t part,
	const char *output_z, struct error *error)
{
	const struct stage_list *list = &stages->of_part[part];
	struct stage_order order;
	struct error why = {0};
	stage_order_find(&order, list, output_z);
	bool whole = stage_order_check(&order, list, parts->list[part].print_z, &why);
	stage_order_free(&order);
	return whole || error_set(error, why.status, "%s: %s", parts->list[part].path_z, why.text);
}

char *const *
part_stages_fields(const struct part_stages *stages, size_t stage, size_t *count)
{
	*count = 0;
	for (size_t part = 0; part < stages->part_count; part++) {
		const struct run_stage *told = &stages->of_part[part].list[stage];
		*count = told->field_count;
		if (told->field_count)
			return told->fields_z;
	}
	return NULL;
}

void
part_stages_free(struct part_stages *stages)
{
	for (size_t i = 0; i < stages->part_count; i++)
		stage_list_free(&stages->of_part[i]);
	free(stages->of_part);
	free(stages->sums.list);
	stage_order_free(&stages->order);
	*stages = (struct part_stages){0};
}

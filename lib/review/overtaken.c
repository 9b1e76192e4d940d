/* overtaken.c - see overtaken.h */
#include "review/overtaken.h"

#include "cli/memory.h"
#include "record/columns.h"
#include "record/table.h"
#include "run/approval_uploads.h"

#include <stdlib.h>

/* The column's first letter tells the ids of the two apart. */
static const uint32_t *
find_contact(struct overtaken *overtaken, char letter, struct span id)
{
	buffer_clear(&overtaken->line);
	buffer_add_byte(&overtaken->line, (unsigned char)letter);
	buffer_add(&overtaken->line, id);
	return span_map_find(&overtaken->by_key, buffer_span(&overtaken->line));
}

static void
add(struct overtaken *overtaken, const struct table *table, size_t row, size_t column,
	const char *run_z)
{
	size_t number = ++overtaken->count;
	if ((number & (number - 1)) == 0) /* as many again */
		overtaken->list = memory_resized(
			overtaken->list, 2 * number, sizeof(*overtaken->list));
	buffer_clear(&overtaken->line);
	buffer_add(&overtaken->line, span_of(table->names[0].data, 1));
	buffer_add(&overtaken->line, table_cell(table, row, 0));
	uint32_t *last = span_map_add(&overtaken->by_key, buffer_span(&overtaken->line), 0, NULL);
	overtaken->list[number] = (struct overtaking_value){
		*last, arena_copy(&overtaken->texts, table->names[column]), run_z};
	*last = (uint32_t)number;
}

static bool
read_part(struct overtaken *overtaken, const struct approval_part *part,
	const struct listed_run *run, struct error *error)
{
	struct table table = {0};
	char *path_z = approval_part_path_z(part, run->path_z, error);
	bool well = path_z && table_read(&table, path_z, error);
	for (size_t row = 0; well && row < table.row_count; row++)
		for (size_t i = 1; i < table.column_count; i++)
			add(overtaken, &table, row, i, run->name_z);
	table_free(&table);
	free(path_z);
	return well;
}

static bool
read_run(struct overtaken *overtaken, const struct listed_run *run, const char *exported_z,
	struct error *error)
{
	struct approval approval = {0};
	struct approval_uploads uploads = {0};
	bool well = approval_read(&approval, run->path_z, error) &&
		    approval_uploads_read(&uploads, run->path_z, error);
	for (size_t i = 0; well && i < approval.part_count; i++) {
		const char *at_z = approval_uploads_at_z(&uploads, approval.parts[i].name_z);
		if (at_z && strcmp(at_z, exported_z) > 0)
			well = read_part(overtaken, &approval.parts[i], run, error);
	}
	approval_uploads_free(&uploads);
	approval_free(&approval);
	return well;
}

bool
overtaken_read(struct overtaken *overtaken, const struct run_list *runs,
	const struct listed_run *run, const char *exported_z, struct error *error)
{
	bool well = true;
	for (size_t i = 0; well && i < runs->count; i++) {
		const struct listed_run *other = &runs->list[i];
		bool approved = false;
		if (other->state == RUN_PROPOSED && strcmp(other->program_z, run->program_z) == 0 &&
			strcmp(other->pipeline_z, run->pipeline_z) != 0)
			well = approval_exists(other->path_z, &approved, error);
		if (approved)
			well = read_run(overtaken, other, exported_z, error);
	}
	return well;
}

static void
meet_by(struct overtaken *overtaken, char letter, struct span id, struct span column)
{
	const uint32_t *last = id.length ? find_contact(overtaken, letter, id) : NULL;
	for (uint32_t number = last ? *last : 0; number; number = overtaken->list[number].next)
		if (!overtaken->first &&
			column_names_alike(overtaken->list[number].field, column)) {
			overtaken->first = &overtaken->list[number];
			overtaken->first_key = arena_copy(&overtaken->texts, id);
		}
}

void
overtaken_meet(struct overtaken *overtaken, const struct contact_names *names, struct span column)
{
	if (!overtaken->count || overtaken->first)
		return;
	meet_by(overtaken, 'c', names->customer_id, column);
	meet_by(overtaken, 's', names->signalvine_id, column);
}

bool
overtaken_check(const struct overtaken *overtaken, const char *path_z, struct error *error)
{
	if (!overtaken->first)
		return true;
	return error_set(error, STATUS_REFUSED,
		"%s: the run %s uploaded %.*s of the contact %.*s after this run's export was "
		"made; export again, and run again",
		path_z, overtaken->first->run_z,
		SPAN_ARGUMENTS(span_excerpt(overtaken->first->field, 80)),
		SPAN_ARGUMENTS(span_excerpt(overtaken->first_key, 80)));
}

void
overtaken_free(struct overtaken *overtaken)
{
	span_map_free(&overtaken->by_key);
	free(overtaken->list);
	arena_free(&overtaken->texts);
	buffer_free(&overtaken->line);
	*overtaken = (struct overtaken){0};
}

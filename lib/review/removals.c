/* removals.c - see removals.h */
#include "review/removals.h"

#include "cli/memory.h"
#include "format/csv_text.h"
#include "record/list.h"
#include "run/approval.h"

#include <stdlib.h>

#define LETTERS "cs" /* of customer_id, signalvine_id */

static struct span
id_of(struct buffer *text, size_t column, struct span id)
{
	buffer_clear(text);
	buffer_add_byte(text, LETTERS[column]);
	buffer_add(text, id);
	return buffer_span(text);
}

static void
take_list(struct removals *removals, const struct list *list)
{
	for (size_t row = 0; row < list->count; row++)
		for (size_t column = 0; column < list->column_count; column++) {
			struct span id = list_text(list, row, column);
			if (id.length)
				span_map_add(&removals->asked, id_of(&removals->line, column, id),
					(uint32_t)removals->request_count, NULL);
		}
}

static bool
take_request(struct removals *removals, const char *run_z, struct approval *approval,
	struct error *error)
{
	static const struct span names[] = {{"customer_id", 11}, {"signalvine_id", 13}};
	char *path_z = approval_part_path_z(&approval->removal, run_z, error);
	struct list *list = path_z ? list_read(path_z, names, 2, error) : NULL;
	free(path_z);
	if (!list)
		return false;
	take_list(removals, list);
	list_free(list);
	removals->requests = memory_resized(
		removals->requests, removals->request_count + 1, sizeof(*removals->requests));
	removals->requests[removals->request_count++] = (struct removal_request){
		approval->run_z, approval->at_z};
	approval->run_z = approval->at_z = NULL; /* taken */
	return true;
}

bool
removals_read_earlier(struct removals *removals, const struct run_list *runs, const char *program_z,
	struct error *error)
{
	bool well = true;
	for (size_t i = 0; well && i < runs->count; i++) {
		const struct listed_run *run = &runs->list[i];
		struct approval approval;
		bool approved;
		if (run->state != RUN_PROPOSED || strcmp(run->program_z, program_z) != 0)
			continue;
		well = approval_exists(run->path_z, &approved, error);
		if (!approved)
			continue;
		well = approval_read(&approval, run->path_z, error) &&
		       (!approval.removal.name_z ||
			       take_request(removals, run->path_z, &approval, error));
		approval_free(&approval);
	}
	return well;
}

static bool
add_line(struct removals *removals, size_t file, const struct span *texts, size_t count,
	struct error *error)
{
	buffer_clear(&removals->line);
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_byte(&removals->line, ',');
		csv_add_field(&removals->line, texts[i], ',', false, false);
	}
	buffer_add_byte(&removals->line, '\n');
	return approval_files_add(removals->files, file, buffer_span(&removals->line), error);
}

const struct removal_request *
removals_find(struct removals *removals, const struct contact_names *names)
{
	const struct span ids[] = {names->customer_id, names->signalvine_id};
	for (size_t i = 0; i < 2; i++) {
		const uint32_t *request = ids[i].length ? span_map_find(&removals->asked,
								  id_of(&removals->line, i, ids[i]))
							: NULL;
		if (request)
			return &removals->requests[*request];
	}
	return NULL;
}

bool
removals_meet(struct removals *removals, const struct contact_names *names, bool *asked_before,
	struct error *error)
{
	static const struct span header[] = {
		{"customer_id", 11}, {"signalvine_id", 13}, {"asked_at", 8}, {"run", 3}};
	const struct removal_request *earlier = removals->asked.count
							? removals_find(removals, names)
							: NULL;
	*asked_before = earlier != NULL;
	if (!earlier)
		return true;
	if (!removals->still_there++) {
		removals->still_list = approval_files_new(removals->files, APPROVAL_STILL_THERE);
		if (!add_line(removals, removals->still_list, header, 4, error))
			return false;
	}
	const struct span texts[] = {names->customer_id, names->signalvine_id,
		span_from_z(earlier->at_z), span_from_z(earlier->run_z)};
	return add_line(removals, removals->still_list, texts, 4, error);
}

bool
removals_add(struct removals *removals, const struct contact_names *names, bool opted_out,
	struct error *error)
{
	static const struct span header[] = {{"customer_id", 11}, {"signalvine_id", 13}};
	if (!removals->count++) {
		removals->list = approval_files_new(removals->files, APPROVAL_REMOVALS);
		if (!add_line(removals, removals->list, header, 2, error))
			return false;
	}
	removals->opted_out += opted_out;
	const struct span texts[] = {names->customer_id, names->signalvine_id};
	return add_line(removals, removals->list, texts, 2, error);
}

void
removals_free(struct removals *removals)
{
	for (size_t i = 0; i < removals->request_count; i++) {
		free(removals->requests[i].run_z);
		free(removals->requests[i].at_z);
	}
	free(removals->requests);
	span_map_free(&removals->asked);
	buffer_free(&removals->line);
	*removals = (struct removals){0};
}

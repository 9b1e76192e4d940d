/* contact_history.c - see contact_history.h */
#include "run/contact_history.h"

#include "io/buffer.h"
#include "run/stage_folder.h"

#include <stdlib.h>

struct telling {
	const struct contact_query *query;
	void (*take)(void *context, const struct contact_event *event);
	void *context;
	const struct listed_run *run;
};

static bool
read_file(const struct telling *telling, const struct run_stage *stage, const char *name_z,
	struct error *error)
{
	struct cursor cursor = {0};
	const struct contact_query *query = telling->query;
	char *path_z = text_formatted_z("%s/%s", stage->path_z, name_z);
	bool well = cursor_open(&cursor, path_z, error);
	while (well && cursor.more) {
		const struct cursor_line *line = &cursor.line;
		bool meant = span_equal(line->key, query->key) &&
			     (!query->field.length || span_equal(line->field, query->field)) &&
			     (!line->at.length || span_compare(line->at, query->since) >= 0);
		if (meant) {
			struct contact_event event = {telling->run, stage, line};
			telling->take(telling->context, &event);
		}
		well = cursor_advance(&cursor, error);
	}
	cursor_close(&cursor);
	free(path_z);
	return well;
}

static bool
read_run(const struct telling *telling, struct error *error)
{
	struct stage_list stages = {0};
	bool well = stage_list_read(&stages, telling->run->path_z, error);
	for (size_t i = 0; well && i < stages.count; i++) {
		const struct run_stage *stage = &stages.list[i];
		well = (!stage->has_journal || read_file(telling, stage, STAGE_JOURNAL, error)) &&
		       (telling->query->field.length ||
			       read_file(telling, stage, STAGE_GONE, error));
	}
	stage_list_free(&stages);
	return well;
}

bool
contact_history_read(const struct contact_query *query,
	void (*take)(void *context, const struct contact_event *event), void *context,
	struct error *error)
{
	struct run_list runs = {0};
	bool well = run_list_read(&runs, query->runs_z, error);
	for (size_t i = 0; well && i < runs.count; i++) {
		const struct listed_run *run = &runs.list[i];
		if (run->state != RUN_PROPOSED ||
			(query->program_z && strcmp(query->program_z, run->program_z) != 0))
			continue;
		struct telling telling = {query, take, context, run};
		well = read_run(&telling, error);
	}
	run_list_free(&runs);
	return well;
}

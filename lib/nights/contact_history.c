/* contact_history.c - see contact_history.h: what journals and exports say */
#include "nights/contact_history.h"

#include "cli/memory.h"
#include "journal/recorded.h"
#include "nights/night_lines.h"
#include "record/date.h"
#include "run/stage_cursor.h"
#include "run/stage_folder.h"

#include <stdlib.h>

struct collecting {
	struct contact_history *history;
	const struct contact_query *query;
	size_t run;
};

static struct contact_event *
add(struct contact_history *history, const struct contact_event *event)
{
	history->list = memory_resized(history->list, history->count + 1, sizeof(*history->list));
	history->list[history->count] = *event;
	return &history->list[history->count++];
}

static struct span
kept(const struct collecting *collecting, struct span text)
{
	return text.data ? arena_copy(&collecting->history->arena, text) : text;
}

static struct span
kept_z(const struct collecting *collecting, const char *text_z)
{
	return text_z ? kept(collecting, span_from_z(text_z)) : span_of(NULL, 0);
}

static struct span
without_zeros(struct span key)
{
	while (key.length && key.data[0] == '0')
		key = span_of(key.data + 1, key.length - 1);
	return key;
}

/* Spreadsheets show keys without their leading zeros. */
static void
note_alike(const struct collecting *collecting, struct span key)
{
	struct contact_history *history = collecting->history;
	if (!history->alike.length &&
		span_equal(without_zeros(key), without_zeros(collecting->query->key)))
		history->alike = kept(collecting, key);
}

static bool
is_meant(const struct collecting *collecting, struct span key, struct span field, struct span at)
{
	const struct contact_query *query = collecting->query;
	note_alike(collecting, key);
	return span_equal(key, query->key) &&
	       (!query->field.length || columns_alike(query->columns, field, query->field)) &&
	       span_compare(at, query->since) >= 0;
}

/* The text of a journal's raw bytes; what has none stays as it is. */
static struct span
text_of(const struct collecting *collecting, struct span raw, enum format format)
{
	struct recorded recorded;
	struct arena *arena = &collecting->history->arena;
	if (!recorded_read(&recorded, raw, format, arena))
		return kept(collecting, raw);
	return kept(collecting, recorded.text);
}

/* The day that a run is called after. */
static struct span
day_of(const struct listed_run *run)
{
	return span_of(run->name_z, strnlen(run->name_z, DATE_TEXT_SIZE - 1));
}

static void
take_change(const struct collecting *collecting, const struct run_stage *stage,
	const struct cursor_line *line)
{
	struct span nothing = {NULL, 0};
	struct contact_event event = {
		.kind = EVENT_CHANGED,
		.run = collecting->run,
		.at = kept(collecting, line->at),
		.field = kept(collecting, line->field),
		.from = line->added ? nothing : text_of(collecting, line->from, stage->from),
		.to = line->removed ? nothing : text_of(collecting, line->to, stage->from),
		.filter = kept_z(collecting, stage->filter_z),
		.stage = kept_z(collecting, stage->name_z),
		.where = kept_z(collecting, stage->where_z),
		.reason = kept_z(collecting, stage->reason_z),
	};
	add(collecting->history, &event);
}

static void
take_gone(const struct collecting *collecting, const struct run_stage *stage,
	const struct cursor_line *line)
{
	struct contact_event event = {
		.kind = line->rejected ? EVENT_REJECTED : EVENT_TAKEN_OUT,
		.run = collecting->run,
		.at = day_of(&collecting->history->runs.list[collecting->run]),
		.filter = kept_z(collecting, stage->filter_z),
		.stage = kept_z(collecting, stage->name_z),
		.where = kept_z(collecting, stage->where_z),
		.reason = kept_z(collecting, stage->reason_z),
	};
	add(collecting->history, &event);
}

static bool
read_stage(const struct collecting *collecting, const struct run_stage *stage, const char *name_z,
	struct error *error)
{
	const struct listed_run *run = &collecting->history->runs.list[collecting->run];
	bool journal = strcmp(name_z, STAGE_JOURNAL) == 0;
	struct cursor cursor = {0};
	char *path_z = text_formatted_z("%s/%s", stage->path_z, name_z);
	bool well = cursor_open(&cursor, path_z, error);
	while (well && cursor.more) {
		const struct cursor_line *line = &cursor.line;
		struct span at = journal ? line->at : day_of(run);
		if (is_meant(collecting, line->key, line->field, at))
			(journal ? take_change : take_gone)(collecting, stage, line);
		well = cursor_advance(&cursor, error);
	}
	cursor_close(&cursor);
	free(path_z);
	return well;
}

static bool
read_stages(const struct collecting *collecting, struct error *error)
{
	struct stage_list stages = {0};
	const char *folder_z = collecting->history->runs.list[collecting->run].path_z;
	bool well = stage_list_read(&stages, folder_z, error);
	for (size_t i = 0; well && i < stages.count; i++) {
		const struct run_stage *stage = &stages.list[i];
		well = (!stage->has_journal ||
			       read_stage(collecting, stage, STAGE_JOURNAL, error)) &&
		       read_stage(collecting, stage, STAGE_GONE, error);
	}
	stage_list_free(&stages);
	return well;
}

static void
take_seen(const struct collecting *collecting, const struct night_line *line)
{
	struct contact_event event = {
		.kind = span_equal_z(line->change, "added")  ? EVENT_ADDED
			: span_equal_z(line->change, "gone") ? EVENT_GONE
							     : EVENT_SEEN,
		.run = collecting->run,
		.at = kept(collecting, line->at),
		.since = kept(collecting, line->since),
	};
	if (event.kind == EVENT_SEEN) {
		event.field = kept(collecting, line->field);
		event.from = kept(collecting, line->from);
		event.to = kept(collecting, line->to);
	}
	add(collecting->history, &event);
}

/* It is listed every night: the first one counts, which mostly has been seen as well. */
static void
take_came_back(const struct collecting *collecting, const struct night_line *line)
{
	struct contact_history *history = collecting->history;
	for (size_t i = 0; i < history->count; i++) {
		struct contact_event *event = &history->list[i];
		bool same = event->field.data &&
			    columns_alike(history->columns, event->field, line->field) &&
			    span_equal(event->to, line->to);
		if (same && event->undoes.data && span_equal(event->undoes, line->run))
			return;
		if (same && event->kind == EVENT_SEEN && event->run == collecting->run) {
			event->undoes = kept(collecting, line->run);
			return;
		}
	}
	struct contact_event event = {
		.kind = EVENT_CAME_BACK,
		.run = collecting->run,
		.at = kept(collecting, line->at),
		.field = kept(collecting, line->field),
		.from = kept(collecting, line->from),
		.to = kept(collecting, line->to),
		.undoes = kept(collecting, line->run),
	};
	add(history, &event);
}

static bool
read_lines(const struct collecting *collecting, const char *name_z,
	void (*take)(const struct collecting *, const struct night_line *), struct error *error)
{
	struct night_lines lines = {0};
	const char *folder_z = collecting->history->runs.list[collecting->run].path_z;
	bool well = night_lines_open(&lines, folder_z, name_z, error);
	while (well && lines.more) {
		const struct night_line *line = &lines.line;
		if (is_meant(collecting, line->key, line->field, line->at))
			take(collecting, line);
		well = night_lines_advance(&lines, error);
	}
	night_lines_close(&lines);
	return well;
}

bool
contact_history_read(
	struct contact_history *history, const struct contact_query *query, struct error *error)
{
	bool well = run_list_read(&history->runs, query->runs_z, error);
	history->columns = query->columns;
	for (size_t i = 0; well && i < history->runs.count; i++) {
		const struct listed_run *run = &history->runs.list[i];
		struct collecting collecting = {history, query, i};
		if (run->state != RUN_PROPOSED ||
			(query->program_z && strcmp(query->program_z, run->program_z) != 0))
			continue;
		well = read_lines(&collecting, SEEN_FILE, take_seen, error) &&
		       read_lines(&collecting, CAME_BACK_FILE, take_came_back, error) &&
		       read_stages(&collecting, error);
	}
	return well && contact_history_follow(history, query, error);
}

void
contact_history_free(struct contact_history *history)
{
	run_list_free(&history->runs);
	free(history->list);
	arena_free(&history->arena);
	*history = (struct contact_history){0};
}

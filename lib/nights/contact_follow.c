/* contact_follow.c - see contact_history.h: what became of the changes */
#include "nights/contact_history.h"

#include "io/path.h"
#include "nights/fate.h"
#include "nights/group_decision.h"
#include "nights/night_lines.h"
#include "record/list.h"
#include "record/table.h"
#include "review/decisions.h"

#include <stdlib.h>

static struct span
kept_z(struct contact_history *history, const char *text_z)
{
	return text_z ? arena_copy(&history->arena, span_from_z(text_z)) : span_of(NULL, 0);
}

/* The staff was asked to delete the contact, and it is gone. */
static bool
is_removal_of(const struct contact_event *event, const struct contact_history *history,
	const struct night_line *line)
{
	return event->kind == EVENT_TAKEN_OUT && !event->shown.data && line->change.length &&
	       span_equal_z(line->run, history->runs.list[event->run].name_z);
}

static bool
is_change_of(const struct contact_event *event, size_t run)
{
	return event->kind == EVENT_CHANGED && event->run == run;
}

static bool
has_stage_of(const struct contact_history *history, size_t run)
{
	for (size_t i = 0; i < history->count; i++)
		if (history->list[i].run == run && history->list[i].filter.data)
			return true;
	return false;
}

/* The columns of the contact's row in an update file. */
static void
take_row(struct contact_history *history, size_t run, const struct table *table,
	const struct fate *fate, size_t part)
{
	const char *name_z = fate->approval.parts[part].name_z;
	size_t upload = approval_uploads_find(&fate->uploads, name_z);
	for (size_t i = 0; i < history->count; i++) {
		struct contact_event *event = &history->list[i];
		for (size_t column = 1; column < table->column_count; column++) {
			if (!is_change_of(event, run) ||
				!columns_alike(
					history->columns, event->field, table->names[column]))
				continue;
			event->part = kept_z(history, name_z);
			if (upload == fate->uploads.count)
				continue;
			event->uploaded_at = kept_z(history, fate->uploads.at_z[upload]);
			event->uploaded_by = kept_z(history, fate->uploads.by_z[upload]);
		}
	}
}

static bool
read_part(struct contact_history *history, size_t run, struct span key, const struct fate *fate,
	size_t part, struct error *error)
{
	struct table table = {0};
	char *path_z = approval_part_path_z(
		&fate->approval.parts[part], history->runs.list[run].path_z, error);
	bool well = path_z && table_read(&table, path_z, error);
	for (size_t row = 0; well && row < table.row_count; row++)
		if (span_equal(table_cell(&table, row, 0), key))
			take_row(history, run, &table, fate, part);
	table_free(&table);
	free(path_z);
	return well;
}

/* What is to be done by hand. */
static bool
read_manual(struct contact_history *history, size_t run, struct span key, struct error *error)
{
	static const struct span names[] = {
		{"customer_id", 11}, {"signalvine_id", 13}, {"column", 6}};
	char *path_z = text_formatted_z("%s/%s", history->runs.list[run].path_z, APPROVAL_MANUAL);
	bool there;
	bool well = path_exists(path_z, &there, error);
	struct list *list = there ? list_read(path_z, names, 3, error) : NULL;
	free(path_z);
	for (size_t row = 0; list && row < list->count; row++) {
		if (!span_equal(list_text(list, row, 0), key) &&
			!span_equal(list_text(list, row, 1), key))
			continue;
		for (size_t i = 0; i < history->count; i++)
			if (is_change_of(&history->list[i], run) &&
				columns_alike(history->columns, history->list[i].field,
					list_text(list, row, 2)))
				history->list[i].part = kept_z(history, APPROVAL_MANUAL);
	}
	list_free(list);
	return well && (list || !there);
}

/* Whether the letter to the platform's staff names it. */
static bool
read_removal(struct contact_history *history, size_t run, struct span key,
	const struct approval *approval, struct error *error)
{
	static const struct span names[] = {{"customer_id", 11}, {"signalvine_id", 13}};
	if (!approval->removal.name_z)
		return true;
	char *path_z = approval_part_path_z(
		&approval->removal, history->runs.list[run].path_z, error);
	struct list *list = path_z ? list_read(path_z, names, 2, error) : NULL;
	free(path_z);
	bool named = false;
	for (size_t row = 0; list && row < list->count; row++)
		named = named || span_equal(list_text(list, row, 0), key) ||
			span_equal(list_text(list, row, 1), key);
	list_free(list);
	for (size_t i = 0; named && i < history->count; i++)
		if (history->list[i].run == run && history->list[i].kind == EVENT_TAKEN_OUT)
			history->list[i].part = kept_z(history, approval->removal.name_z);
	return list != NULL;
}

static bool
is_unexplained(const struct contact_event *event, size_t run)
{
	return is_change_of(event, run) && !event->part.data && !event->left_out.data;
}

static void
take_decision(struct contact_history *history, size_t run, struct span key,
	const struct decision *decision)
{
	for (size_t i = 0; i < history->count; i++) {
		struct contact_event *event = &history->list[i];
		if (!is_unexplained(event, run) || decision->scope == DECISION_GROUP)
			continue;
		struct span about = decision->scope == DECISION_RULE ? event->stage : key;
		if (span_equal(decision->name, about))
			event->left_out = arena_copy(&history->arena, decision->reason);
	}
}

/* The export has to be read for it, so only where nothing else says why. */
static bool
take_group_decision(struct contact_history *history, size_t run, struct span key,
	struct decisions *decisions, struct error *error)
{
	struct span reason = span_of(NULL, 0);
	size_t first = 0;
	while (first < history->count && !is_unexplained(&history->list[first], run))
		first++;
	if (first == history->count)
		return true;
	if (!group_decision_find(decisions, history->runs.list[run].path_z, key, history->columns,
		    &history->arena, &reason, error))
		return false;
	for (size_t i = first; i < history->count; i++)
		if (is_unexplained(&history->list[i], run))
			history->list[i].left_out = reason;
	return true;
}

/* Why the reviewer left something out. */
static bool
read_decisions(struct contact_history *history, size_t run, struct span key,
	const struct approval *approval, struct error *error)
{
	struct decisions decisions = {0};
	const struct listed_run *listed = &history->runs.list[run];
	char *path_z = text_formatted_z("%s/%s", listed->path_z, APPROVAL_DECISIONS);
	bool there;
	bool well = path_exists(path_z, &there, error);
	if (there)
		well = decisions_read(
			&decisions, path_z, listed->name_z, approval->manifest_sha256_z, error);
	for (size_t i = 0; well && i < decisions.count; i++)
		take_decision(history, run, key, &decisions.list[i]);
	well = well && (!there || take_group_decision(history, run, key, &decisions, error));
	decisions_free(&decisions);
	free(path_z);
	return well;
}

static bool
follow_run(struct contact_history *history, size_t run, struct span key, struct error *error)
{
	struct fate fate = {0};
	bool well = fate_read(&fate, history->runs.list[run].path_z, error);
	for (size_t i = 0; well && i < history->count; i++) {
		struct contact_event *event = &history->list[i];
		if (event->run == run && event->filter.data) {
			event->approved_by = kept_z(history, fate.approval.by_z);
			event->approved_at = kept_z(history, fate.approval.at_z);
		}
	}
	well = well && read_removal(history, run, key, &fate.approval, error) &&
	       (!fate.approval.by_z || read_manual(history, run, key, error));
	for (size_t i = 0; well && i < fate.approval.part_count; i++)
		well = read_part(history, run, key, &fate, i, error);
	well = well &&
	       (!fate.approval.by_z || read_decisions(history, run, key, &fate.approval, error));
	fate_free(&fate);
	return well;
}

static void
take_confirmed(struct contact_history *history, const struct night_line *line, const char *shown_z)
{
	for (size_t i = 0; i < history->count; i++) {
		struct contact_event *event = &history->list[i];
		if (event->kind == EVENT_CHANGED && !event->shown.data &&
			span_equal_z(line->run, history->runs.list[event->run].name_z) &&
			columns_alike(history->columns, event->field, line->field))
			event->shown = span_from_z(shown_z);
		if (is_removal_of(event, history, line))
			event->shown = span_from_z(shown_z);
	}
}

static bool
read_confirmed(struct contact_history *history, size_t run, struct span key, struct error *error)
{
	struct night_lines lines = {0};
	const struct listed_run *listed = &history->runs.list[run];
	bool well = night_lines_open(&lines, listed->path_z, CONFIRMED_FILE, error);
	while (well && lines.more) {
		if (span_equal(lines.line.key, key))
			take_confirmed(history, &lines.line, listed->name_z);
		well = night_lines_advance(&lines, error);
	}
	night_lines_close(&lines);
	return well;
}

bool
contact_history_follow(
	struct contact_history *history, const struct contact_query *query, struct error *error)
{
	bool well = true;
	for (size_t i = 0; well && i < history->runs.count; i++)
		well = !has_stage_of(history, i) || follow_run(history, i, query->key, error);
	for (size_t i = 0; well && i < history->runs.count; i++)
		well = history->runs.list[i].state != RUN_PROPOSED ||
		       read_confirmed(history, i, query->key, error);
	return well;
}

/* proof_stages.c - see proof_internal.h: what the stages say of a record */
#include "cli/memory.h"
#include "format/json_text.h"
#include "run/proof_internal.h"
#include "run/stage_folder.h"

#include <stdlib.h>

static bool
open_cursor(struct cursor *cursor, const struct run_stage *stage, const char *name_z,
	struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", stage->path_z, name_z);
	bool well = cursor_open(cursor, path_z, error);
	free(path_z);
	return well;
}

bool
proof_stage_open(struct proof_stage *stage, const struct run_stage *description,
	struct proof *proof, struct error *error)
{
	stage->stage = description;
	for (size_t i = 0; i < description->key_count && i < KEY_COLUMNS_MOST; i++) {
		struct span name = span_from_z(description->keys_z[i]);
		stage->keys.list[stage->keys.count++] = columns_want(
			&proof->export_columns, name, COLUMN_OPTIONAL);
		stage->cleaned_keys.list[stage->cleaned_keys.count++] = columns_want(
			&proof->cleaned_columns, name, COLUMN_OPTIONAL);
	}
	stage->fields = memory_zeroed(description->field_count, sizeof(*stage->fields));
	for (size_t i = 0; i < description->field_count; i++)
		stage->fields[i] = columns_want(&proof->export_columns,
			span_from_z(description->fields_z[i]), COLUMN_OPTIONAL);
	return open_cursor(&stage->gone, description, STAGE_GONE, error) &&
	       (!description->has_journal ||
		       open_cursor(&stage->journal, description, STAGE_JOURNAL, error));
}

void
proof_stage_close(struct proof_stage *stage)
{
	cursor_close(&stage->journal);
	cursor_close(&stage->gone);
	free(stage->fields);
}

/* Whether a line of the stage is about this record. */
static bool
is_about(struct proof_stage *stage, const struct cursor *cursor, struct record *record)
{
	struct key key = {{"", 0}, 0};
	const struct cursor_line *line = &cursor->line;
	if (!cursor->more)
		return false;
	if (record && !record_key(record, &stage->keys, &key))
		key.text = span_of("", 0);
	if (!span_equal(line->key, key.text))
		return false;
	struct span key_field = span_of("", 0);
	if (key.text.length && key.column)
		key_field = record_name(record, stage->keys.list[key.column]);
	return span_equal(line->key_field, key_field);
}

static bool
find_column(const struct proof_stage *stage, const struct record *record, struct span field,
	struct column *column)
{
	for (size_t i = 0; i < stage->stage->field_count; i++) {
		if (!columns_match(record->columns, stage->fields[i].index, field))
			continue;
		*column = stage->fields[i];
		return true;
	}
	return false;
}

/* Whether the change of a journal's line starts from what the record has now. */
static bool
is_next_change(const struct proof_stage *stage, const struct record *record, struct column *column)
{
	const struct cursor_line *line = &stage->journal.line;
	struct span raw;
	if (!find_column(stage, record, line->field, column))
		return false;
	bool present = record_raw(record, *column, &raw);
	return line->added ? !present : present && span_equal(raw, line->from);
}

static bool
keep_line(struct proof *proof, const struct cursor_line *line, struct error *error)
{
	if (!proof->journal)
		return true;
	struct buffer bytes = {0};
	struct span raw = line->raw;
	buffer_add(&bytes, span_of(raw.data, raw.length - 1)); /* without the closing brace */
	json_add_member(&bytes, "run", span_from_z(proof->request->run_name_z));
	buffer_add_z(&bytes, "}\n");
	bool well = side_file_write(proof->journal, buffer_span(&bytes), error);
	buffer_free(&bytes);
	return well;
}

static void
tell_change(const struct proof *proof, const struct proof_stage *stage)
{
	const struct proof_watcher *watcher = proof->request->watcher;
	watcher->change(watcher->context, (size_t)(stage - proof->stages), &stage->journal.line);
}

/* Take every line of the stage that fits the record as it is now. */
static bool
apply_stage(struct proof *proof, struct proof_stage *stage, struct record *record, bool *applied,
	struct error *error)
{
	struct column column;
	while (is_about(stage, &stage->journal, record) && is_next_change(stage, record, &column)) {
		if (stage->journal.line.removed)
			record_remove(record, column);
		else
			record_set_raw(record, column, stage->journal.line.to);
		proof->counts.changes++;
		*applied = true;
		if (proof->request->watcher)
			tell_change(proof, stage);
		if (!keep_line(proof, &stage->journal.line, error) ||
			!cursor_advance(&stage->journal, error))
			return false;
	}
	return true;
}

static bool
refuse_change(const struct proof_stage *stage, const struct record *record, struct error *error)
{
	const struct cursor_line *line = &stage->journal.line;
	struct column column;
	struct span raw = span_of("", 0);
	if (find_column(stage, record, line->field, &column))
		record_raw(record, column, &raw);
	return error_set(error, STATUS_REFUSED,
		"the journal of the stage %s says that %.*s of %.*s was %.*s, but it was %.*s when it "
		"came there",
		stage->stage->name_z, SPAN_ARGUMENTS(span_excerpt(line->field, 80)),
		SPAN_ARGUMENTS(span_excerpt(line->key, 80)),
		SPAN_ARGUMENTS(span_excerpt(line->from, 200)),
		SPAN_ARGUMENTS(span_excerpt(raw, 200)));
}

bool
proof_apply_changes(struct proof *proof, struct record *record, struct error *error)
{
	bool applied = true, any = false;
	/* the order of the stages is not known: one starts where another has ended */
	while (applied) {
		applied = false;
		for (size_t i = 0; i < proof->stage_count; i++)
			if (!apply_stage(proof, &proof->stages[i], record, &applied, error))
				return false;
		any = any || applied;
	}
	proof->counts.changed += any;
	for (size_t i = 0; i < proof->stage_count; i++)
		if (is_about(&proof->stages[i], &proof->stages[i].journal, record))
			return refuse_change(&proof->stages[i], record, error);
	return true;
}

bool
proof_take_gone(
	struct proof *proof, struct record *record, struct proof_fate *fate, struct error *error)
{
	for (size_t i = 0; i < proof->stage_count; i++) {
		struct proof_stage *stage = &proof->stages[i];
		if (!is_about(stage, &stage->gone, record))
			continue;
		if (stage->gone.line.rejected)
			proof->counts.rejected++;
		else
			proof->counts.gone++;
		fate->kind = stage->gone.line.rejected ? FATE_REJECTED : FATE_TAKEN_OUT;
		fate->stage = i;
		fate->purged = strcmp(stage->stage->filter_z, "purge") == 0;
		return cursor_advance(&stage->gone, error);
	}
	return true;
}

static bool
refuse_rest(const struct proof_stage *stage, const struct cursor *cursor, const char *what_z,
	struct error *error)
{
	return error_set(error, STATUS_REFUSED,
		"the stage %s says that it %s %.*s, but no record of the export fits, in the order "
		"of the export",
		stage->stage->name_z, what_z,
		SPAN_ARGUMENTS(cursor->line.key.length ? span_excerpt(cursor->line.key, 80)
						       : span_from_z("a record without a key")));
}

bool
proof_check_stages_ended(struct proof *proof, struct error *error)
{
	for (size_t i = 0; i < proof->stage_count; i++) {
		const struct proof_stage *stage = &proof->stages[i];
		if (stage->journal.more)
			return refuse_rest(stage, &stage->journal, "changed", error);
		if (stage->gone.more)
			return refuse_rest(stage, &stage->gone, "took out", error);
	}
	return true;
}

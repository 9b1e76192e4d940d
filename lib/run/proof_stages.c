/* proof_stages.c - see proof_internal.h: what the stages say of a record */
#include "cli/memory.h"
#include "format/json_text.h"
#include "run/proof_internal.h"
#include "run/stage_folder.h"

#include <stdlib.h>

/* With the digest of its file, unless it is NULL. */
static bool
open_cursor(struct cursor *cursor, const struct run_stage *stage, const char *name_z,
	struct digest *digest, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", stage->path_z, name_z);
	if (digest) {
		digest_begin(digest);
		cursor->raw_tap = digest_tap(digest);
	}
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
	bool asked = proof->request->sums != NULL;
	return open_cursor(&stage->gone, description, STAGE_GONE,
		       asked ? &stage->gone_digest : NULL, error) &&
	       (!description->has_journal ||
		       open_cursor(&stage->journal, description, STAGE_JOURNAL,
			       asked ? &stage->journal_digest : NULL, error));
}

void
proof_stage_close(struct proof_stage *stage)
{
	cursor_close(&stage->journal);
	cursor_close(&stage->gone);
	free(stage->fields);
}

/* Whether a line of the stage is about the record that came to it last. */
static bool
is_next(const struct proof_stage *stage, const struct cursor *cursor)
{
	return cursor->more && cursor->line.number == stage->seen;
}

static struct span
shown_key(struct span key)
{
	return key.length ? span_excerpt(key, 80) : span_from_z("without a key");
}

/* What the stage's line calls the record is what it is called. */
static bool
check_key(struct proof_stage *stage, const struct cursor_line *line, struct record *record,
	struct error *error)
{
	struct key key = {{"", 0}, 0};
	struct span key_field = span_of("", 0);
	if (!record_key(record, &stage->keys, &key))
		key.text = span_of("", 0);
	if (key.text.length && key.column)
		key_field = record_name(record, stage->keys.list[key.column]);
	if (span_equal(line->key, key.text) && span_equal(line->key_field, key_field))
		return true;
	return error_set(error, STATUS_REFUSED,
		"the stage %s says that its record %llu was %.*s, but %.*s (record %llu of the "
		"export) should have come there",
		stage->stage->name_z, (unsigned long long)line->number,
		SPAN_ARGUMENTS(shown_key(line->key)), SPAN_ARGUMENTS(shown_key(key.text)),
		(unsigned long long)record->number);
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
is_change(const struct proof_stage *stage, const struct record *record, struct column *column)
{
	const struct cursor_line *line = &stage->journal.line;
	struct span raw;
	if (!find_column(stage, record, line->field, column))
		return false;
	bool present = record_raw(record, *column, &raw);
	return line->added ? !present : present && span_equal(raw, line->from);
}

/* The sink shows the digester what it writes. */
static bool
keep_line(struct proof *proof, const struct cursor_line *line, struct error *error)
{
	if (!proof->journal && !proof->journal_digester)
		return true;
	struct buffer *bytes = &proof->line;
	buffer_clear(bytes);
	buffer_add(bytes, cursor_line_members(line));
	buffer_add(bytes, buffer_span(&proof->line_end));
	if (proof->journal)
		return sink_write(proof->journal, buffer_span(bytes), error);
	digester_add(proof->journal_digester, buffer_span(bytes));
	return true;
}

static void
tell_change(const struct proof *proof, const struct proof_stage *stage)
{
	const struct proof_watcher *watcher = proof->request->watcher;
	watcher->change(watcher->context, (size_t)(stage - proof->stages), &stage->journal.line);
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

/* Take what the stage's journal says of the record. */
static bool
apply_stage(struct proof *proof, struct proof_stage *stage, struct record *record, bool *changed,
	struct error *error)
{
	const struct cursor_line *line = &stage->journal.line;
	while (is_next(stage, &stage->journal)) {
		struct column column;
		if (!check_key(stage, line, record, error))
			return false;
		if (!is_change(stage, record, &column))
			return refuse_change(stage, record, error);
		if (line->removed)
			record_remove(record, column);
		else
			record_set_raw(record, column, line->to);
		proof->counts.changes++;
		*changed = true;
		if (proof->request->watcher)
			tell_change(proof, stage);
		if (!keep_line(proof, line, error) || !cursor_advance(&stage->journal, error))
			return false;
	}
	return true;
}

static bool
take_gone(struct proof *proof, struct proof_stage *stage, struct proof_fate *fate,
	struct error *error)
{
	bool rejected = stage->gone.line.rejected;
	proof->counts.rejected += rejected;
	proof->counts.gone += !rejected;
	fate->kind = rejected ? FATE_REJECTED : FATE_TAKEN_OUT;
	fate->stage = (size_t)(stage - proof->stages);
	fate->purged = stage->stage->takes_out;
	return cursor_advance(&stage->gone, error);
}

bool
proof_follow(
	struct proof *proof, struct record *record, struct proof_fate *fate, struct error *error)
{
	bool changed = false;
	for (size_t i = 0; i < proof->order.count && fate->kind == FATE_KEPT; i++) {
		struct proof_stage *stage = &proof->stages[proof->order.way[i]];
		const struct cursor_line *gone = &stage->gone.line;
		stage->seen++;
		if (!apply_stage(proof, stage, record, &changed, error))
			return false;
		if (!is_next(stage, &stage->gone))
			continue;
		/* of a bad record the stage may not have read the key */
		bool nameless = gone->rejected && !gone->key.length;
		if ((!nameless && !check_key(stage, gone, record, error)) ||
			!take_gone(proof, stage, fate, error))
			return false;
	}
	proof->counts.changed += changed;
	return true;
}

bool
proof_follow_bad(struct proof *proof, struct proof_fate *fate, struct error *error)
{
	if (!proof->order.count)
		return true;
	struct proof_stage *first = &proof->stages[proof->order.way[0]];
	first->seen++;
	return !is_next(first, &first->gone) || !first->gone.line.rejected ||
	       take_gone(proof, first, fate, error);
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
	for (size_t i = 0; i < proof->order.count; i++) {
		const struct proof_stage *stage = &proof->stages[proof->order.way[i]];
		if (stage->journal.more)
			return refuse_rest(stage, &stage->journal, "changed", error);
		if (stage->gone.more)
			return refuse_rest(stage, &stage->gone, "took out", error);
	}
	return true;
}

static void
tell_sum(const struct proof *proof, const struct run_stage *stage, const char *name_z,
	struct digest *digest)
{
	char *path_z = text_formatted_z("%s/%s", stage->path_z, name_z);
	known_sums_add_digest(proof->request->sums, path_z, digest);
	free(path_z);
}

void
proof_stages_tell_sums(struct proof *proof)
{
	for (size_t i = 0; i < proof->order.count; i++) {
		struct proof_stage *stage = &proof->stages[proof->order.way[i]];
		tell_sum(proof, stage->stage, STAGE_GONE, &stage->gone_digest);
		if (stage->stage->has_journal)
			tell_sum(proof, stage->stage, STAGE_JOURNAL, &stage->journal_digest);
	}
}

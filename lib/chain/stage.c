/* stage.c - see stage.h: the records in a stage, and its end */
#include "chain/stage.h"

#include "cli/memory.h"

#include <stdlib.h>

static bool
write_journal(struct stage *stage, const struct record *record, struct error *error)
{
	const struct key *key = &stage->key;
	if (!stage->changed)
		stage->changed = memory_zeroed(record->columns->count, sizeof(*stage->changed));
	struct journal_entry entry = {
		.key = key->text,
		.format = record->format,
		.consent = record->consent,
		.evidence = record->evidence,
	};
	if (key->column || stage->names_key)
		entry.key_field = record_name(record, stage->keys.list[key->column]);
	if (stage->folder)
		entry.number = stage->counts.read;
	for (size_t i = 0; i < record->change_count; i++) {
		const struct change *change = &record->changes[i];
		entry.field = change->name;
		entry.added = change->added;
		entry.from = change->from;
		entry.to = change->to;
		stage->changed[change->column.index] = true;
		if (!journal_add(stage->journal, &entry, error))
			return false;
	}
	return true;
}

static bool
count_change(struct stage *stage, uint64_t *count, struct error *error)
{
	*count += 1;
	if (stage->counts.changed + stage->counts.gone <= stage->max_changes)
		return true;
	return error_set(error, STATUS_REFUSED,
		"more than %llu contact%s would be %s; look at them, then raise --max-changes",
		(unsigned long long)stage->max_changes, stage->max_changes == 1 ? "" : "s",
		stage->filter->gone_word ? stage->filter->gone_word : "changed");
}

/* Whether --where selects the record, and it has a key where one is needed. */
static enum verdict
choose(struct stage *stage, struct record *record, bool *chosen)
{
	struct key *key = &stage->key;
	*chosen = true;
	if (stage->where && !where_test(stage->where, record, chosen))
		return VERDICT_BAD;
	if (!*chosen || !(stage->journal || stage->filter->takes_out))
		return VERDICT_KEEP;
	if (!record_key(record, &stage->keys, key))
		return VERDICT_BAD;
	if (!key->text.length) {
		stage->decided |= DECIDED_KEYLESS;
		*chosen = false;
	}
	return VERDICT_KEEP;
}

static enum verdict
decide(struct stage *stage, struct record *record, struct error *error)
{
	bool chosen;
	if (choose(stage, record, &chosen) == VERDICT_BAD)
		return VERDICT_BAD;
	if (!stage->filter->apply)
		return chosen ? VERDICT_KEEP : VERDICT_GONE;
	if (!chosen)
		return stage->filter->inspect ? stage->filter->inspect(stage->state, record)
					      : VERDICT_KEEP;
	record_forget_changes(record);
	enum verdict verdict = stage->filter->apply(stage->state, record, error);
	if (verdict == VERDICT_HELD)
		stage->decided |= DECIDED_HELD;
	if (verdict != VERDICT_KEEP)
		return verdict;
	if (stage->left_alone && left_alone_take_back(stage->left_alone, record))
		stage->decided |= DECIDED_LEFT_ALONE;
	if (record->change_count)
		stage->decided |= DECIDED_CHANGED;
	return verdict;
}

/* Say in the run's folder that a record does not go on; its key is of no use when it is bad. */
static bool
note_gone(struct stage *stage, struct record *record, bool rejected, struct error *error)
{
	if (!stage->folder)
		return true;
	struct stage_gone gone = {.number = stage->counts.read, .rejected = rejected};
	struct key key;
	if (record && record_key(record, &stage->keys, &key)) {
		gone.key = key.text;
		if (key.column)
			gone.key_field = record_name(record, stage->keys.list[key.column]);
	}
	return stage_folder_add_gone(stage->folder, &gone, error);
}

bool
stage_reject(struct stage *stage, struct record *record, struct error *error)
{
	struct defect defect = {0};
	stage->counts.rejected++;
	if (record)
		defect = record->defect;
	if (!note_gone(stage, record, true, error))
		return false;
	if (record)
		record->defect = defect;
	return true;
}

enum verdict
stage_apply(struct stage *stage, struct record *record, bool is_protected, struct error *error)
{
	stage->counts.read++;
	stage->decided = is_protected ? DECIDED_PROTECTED : 0;
	if (stage->needs.count || !stage->needs.any)
		needs_meet(&stage->needs, record);
	enum verdict verdict = is_protected ? VERDICT_KEEP : decide(stage, record, error);
	switch (verdict) {
	case VERDICT_HELD:
	case VERDICT_KEEP:
		return VERDICT_KEEP;
	case VERDICT_GONE:
		stage->counts.keyless += (stage->decided & DECIDED_KEYLESS) != 0;
		if (!count_change(stage, &stage->counts.gone, error) ||
			!note_gone(stage, record, false, error))
			return VERDICT_FAILED;
		return verdict;
	case VERDICT_BAD:
		return stage_reject(stage, record, error) ? verdict : VERDICT_FAILED;
	case VERDICT_FAILED:
		return verdict;
	}
	return verdict;
}

bool
stage_pass_on(struct stage *stage, const struct record *record, struct error *error)
{
	const unsigned decided = stage->decided;
	struct stage_counts *counts = &stage->counts;
	counts->written++;
	if (stage->filter->settle)
		stage->filter->settle(stage->state, record);
	if (!decided)
		return true;
	counts->held += (decided & DECIDED_HELD) != 0;
	counts->protected += (decided & DECIDED_PROTECTED) != 0;
	counts->keyless += (decided & DECIDED_KEYLESS) != 0;
	counts->left_alone += (decided & DECIDED_LEFT_ALONE) != 0;
	if (!(decided & DECIDED_CHANGED))
		return true;
	return count_change(stage, &stage->counts.changed, error) &&
	       (!stage->journal || write_journal(stage, record, error));
}

bool
stage_check_columns(const struct stage *stage, const struct reader *reader, struct error *error)
{
	return reader_format(reader) != FORMAT_NDJSON || needs_check(&stage->needs, reader, error);
}

bool
stage_publish(struct stage *stage, struct error *error)
{
	if (stage->filter->publish && !stage->filter->publish(stage->state, error))
		return false;
	return stage_guard_publish(&stage->guard, error) &&
	       (!stage->journal || journal_publish(stage->journal, error));
}

bool
stage_end(struct stage *stage, size_t place, const struct columns *columns,
	const struct stage_passage *passage, struct error *error)
{
	const struct stage_counts *counts = &stage->counts;
	struct stage_count list[9 + FILTER_COUNTS_MOST] = {
		{"read", counts->read},
		{"written", counts->written},
		{"changed", counts->changed},
		{"gone", counts->gone},
		{"rejected", counts->rejected},
		{"held", counts->held},
		{"protected", counts->protected},
		{"keyless", counts->keyless},
		{"left_alone", counts->left_alone},
	};
	struct stage_result result = {
		.passage = passage,
		.place = place,
		.counts = list,
		.count_count = 9,
	};
	if (stage->filter->count)
		result.count_count += stage->filter->count(stage->state, list + 9);
	struct span *fields = memory_zeroed(columns->count, sizeof(*fields));
	for (size_t i = 0; i < columns->count; i++)
		if (stage->changed && stage->changed[i])
			fields[result.field_count++] = span_from_z(columns->list[i].sought_z);
	result.fields = fields;
	bool well = stage_folder_end(stage->folder, &result, error);
	free(fields);
	return well;
}

void
stage_retract(struct stage *stage)
{
	if (stage->journal)
		journal_retract(stage->journal);
	stage_guard_retract(&stage->guard);
	if (stage->begun && stage->filter->retract)
		stage->filter->retract(stage->state);
}

void
stage_free(struct stage *stage)
{
	if (stage->begun && stage->filter->end)
		stage->filter->end(stage->state);
	free(stage->state);
	stage_guard_close(&stage->guard);
	where_free(stage->where);
	needs_free(&stage->needs);
	journal_free(stage->journal);
	stage_folder_free(stage->folder);
	free(stage->changed);
	free(stage->name_z);
	options_free(&stage->options);
}

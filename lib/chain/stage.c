/* stage.c - see stage.h */
#include "chain/stage.h"

#include "cli/memory.h"
#include "format/utf8.h"
#include "run/run_lists.h"

#include <errno.h>
#include <stdlib.h>

static bool
parse_cap(struct stage *stage, struct error *error)
{
	const char *text_z = options_value_z(&stage->options, "max-changes");
	if (!text_z)
		text_z = stage->filter->max_changes_z;
	stage->max_changes = UINT64_MAX;
	if (!text_z)
		return true;
	char *end;
	errno = 0;
	unsigned long long cap = strtoull(text_z, &end, 10);
	if (text_z[0] < '0' || text_z[0] > '9' || *end || errno)
		return error_set(
			error, STATUS_USAGE, "--max-changes is \"%s\", not a whole number", text_z);
	stage->max_changes = cap;
	return true;
}

static bool
parse_where(struct stage *stage, const struct stage_context *context, struct error *error)
{
	const char *expression_z = options_value_z(&stage->options, "where");
	if (!expression_z && stage->filter->where_required)
		return error_set(error, STATUS_USAGE, "--where is missing: roster %s --where EXPR",
			stage->filter->name);
	if (!expression_z)
		return true;
	struct span key_names[KEY_COLUMNS_MOST];
	for (size_t i = 0; i < stage->keys.count; i++)
		key_names[i] = span_from_z(
			context->columns->list[stage->keys.list[i].index].sought_z);
	struct where_context where = {
		.today = context->today,
		.key_names = key_names,
		.key_name_count = stage->keys.count,
		.locate_list = run_list_locate_z,
	};
	stage->where = where_parse(expression_z, context->columns, &where, error);
	return stage->where != NULL;
}

static bool
begin_filter(struct stage *stage, struct stage_context *context, struct error *error)
{
	struct filter_setup setup = {
		.filter = stage->filter,
		.options = &stage->options,
		.columns = context->columns,
		.keys = &stage->keys,
		.folder = stage->folder,
		.run_z = context->run_z,
		.stage_z = stage->name_z,
		.delimiter = context->delimiter,
		.charset_z = context->charset_z,
		.today = context->today,
		.guard = &stage->guard,
		.error = error,
	};
	stage->state = memory_zeroed(1, stage->filter->state_size);
	stage->begun = true;
	if (stage->filter->begin && !stage->filter->begin(stage->state, &setup))
		return false;
	context->files_from = setup.operands_used;
	if (!context->first && setup.operands_used < stage->options.operand_count)
		return error_set(error, STATUS_USAGE,
			"\"%s\" is one operand too many; files stand with the first filter of a "
			"chain",
			stage->options.operands[setup.operands_used]);
	return true;
}

static bool
begin_folder(struct stage *stage, const struct stage_context *context, struct error *error)
{
	if (!context->run_z)
		return true;
	const char *where_z = options_value_z(&stage->options, "where");
	if (where_z && utf8_check(span_from_z(where_z)) < strlen(where_z))
		return error_set(
			error, STATUS_USAGE, "--where is not UTF-8 text, and a run keeps it");
	struct span keys[KEY_COLUMNS_MOST];
	for (size_t i = 0; i < stage->keys.count; i++)
		keys[i] = span_from_z(context->columns->list[stage->keys.list[i].index].sought_z);
	struct stage_description description = {
		.run_z = context->run_z,
		.stage_z = stage->name_z,
		.filter_z = stage->filter->name,
		.where_z = where_z,
		.reason_z = options_value_z(&stage->options, "reason"),
		.keys = keys,
		.key_count = stage->keys.count,
		.has_journal = stage->filter->changes,
		.max_changes = stage->max_changes <= INT64_MAX ? &stage->max_changes : NULL,
		.takes_out = stage->filter->takes_out,
	};
	stage->folder = stage_folder_create(&description, error);
	return stage->folder != NULL;
}

static bool
begin_journal(struct stage *stage, const struct stage_context *context, struct error *error)
{
	const char *given_z = options_value_z(&stage->options, "journal");
	if (!given_z && !(stage->folder && stage->filter->changes))
		return true;
	if (given_z && stage->folder)
		return error_set(error, STATUS_USAGE,
			"a run keeps the journals of its stages; leave --journal out of its "
			"pipeline");
	date_print(context->today, stage->at_z);
	/* a run knows the keys of its stages, but nothing else says of a journal what its keys are
	 */
	const char *first_z = context->columns->list[stage->keys.list[0].index].sought_z;
	stage->names_key = !stage->folder && options_value_z(&stage->options, "key") &&
			   strcmp(first_z, "customer_id") != 0;
	struct journal_setting setting = {
		.filter_z = stage->filter->name,
		.stage_z = stage->folder ? stage->name_z : NULL,
		.reason_z = options_value_z(&stage->options, "reason"),
		.at_z = stage->at_z,
	};
	char *path_z = stage->folder ? stage_folder_path_z(stage->folder, STAGE_JOURNAL)
				     : memory_copied_z(given_z, strlen(given_z));
	stage->journal = journal_create(path_z, &setting, error);
	free(path_z);
	return stage->journal != NULL;
}

static bool
check_reason(const struct stage *stage, const struct stage_context *context, struct error *error)
{
	const char *reason_z = options_value_z(&stage->options, "reason");
	if (!reason_z)
		return true;
	if (!context->run_z && !options_value_z(&stage->options, "journal"))
		return error_set(error, STATUS_USAGE,
			"--reason is written to the journal; say --journal FILE too");
	if (utf8_check(span_from_z(reason_z)) < strlen(reason_z))
		return error_set(error, STATUS_USAGE, "--reason is not UTF-8 text");
	return true;
}

bool
stage_begin(struct stage *stage, struct stage_context *context, struct error *error)
{
	stage->left_alone = context->left_alone;
	size_t required_before = context->first ? 0 : context->columns->required_count;
	if (!check_reason(stage, context, error))
		return false;
	if (!key_columns_want(&stage->keys, options_value_z(&stage->options, "key"),
		    context->columns, error) ||
		!parse_cap(stage, error) || !parse_where(stage, context, error) ||
		!begin_folder(stage, context, error) || !begin_filter(stage, context, error) ||
		!begin_journal(stage, context, error))
		return false;
	needs_begin(&stage->needs, context->columns, required_before);
	return true;
}

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

/* patch - apply or undo recorded changes on a newer export */
#include "chain/filter.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "io/buffer.h"
#include "journal/active_step.h"
#include "journal/conflicts.h"
#include "journal/outcomes.h"
#include "journal/patch_plan.h"
#include "record/truth.h"
#include "run/run_lists.h"

#include <stdlib.h>

struct state {
	struct journal_index index;
	struct active_step step;
	struct conflicts conflicts;
	struct patch_plan plan;
	const struct columns *columns;
	struct column phone_valid;
	struct outcomes outcomes;
};

/* Whether a value that the guard does not ask about could become TRUE under another name. */
static bool
may_hide_active(const struct state *self, const struct journal_field *field)
{
	return field->used && !field->of_set_active && field->may_become[!self->plan.reverse] &&
	       !columns_match(self->columns, self->phone_valid.index, field->name);
}

static bool
want_columns(struct state *self, struct filter_setup *setup)
{
	bool required = false;
	self->columns = setup->columns;
	self->plan.keys = setup->keys;
	self->phone_valid = columns_want(
		setup->columns, span_from_z("phone_valid"), COLUMN_OPTIONAL);
	for (size_t i = 0; i < self->index.field_count; i++) {
		struct journal_field *field = &self->index.fields[i];
		if (!field->used)
			continue;
		field->column = columns_want(setup->columns, field->name,
			field->absent ? COLUMN_OPTIONAL : COLUMN_REQUIRED);
		field->role = role_of_column(setup->columns, field->name);
		for (size_t k = 0; k < self->plan.keys->count; k++)
			if (columns_match(
				    setup->columns, self->plan.keys->list[k].index, field->name))
				return error_set(setup->error, STATUS_USAGE,
					"the journal changes \"%.*s\", which contacts are known "
					"by; name another with --key, or leave it out with --field",
					SPAN_ARGUMENTS(field->name));
		required = required || may_hide_active(self, field);
	}
	struct guard *guard = setup_guard(setup);
	active_step_begin(&self->step, guard, required, setup->columns);
	return guard != NULL;
}

/* In a run the journal is one of the lists that it keeps. */
static bool
read_index(struct state *self, struct filter_setup *setup, const char *journal_z)
{
	const struct options *options = setup->options;
	struct journal_choice choice = {.field_z = setup_option_z(setup, "field", NULL)};
	const char **parts_z = memory_zeroed(options->value_count + 1, sizeof(*parts_z));
	for (size_t i = 0; i < options->value_count; i++)
		if (strcmp(options->values[i].option->name, "part") == 0)
			parts_z[choice.part_count++] = options->values[i].value_z;
	choice.parts_z = parts_z;
	char *path_z = strcmp(journal_z, "-") == 0 ? memory_copied_z("-", 1)
						   : run_list_path_z(journal_z, setup->error);
	bool well = path_z && journal_index_read(&self->index, path_z, setup->keys, setup->columns,
				      &choice, setup->error);
	free(path_z);
	free(parts_z);
	return well;
}

static bool
begin(void *context, struct filter_setup *setup)
{
	struct state *self = context;
	const char *journal_z = setup_file_operand_z(setup, "which JOURNAL");
	if (!journal_z)
		return false;
	self->plan.index = &self->index;
	self->plan.reverse = setup_option_z(setup, "reverse", NULL) != NULL;
	self->plan.merge_groups = setup_option_z(setup, "merge-groups", NULL) != NULL;
	return read_index(self, setup, journal_z) && want_columns(self, setup) &&
	       setup_conflicts(setup, &self->conflicts, journal_z);
}

/* A CSV file cannot be given a column that its header lacks. */
static bool
check_header(const struct state *self, const struct reader *reader, struct error *error)
{
	size_t count;
	const struct span *names = reader_names(reader, &count);
	for (size_t i = 0; i < self->index.field_count; i++) {
		const struct journal_field *field = &self->index.fields[i];
		size_t column = field->column.index;
		if (field->used && !self->columns->list[column].seen)
			return columns_missing(
				self->columns, column, names, count, "the export", error);
	}
	return true;
}

static bool
is_active_field(const struct state *self, const struct journal_field *field)
{
	return field->of_set_active ||
	       columns_match(self->columns, self->step.active.index, field->name);
}

/* `active` is TRUE, FALSE or blank: what else a platform takes for TRUE is not known. */
static bool
check_active(const struct state *self, struct error *error)
{
	for (size_t i = 1; i <= self->index.change_count; i++) {
		const struct journal_change *change = &self->index.changes[i];
		const struct journal_field *field = &self->index.fields[change->field];
		const struct recorded *wanted =
			&self->index.values[change->values[!self->plan.reverse]];
		bool truth;
		if (!is_active_field(self, field) || !wanted->text.length ||
			truth_parse(wanted->text, &truth))
			continue;
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu: %.*s would become \"%.*s\", which is not TRUE or FALSE",
			self->index.path_z, (unsigned long long)change->line,
			SPAN_ARGUMENTS(field->name),
			SPAN_ARGUMENTS(span_excerpt(wanted->text, 80)));
	}
	return true;
}

static bool
start(void *context, const struct reader *reader, struct error *error)
{
	struct state *self = context;
	enum format format = reader_format(reader);
	return journal_index_decode(&self->index, format, error) && check_active(self, error) &&
	       (format == FORMAT_NDJSON || check_header(self, reader, error));
}

/* The guard is asked before anything is changed: who is held stays as he is, with all values. */
static enum verdict
ask_guard(const struct state *self, struct record *contact)
{
	for (size_t i = 0; i < self->plan.count; i++) {
		const struct planned_change *planned = &self->plan.list[i];
		if (!planned->field->of_set_active &&
			!active_step_is_active(&self->step, contact, planned->column))
			continue;
		switch (active_step_ask(&self->step, contact, planned->column, planned->wanted)) {
		case GUARD_ALLOWED:
			break;
		case GUARD_HELD:
			return VERDICT_HELD;
		case GUARD_BAD:
			return VERDICT_BAD;
		}
	}
	return VERDICT_KEEP;
}

static void
note_conflict(struct state *self, struct record *contact, const struct planned_change *planned)
{
	patch_plan_report(&self->plan, contact, planned, &self->conflicts);
	outcomes_note(&self->outcomes, OUTCOME_CONFLICT, 1);
}

/* Leave in the plan what is to be done. */
static void
judge_all(struct state *self, struct record *contact)
{
	enum patch_judgement *judgements = arena_take_aligned(
		&contact->arena, self->plan.count * sizeof(*judgements));
	for (size_t i = 0; i < self->plan.count; i++)
		judgements[i] = patch_plan_judge(&self->plan, contact, i);
	size_t kept = 0;
	for (size_t i = 0; i < self->plan.count; i++) {
		const struct planned_change *planned = &self->plan.list[i];
		if (judgements[i] == PATCH_TO_DO)
			self->plan.list[kept++] = *planned;
		else if (judgements[i] == PATCH_CONFLICT)
			note_conflict(self, contact, planned);
		else
			outcomes_note(&self->outcomes, OUTCOME_ALREADY, 1);
	}
	self->plan.count = kept;
}

static void
make_change(struct state *self, struct record *contact, struct planned_change *planned)
{
	if (!recorded_set(planned->wanted, contact, planned->column, planned->role)) {
		planned_change_fail(planned);
		note_conflict(self, contact, planned);
		return;
	}
	outcomes_note(&self->outcomes, OUTCOME_DONE, 1);
	if (active_step_is_active(&self->step, contact, planned->column) &&
		active_step_is_out(planned->wanted))
		outcomes_note_opt_out(&self->outcomes, planned->column);
}

static void
begin_contact(struct state *self)
{
	outcomes_begin(&self->outcomes);
	conflicts_begin(&self->conflicts);
}

static enum verdict
apply(void *context, struct record *contact, struct error *error)
{
	struct state *self = context;
	(void)error;
	begin_contact(self);
	if (!patch_plan_find(&self->plan, contact))
		return VERDICT_BAD;
	if (!self->plan.count)
		return VERDICT_KEEP;
	judge_all(self, contact);
	enum verdict verdict = ask_guard(self, contact);
	if (verdict == VERDICT_HELD)
		outcomes_note(&self->outcomes, OUTCOME_GUARDED, self->plan.count);
	for (size_t i = 0; verdict == VERDICT_KEEP && i < self->plan.count; i++)
		make_change(self, contact, &self->plan.list[i]);
	return verdict;
}

/* A contact that is there, though it may not be touched, is not gone. */
static void
pass(void *context, struct record *contact)
{
	struct state *self = context;
	begin_contact(self);
	if (!patch_plan_find(&self->plan, contact))
		return;
	for (size_t i = 0; i < self->plan.count; i++)
		self->plan.list[i].change->met++;
	outcomes_note(&self->outcomes, OUTCOME_SPARED, self->plan.count);
}

static enum verdict
inspect(void *context, struct record *contact)
{
	pass(context, contact);
	return VERDICT_KEEP;
}

static void
settle(void *context, const struct record *contact)
{
	struct state *self = context;
	outcomes_settle(&self->outcomes, contact);
	conflicts_settle(&self->conflicts);
}

static bool
publish(void *context, struct error *error)
{
	struct state *self = context;
	return conflicts_publish(&self->conflicts, error);
}

static void
retract(void *context)
{
	struct state *self = context;
	conflicts_retract(&self->conflicts);
}

static uint64_t
count_gone(const struct state *self)
{
	uint64_t gone = 0;
	for (size_t i = 1; i <= self->index.change_count; i++)
		gone += !self->index.changes[i].met;
	return gone;
}

static size_t
count(const void *context, struct stage_count list[FILTER_COUNTS_MOST])
{
	const struct state *self = context;
	static const char *const names[OUTCOME_COUNT] = {"values_done", "values_already_so",
		"values_changed_since", "values_guarded", "values_spared", "values_left_alone"};
	for (size_t i = 0; i < OUTCOME_COUNT; i++)
		list[i] = (struct stage_count){names[i], self->outcomes.counts[i]};
	list[OUTCOME_COUNT] = (struct stage_count){"values_gone", count_gone(self)};
	return OUTCOME_COUNT + 1;
}

static void
report(void *context, const char *name_z)
{
	struct state *self = context;
	const char *const words_z[] = {self->plan.reverse ? "undone" : "applied", "already so",
		"changed since", "guarded", "protected or not selected", "left alone"};
	struct buffer line = {0}, gone = {0};
	struct message_number number;
	buffer_add_format(&gone, ", %s gone%c", message_number_z(&number, count_gone(self)), '\0');
	outcomes_add_words(&line, &self->outcomes, words_z, gone.data);
	message_say(name_z, "recorded changes: %.*s", SPAN_ARGUMENTS(buffer_span(&line)));
	buffer_free(&line);
	buffer_free(&gone);
	conflicts_report(&self->conflicts, name_z);
}

static bool
is_cautious(const void *context)
{
	const struct state *self = context;
	return self->outcomes.opted_out;
}

static void
end(void *context)
{
	struct state *self = context;
	journal_index_free(&self->index);
	conflicts_free(&self->conflicts);
	patch_plan_free(&self->plan);
}

static const struct option options[] = {
	{"reverse", NULL, "undo the changes: give every value its `from` again", false},
	{"merge-groups", NULL, "groups that a contact joined or left since stay so", false},
	{"field", "NAME", "only the changes of this field", false},
	{"part", "FILE", "only the changes in this update file, of approved.ndjson", true},
	{"conflicts", "FILE", "a new file for what was changed since, as NDJSON", false},
	{0},
};

const struct filter filter_patch = {
	.name = "patch",
	.summary = "apply or undo recorded changes on a newer export",
	.operands = "JOURNAL",
	.caution = ACTIVE_STEP_CAUTION,
	.is_cautious = is_cautious,
	.options = options,
	.state_size = sizeof(struct state),
	.changes = true,
	.opts_in = true,
	.held_word = "guarded",
	.held_note = ACTIVE_STEP_HELD_NOTE,
	.begin = begin,
	.start = start,
	.apply = apply,
	.inspect = inspect,
	.pass = pass,
	.settle = settle,
	.publish = publish,
	.retract = retract,
	.report = report,
	.count = count,
	.end = end,
};

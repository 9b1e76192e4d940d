/* correct - set listed columns of listed contacts from a file */
#include "chain/filter.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "io/buffer.h"
#include "journal/active_step.h"
#include "journal/fix_conflicts.h"
#include "journal/outcomes.h"
#include "record/truth.h"
#include "run/run_lists.h"

#include <stdlib.h>

struct state {
	bool blank; /* a blank cell clears the value */
	struct fixes fixes;
	struct active_step step;
	struct conflicts conflicts;
	struct phone_watch phones;
	const struct key_columns *keys;
	struct span phone_name;
	struct column phone;
	bool sets_phone;
	struct fix_value *planned; /* of the contact that is looked at */
	size_t planned_count;
	struct outcomes outcomes;
	struct fix_rows rows;
	struct {
		struct span key, phone; /* no data: it is not watched */
		uint64_t line;          /* of the list, which gave it this phone; 0: it had it */
	} watched;                      /* the contact at hand */
};

/* Whether a row says something about a column; a blank cell does where it clears the value. */
static bool
wanted_cell(
	const struct state *self, size_t row, const struct fix_column *column, struct span *text)
{
	*text = table_cell(&self->fixes.table, row, column->cell);
	if (!text->data)
		return false;
	if (span_trim(*text).length)
		return true;
	*text = span_of("", 0);
	return self->blank;
}

static bool
check_truth(
	const struct state *self, size_t row, const struct fix_column *column, struct error *error)
{
	bool truth;
	struct span text;
	if (!wanted_cell(self, row, column, &text) || !text.length || truth_parse(text, &truth))
		return true;
	return error_set(error, STATUS_BAD_DATA, "%s:%llu: %.*s is \"%.*s\", not TRUE or FALSE",
		self->fixes.table.path_z, (unsigned long long)self->fixes.table.rows[row].line,
		SPAN_ARGUMENTS(self->fixes.table.names[column->cell]),
		SPAN_ARGUMENTS(span_excerpt(text, 80)));
}

/* What can be checked and known of the cells before the export is read. */
static bool
look_at_cells(struct state *self, const struct fix_column *column, bool *may_hide_active,
	struct error *error)
{
	bool is_truth = column->role == ROLE_TRUTH, truth;
	for (size_t row = 0; row < self->fixes.table.row_count; row++) {
		struct span text;
		if (is_truth && !check_truth(self, row, column, error))
			return false;
		if (!wanted_cell(self, row, column, &text))
			continue;
		if (column->column.index == self->phone.index)
			phone_watch_add(&self->phones, text);
		*may_hide_active = *may_hide_active ||
				   (!is_truth && truth_parse(span_trim(text), &truth) && truth);
	}
	return true;
}

/* Two columns of the list would be one of the export: nobody knows which is meant. */
static bool
check_names(const struct state *self, const struct columns *columns, size_t at, struct error *error)
{
	const struct fix_column *list = self->fixes.columns;
	struct span name = self->fixes.table.names[list[at].cell];
	for (size_t i = 0; i < at; i++)
		if (columns_match(columns, list[i].column.index, name))
			return error_set(error, STATUS_BAD_DATA,
				"%s: \"%.*s\" and \"%.*s\" are one column of the export; say with "
				"--set which is meant",
				self->fixes.table.path_z,
				SPAN_ARGUMENTS(self->fixes.table.names[list[i].cell]),
				SPAN_ARGUMENTS(name));
	return true;
}

static bool
want_columns(struct state *self, struct filter_setup *setup)
{
	bool may_hide_active = false;
	self->phone = columns_want(setup->columns, span_from_z("phone"), COLUMN_OPTIONAL);
	self->phone_name = span_from_z(setup->columns->list[self->phone.index].sought_z);
	for (size_t i = 0; i < self->fixes.column_count; i++) {
		struct fix_column *column = &self->fixes.columns[i];
		struct span name = self->fixes.table.names[column->cell];
		column->column = columns_want(setup->columns, name, COLUMN_REQUIRED);
		size_t index = column->column.index;
		column->role = role_of_column(setup->columns, name);
		self->sets_phone = self->sets_phone || index == self->phone.index;
		if (!check_names(self, setup->columns, i, setup->error) ||
			!look_at_cells(self, column, &may_hide_active, setup->error))
			return false;
	}
	struct guard *guard = setup_guard(setup);
	active_step_begin(&self->step, guard, may_hide_active, setup->columns);
	return guard != NULL;
}

static bool
begin(void *context, struct filter_setup *setup)
{
	struct state *self = context;
	const char *fixes_z = setup_file_operand_z(setup, "which FIXES");
	if (!fixes_z)
		return false;
	struct span keys[KEY_COLUMNS_MOST];
	self->keys = setup->keys;
	self->blank = setup_option_z(setup, "blank", NULL) != NULL;
	for (size_t i = 0; i < setup->keys->count; i++)
		keys[i] = span_from_z(setup->columns->list[setup->keys->list[i].index].sought_z);
	char *path_z = strcmp(fixes_z, "-") == 0 ? memory_copied_z("-", 1)
						 : run_list_path_z(fixes_z, setup->error);
	bool well = path_z &&
		    fixes_read(&self->fixes, path_z, keys, setup->keys->count,
			    setup_option_z(setup, "set", NULL), setup->error) &&
		    want_columns(self, setup) && setup_conflicts(setup, &self->conflicts, fixes_z);
	free(path_z);
	return well;
}

static void
note_conflict(struct state *self, struct record *contact, const struct fix_value *value,
	enum fix_failure failure)
{
	fix_conflicts_add(&self->fixes, contact, value, failure, &self->conflicts);
	outcomes_note(&self->outcomes, OUTCOME_CONFLICT, 1);
}

static void
plan_value(struct state *self, const struct fix_value *value)
{
	self->planned = memory_resized(
		self->planned, self->planned_count + 1, sizeof(*self->planned));
	self->planned[self->planned_count++] = *value;
}

/* Leave in the plan what is to be done. */
static void
plan_contact(struct state *self, struct record *contact, size_t row)
{
	self->planned_count = 0;
	for (size_t i = 0; i < self->fixes.column_count; i++) {
		struct fix_value value = {.row = row, .column = &self->fixes.columns[i]};
		struct span text, old = {NULL, 0};
		if (!wanted_cell(self, row, value.column, &text))
			continue;
		value.wanted = recorded_of_text(text);
		if (value.column->expected_cell != FIX_NOT_EXPECTED)
			old = table_cell(&self->fixes.table, row, value.column->expected_cell);
		struct recorded expected = recorded_of_text(old);
		struct column column = value.column->column;
		enum role role = value.column->role;
		if (recorded_equals(&value.wanted, contact, column, role))
			outcomes_note(&self->outcomes, OUTCOME_ALREADY, 1);
		else if (old.data && !recorded_equals(&expected, contact, column, role))
			note_conflict(self, contact, &value, FIX_NOT_AS_EXPECTED);
		else
			plan_value(self, &value);
	}
}

/* The guard is asked before anything is changed: who is held stays as he is, with all values. */
static enum verdict
ask_guard(const struct state *self, struct record *contact)
{
	for (size_t i = 0; i < self->planned_count; i++) {
		const struct fix_value *value = &self->planned[i];
		struct column column = value->column->column;
		if (!active_step_is_active(&self->step, contact, column))
			continue;
		switch (active_step_ask(&self->step, contact, column, &value->wanted)) {
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

/* The line of the list that gave the contact a phone; 0: none did. */
static uint64_t
set_values(struct state *self, struct record *contact, size_t row)
{
	uint64_t phone_line = 0;
	for (size_t i = 0; i < self->planned_count; i++) {
		const struct fix_value *value = &self->planned[i];
		const struct fix_column *column = value->column;
		if (!recorded_set(&value->wanted, contact, column->column, column->role)) {
			note_conflict(self, contact, value, FIX_CANNOT_BE_SET);
			continue;
		}
		outcomes_note(&self->outcomes, OUTCOME_DONE, 1);
		if (column->column.index == self->phone.index)
			phone_line = self->fixes.table.rows[row].line;
		if (active_step_is_active(&self->step, contact, column->column) &&
			active_step_is_out(&value->wanted))
			outcomes_note_opt_out(&self->outcomes, column->column);
	}
	return phone_line;
}

static void
watch_phone(struct state *self, struct record *contact, uint64_t line)
{
	struct key key;
	if (!self->sets_phone || !record_text(contact, self->phone, &self->watched.phone))
		return;
	if (!record_key(contact, self->keys, &key))
		key.text = span_of("", 0);
	self->watched.key = key.text;
	self->watched.line = line;
}

static void
begin_contact(struct state *self)
{
	outcomes_begin(&self->outcomes);
	conflicts_begin(&self->conflicts);
	self->watched.key = span_of(NULL, 0);
}

static enum verdict
apply(void *context, struct record *contact, struct error *error)
{
	struct state *self = context;
	size_t row = 0;
	bool found;
	uint64_t phone_line = 0;
	enum verdict verdict = VERDICT_KEEP;
	(void)error;
	begin_contact(self);
	if (!fixes_find(&self->fixes, self->keys, contact, &row, &found))
		return VERDICT_BAD;
	if (found) {
		plan_contact(self, contact, row);
		verdict = ask_guard(self, contact);
		if (verdict == VERDICT_HELD)
			outcomes_note(&self->outcomes, OUTCOME_GUARDED, self->planned_count);
		else if (verdict == VERDICT_KEEP)
			phone_line = set_values(self, contact, row);
	}
	watch_phone(self, contact, phone_line);
	return verdict;
}

/* A contact that is there, though it may not be touched, matches its row and has its phone. */
static void
pass(void *context, struct record *contact)
{
	struct state *self = context;
	struct span text;
	size_t row = 0;
	bool found;
	begin_contact(self);
	found = fixes_find(&self->fixes, self->keys, contact, &row, &found) && found;
	for (size_t i = 0; found && i < self->fixes.column_count; i++)
		outcomes_note(&self->outcomes, OUTCOME_SPARED,
			wanted_cell(self, row, &self->fixes.columns[i], &text));
	watch_phone(self, contact, 0);
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
	if (self->watched.key.data)
		phone_watch_see(
			&self->phones, self->watched.key, self->watched.phone, self->watched.line);
}

static bool
publish(void *context, struct error *error)
{
	struct state *self = context;
	conflicts_begin(&self->conflicts);
	self->rows = fix_conflicts_add_rows(&self->fixes, &self->conflicts);
	fix_conflicts_add_phones(&self->phones, self->phone_name, &self->conflicts);
	conflicts_settle(&self->conflicts);
	return conflicts_publish(&self->conflicts, error);
}

static void
retract(void *context)
{
	struct state *self = context;
	conflicts_retract(&self->conflicts);
}

static void
report(void *context, const char *name_z)
{
	static const char *const words_z[] = {"set", "already so", "in conflict", "guarded",
		"protected or not selected", "left alone"};
	struct state *self = context;
	struct buffer line = {0};
	struct message_number rows, number;
	outcomes_add_words(&line, &self->outcomes, words_z, "");
	buffer_add_format(
		&line, "; of %s rows", message_number_z(&rows, self->fixes.table.row_count));
	buffer_add_format(&line, " %s unmatched", message_number_z(&number, self->rows.unmatched));
	buffer_add_format(&line, ", %s ambiguous", message_number_z(&number, self->rows.ambiguous));
	message_say(name_z, "values: %.*s", SPAN_ARGUMENTS(buffer_span(&line)));
	buffer_free(&line);
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
	fixes_free(&self->fixes);
	conflicts_free(&self->conflicts);
	phone_watch_free(&self->phones);
	free(self->planned);
}

static const struct option options[] = {
	{"set", "COLUMNS", "which to set; default all but the key and old_ ones", false},
	{"blank", NULL, "a blank cell clears the value, instead of changing nothing", false},
	{"conflicts", "FILE", "a new file for what was not done, as NDJSON", false},
	{0},
};

const struct filter filter_correct = {
	.name = "correct",
	.summary = "set listed columns of listed contacts from a file",
	.operands = "FIXES",
	.caution = ACTIVE_STEP_CAUTION,
	.is_cautious = is_cautious,
	.options = options,
	.state_size = sizeof(struct state),
	.changes = true,
	.opts_in = true,
	.held_word = "guarded",
	.held_note = ACTIVE_STEP_HELD_NOTE,
	.begin = begin,
	.apply = apply,
	.inspect = inspect,
	.pass = pass,
	.settle = settle,
	.publish = publish,
	.retract = retract,
	.report = report,
	.end = end,
};

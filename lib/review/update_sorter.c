/* update_sorter.c - see update_sorter.h */
#include "review/update_sorter.h"

#include "cli/memory.h"
#include "record/defect_place.h"
#include "record/input_options.h"
#include "record/truth.h"
#include "review/approved_lines.h"

#include <stdlib.h>

bool
update_sorter_map(const struct update_sorter *sorter, struct columns *columns, struct error *error)
{
	for (size_t i = 0; i < sorter->mapping_count; i++)
		if (!column_mapping_parse(columns, sorter->mappings_z[i], error))
			return false;
	return true;
}

static void
want(void *context, struct columns *columns)
{
	struct update_sorter *sorter = context;
	struct error ignored = {0}; /* they were mapped before */
	update_sorter_map(sorter, columns, &ignored);
	const struct {
		struct column *column;
		const char *name_z;
	} wanted[] = {
		{&sorter->customer_id, "customer_id"},
		{&sorter->signalvine_id, "signalvine_id"},
		{&sorter->active, "active"},
		{&sorter->phone_valid, "phone_valid"},
		{&sorter->group_list, "group_list"},
		{&sorter->first_name, "first_name"},
		{&sorter->last_name, "last_name"},
		{&sorter->full_name, "full_name"},
		{&sorter->phone, "phone"},
	};
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++)
		*wanted[i].column = columns_want(
			columns, span_from_z(wanted[i].name_z), COLUMN_OPTIONAL);
	decisions_want(sorter->decisions, columns);
}

static bool
refuse_record(struct update_sorter *sorter, const struct record *record, struct error *error)
{
	struct defect_place place = defect_place_of(record);
	sorter->refused = true;
	return error_set(error, STATUS_BAD_DATA,
		"%s:%llu:%zu: %s (record %llu); correct it, export again, and run again",
		record->file_z, (unsigned long long)place.line, place.column, record->defect.reason,
		(unsigned long long)record->number);
}

static bool
read_name(struct record *record, struct column column, struct span *name)
{
	if (!record_text(record, column, name))
		return false;
	if (!span_trim(*name).length)
		*name = span_of("", 0);
	return true;
}

/* Look at the contact as it is in the export. */
static void
before(void *context, struct record *record)
{
	struct update_sorter *sorter = context;
	enum truth active = TRUTH_EMPTY;
	sorter->record = record;
	sorter->touched_count = 0;
	sorter->inactive = record_truth(record, sorter->active, &active) && active == TRUTH_FALSE;
	sorter->unreadable = !read_name(record, sorter->customer_id, &sorter->names.customer_id) ||
			     !read_name(
				     record, sorter->signalvine_id, &sorter->names.signalvine_id) ||
			     !decisions_find_contact(sorter->decisions, record, &sorter->decision);
}

/* The field of that name, as it is now; false when there is none. */
static bool
find_field(const struct record *record, struct span name, size_t *field)
{
	for (*field = 0; *field < record_field_count(record); ++*field)
		if (!record_field_is_removed(record, *field) &&
			span_equal(record_field_name(record, *field), name))
			return true;
	return false;
}

static struct touched_field *
touch(struct update_sorter *sorter, const struct cursor_line *line)
{
	for (size_t i = 0; i < sorter->touched_count; i++)
		if (span_equal(sorter->touched[i].name, line->field))
			return &sorter->touched[i];
	if (sorter->touched_count == sorter->touched_capacity) {
		sorter->touched_capacity += 8;
		sorter->touched = memory_resized(
			sorter->touched, sorter->touched_capacity, sizeof(*sorter->touched));
	}
	struct touched_field *touched = &sorter->touched[sorter->touched_count++];
	*touched = (struct touched_field){
		.name = arena_copy(&sorter->record->arena, line->field), .added = line->added};
	for (size_t i = 0; i < sorter->record->field_count; i++)
		if (span_equal(sorter->record->names[i], touched->name))
			touched->field = i;
	return touched;
}

static void
change(void *context, size_t stage, const struct cursor_line *line)
{
	struct update_sorter *sorter = context;
	struct touched_field *touched = touch(sorter, line);
	touched->filter_z = sorter->stages->list[stage].filter_z;
	touched->left_out = decisions_leave_out_stage(
				    sorter->decisions, sorter->stages->list[stage].name_z) ||
			    touched->left_out;
}

static bool
is_column(const struct record *record, struct column column, struct span name)
{
	return columns_match(record->columns, column.index, name) != COLUMN_MATCH_NONE;
}

/* Stages that undo each other may leave another spelling, which says nothing new. */
static bool
says_the_same(struct update_sorter *sorter, const struct manual_item *item, struct span name)
{
	enum diff_kind kind = DIFF_TEXT;
	if (is_column(sorter->record, sorter->active, name) ||
		is_column(sorter->record, sorter->phone_valid, name))
		kind = DIFF_TRUTH;
	else if (is_column(sorter->record, sorter->group_list, name))
		kind = DIFF_GROUPS;
	return diff_values_same(kind, item->from, item->to, &sorter->group_sets);
}

/* Why the change of a value cannot be uploaded; MANUAL_KINDS: it can. */
static enum manual_kind
find_obstacle(struct update_sorter *sorter, struct span name, struct span to)
{
	const struct contact_names *names = &sorter->names;
	if (!names->customer_id.length &&
		!(sorter->by_signalvine_id && names->signalvine_id.length))
		return MANUAL_UNNAMED;
	if (repeated_keys_have(sorter->repeated, names))
		return MANUAL_REPEATED;
	if (is_column(sorter->record, sorter->customer_id, name) ||
		is_column(sorter->record, sorter->signalvine_id, name))
		return MANUAL_KEY;
	return to.length ? MANUAL_KINDS : MANUAL_BLANK;
}

static void
count_active(struct update_sorter *sorter, struct span text)
{
	bool truth;
	if (!truth_parse(text, &truth))
		return;
	sorter->counts.opted_in += truth;
	sorter->counts.opted_out += !truth;
}

static void
add_value(struct update_sorter *sorter, struct update_row *row, const struct update_column *column,
	struct span text)
{
	if (row->count == sorter->value_capacity) {
		sorter->value_capacity += 8;
		sorter->values = memory_resized(
			sorter->values, sorter->value_capacity, sizeof(*sorter->values));
		row->values = sorter->values;
	}
	row->values[row->count++] = (struct update_value){column->name, text, column->native};
}

static bool
read_values(struct update_sorter *sorter, const struct touched_field *touched, struct span *from,
	struct span *to, struct error *error)
{
	size_t field;
	struct record *record = sorter->record;
	*from = *to = span_of("", 0);
	return ((touched->added || record_original_text(record, touched->field, from)) &&
		       (!find_field(record, touched->name, &field) ||
			       record_field_text(record, field, to))) ||
	       refuse_record(sorter, record, error);
}

/* First and last name, else the full one, as the export has them. */
static struct span
full_name_of(const struct update_sorter *sorter)
{
	struct record *record = sorter->record;
	struct span first = record_original_column(record, sorter->first_name);
	struct span last = record_original_column(record, sorter->last_name);
	if (!first.length && !last.length)
		return record_original_column(record, sorter->full_name);
	struct buffer name = {0};
	buffer_add(&name, first);
	buffer_add_z(&name, first.length && last.length ? " " : "");
	buffer_add(&name, last);
	struct span kept = arena_copy(&record->arena, buffer_span(&name));
	buffer_free(&name);
	return kept;
}

static bool
leave_for_hands(struct update_sorter *sorter, struct manual_item *item, struct error *error)
{
	item->name = full_name_of(sorter);
	item->phone = record_original_column(sorter->record, sorter->phone);
	return manual_work_add(sorter->manual, item, error);
}

static bool
sort_value(struct update_sorter *sorter, struct touched_field *touched, struct update_row *row,
	struct error *error)
{
	struct manual_item item = {.names = &sorter->names};
	if (!read_values(sorter, touched, &item.from, &item.to, error))
		return false;
	if (says_the_same(sorter, &item, touched->name)) {
		touched->left_out = true;
		return true;
	}
	if (sorter->decision || touched->left_out) {
		touched->left_out = sorter->some_left_out = true;
		return true;
	}
	const struct update_column *column = update_columns_name(&sorter->columns, touched->name);
	item.column = column->name;
	item.kind = find_obstacle(sorter, touched->name, item.to);
	if (item.kind != MANUAL_KINDS) {
		touched->left_out = true;
		return leave_for_hands(sorter, &item, error);
	}
	overtaken_meet(sorter->overtaken, &sorter->names, column->name);
	if (is_column(sorter->record, sorter->active, touched->name))
		count_active(sorter, item.to);
	add_value(sorter, row, column, item.to);
	return true;
}

static bool
add_row(struct update_sorter *sorter, struct update_row *row, struct error *error)
{
	size_t part;
	if (!update_files_add(sorter->updates, row, &part, error))
		return false;
	sorter->counts.contacts++;
	sorter->counts.values += row->count;
	return approved_lines_add(sorter, row, part, error);
}

static bool
sort_changes(struct update_sorter *sorter, struct error *error)
{
	bool by_customer_id = sorter->names.customer_id.length > 0;
	struct update_row row = {
		.key_column = by_customer_id ? UPDATE_BY_CUSTOMER_ID : UPDATE_BY_SIGNALVINE_ID,
		.key = by_customer_id ? sorter->names.customer_id : sorter->names.signalvine_id,
		.values = sorter->values,
	};
	sorter->some_left_out = false;
	for (size_t i = 0; i < sorter->touched_count; i++)
		if (!sort_value(sorter, &sorter->touched[i], &row, error))
			return false;
	sorter->counts.left_out += sorter->some_left_out;
	return !row.count || add_row(sorter, &row, error);
}

static bool
leave_contact_for_hands(struct update_sorter *sorter, enum manual_kind kind, struct error *error)
{
	struct manual_item item = {.kind = kind,
		.names = &sorter->names,
		.column = {"", 0},
		.from = {"", 0},
		.to = {"", 0}};
	return leave_for_hands(sorter, &item, error);
}

static bool
sort_purged(struct update_sorter *sorter, bool asked_before, struct error *error)
{
	if (asked_before) {
		sorter->removals->again++;
		return true;
	}
	if (!sorter->names.customer_id.length && !sorter->names.signalvine_id.length)
		return leave_contact_for_hands(sorter, MANUAL_UNNAMED, error);
	if (repeated_keys_have(sorter->repeated, &sorter->names))
		return leave_contact_for_hands(sorter, MANUAL_REPEATED, error);
	return removals_add(sorter->removals, &sorter->names, sorter->inactive, error);
}

static bool
sort_gone(struct update_sorter *sorter, const struct proof_fate *fate, bool asked_before,
	struct error *error)
{
	if (fate->kind == FATE_REJECTED)
		return true;
	const char *stage_z = sorter->stages->list[fate->stage].name_z;
	if (decisions_leave_out_stage(sorter->decisions, stage_z) || sorter->decision) {
		sorter->counts.left_out++;
		return true;
	}
	if (fate->purged)
		return sort_purged(sorter, asked_before, error);
	return leave_contact_for_hands(sorter, MANUAL_DROPPED, error);
}

/* Contacts to whom nothing happens may be as odd as they like. */
static bool
after(void *context, struct record *record, const struct proof_fate *fate, struct error *error)
{
	struct update_sorter *sorter = context;
	bool asked_before, touched = sorter->touched_count || fate->kind != FATE_KEPT;
	if (sorter->unreadable)
		return !touched || fate->kind == FATE_REJECTED ||
		       refuse_record(sorter, record, error);
	if (!removals_meet(sorter->removals, &sorter->names, &asked_before, error))
		return false;
	if (!touched)
		return true;
	decisions_meet(sorter->decisions);
	bool well = fate->kind == FATE_KEPT ? sort_changes(sorter, error)
					    : sort_gone(sorter, fate, asked_before, error);
	return well && (!sorter->decision || !sorter->decision->never ||
			       approved_lines_add_never(sorter, error));
}

struct proof_watcher
update_sorter_watcher(struct update_sorter *sorter)
{
	return (struct proof_watcher){sorter, want, before, change, after};
}

struct span
update_sorter_raw(const struct update_sorter *sorter, const struct touched_field *touched)
{
	size_t field;
	return find_field(sorter->record, touched->name, &field)
		       ? record_field_raw(sorter->record, field)
		       : span_of("", 0);
}

void
update_sorter_free(struct update_sorter *sorter)
{
	update_columns_free(&sorter->columns);
	group_sets_free(&sorter->group_sets);
	buffer_free(&sorter->line);
	free(sorter->touched);
	free(sorter->values);
}

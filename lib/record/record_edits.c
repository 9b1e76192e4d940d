/* record_edits.c - see record.h: what is changed of a record */
#include "cli/memory.h"
#include "format/csv_text.h"
#include "format/json_text.h"
#include "record/record.h"

static struct edit *
insert_edit(struct record *record, size_t i)
{
	if (record->edit_count == record->edit_capacity) {
		record->edit_capacity = record->edit_capacity ? record->edit_capacity * 2 : 8;
		record->edits = memory_resized(
			record->edits, record->edit_capacity, sizeof(*record->edits));
	}
	struct edit *edit = &record->edits[i];
	for (size_t j = record->edit_count++; j > i; j--)
		record->edits[j] = record->edits[j - 1];
	return edit;
}

/* The edit of a field, as yet without a value; they stand in the order of their fields. */
static struct edit *
edit_field(struct record *record, size_t field)
{
	size_t i = record->edit_count;
	while (i && record->edits[i - 1].field > field)
		i--;
	if (i && record->edits[i - 1].field == field)
		return &record->edits[i - 1];
	struct edit *edit = insert_edit(record, i);
	edit->field = field;
	edit->name = span_of("", 0);
	return edit;
}

static struct edit *
set_edit(struct record *record, size_t field, struct span raw)
{
	struct edit *edit = edit_field(record, field);
	edit->raw = raw;
	edit->removed = false;
	return edit;
}

static struct change *
next_change(struct record *record)
{
	if (record->change_count == record->change_capacity) {
		record->change_capacity = record->change_capacity ? record->change_capacity * 2 : 8;
		record->changes = memory_resized(
			record->changes, record->change_capacity, sizeof(*record->changes));
	}
	return &record->changes[record->change_count];
}

void
record_set_raw(struct record *record, struct column column, struct span raw)
{
	struct change *change = next_change(record);
	size_t field;
	change->added = !record_find_field(record, column, &field);
	if (change->added) {
		field = record_field_count(record);
		change->name = span_from_z(record->columns->list[column.index].sought_z);
		change->from = span_of("", 0);
	} else {
		change->from = record_field_raw(record, field);
		if (span_equal(change->from, raw))
			return;
		change->name = record_field_name(record, field);
	}
	change->column = column;
	change->to = arena_copy(&record->arena, raw);
	struct edit *edit = set_edit(record, field, change->to);
	if (change->added)
		edit->name = change->name;
	record->change_count++;
}

/* An added key goes as if it had never been there; those added after it move up. */
static void
drop_addition(struct record *record, size_t field)
{
	size_t kept = 0;
	for (size_t i = 0; i < record->edit_count; i++) {
		struct edit edit = record->edits[i];
		if (edit.field == field)
			continue;
		edit.field -= edit.field > field;
		record->edits[kept++] = edit;
	}
	record->edit_count = kept;
}

void
record_remove(struct record *record, struct column column)
{
	size_t field;
	if (!record_find_field(record, column, &field))
		return;
	struct change *change = next_change(record);
	*change = (struct change){
		.column = column,
		.name = record_field_name(record, field),
		.from = record_field_raw(record, field),
		.to = {NULL, 0},
	};
	record->change_count++;
	if (field < record->field_count)
		set_edit(record, field, span_of("", 0))->removed = true;
	else
		drop_addition(record, field);
}

void
record_set_text(struct record *record, struct column column, struct span text)
{
	struct buffer *made = &record->scratch;
	struct span raw = {"", 0};
	record_raw(record, column, &raw);
	buffer_clear(made);
	if (record->format == FORMAT_CSV)
		csv_add_field(made, text, record->delimiter, raw.length && raw.data[0] == '"',
			record->field_count == 1);
	else
		json_add_text(made, text);
	record_set_raw(record, column, buffer_span(made));
}

void
record_take_back(struct record *record, const struct change *change)
{
	size_t noted = record->change_count;
	struct change back = *change;
	int field = record->field_of[back.column.index];
	if (back.added)
		record_remove(record, back.column);
	else if (!back.to.data && field >= 0)
		set_edit(record, (size_t)field, back.from);
	else
		record_set_raw(record, back.column, back.from);
	record->change_count = noted;
}

void
record_forget_changes(struct record *record)
{
	record->change_count = 0;
	record->consent = record->evidence = span_of("", 0);
}

static void
copy_edits(struct edit **to, size_t *capacity, const struct edit *from, size_t count)
{
	if (count > *capacity) {
		*to = memory_resized(*to, count, sizeof(**to));
		*capacity = count;
	}
	if (count)
		memcpy(*to, from, count * sizeof(**to));
}

void
record_keep_edits(struct record *record)
{
	copy_edits(&record->kept_edits, &record->kept_capacity, record->edits, record->edit_count);
	record->kept_count = record->edit_count;
}

void
record_restore_edits(struct record *record)
{
	copy_edits(&record->edits, &record->edit_capacity, record->kept_edits, record->kept_count);
	record->edit_count = record->kept_count;
}

/* record_edits.c - see record.h: what is changed of a record */
#include "cli/memory.h"
#include "format/csv_text.h"
#include "format/json_text.h"
#include "record/record.h"

/* Keep the edits in the order of their fields. */
static void
put_edit(struct record *record, const struct edit *edit)
{
	size_t i = 0;
	while (i < record->edit_count && record->edits[i].field < edit->field)
		i++;
	if (i < record->edit_count && record->edits[i].field == edit->field) {
		record->edits[i].raw = edit->raw;
		record->edits[i].removed = edit->removed;
		return;
	}
	if (record->edit_count == record->edit_capacity) {
		record->edit_capacity = record->edit_capacity ? record->edit_capacity * 2 : 8;
		record->edits = memory_resized(
			record->edits, record->edit_capacity, sizeof(*record->edits));
	}
	memmove(record->edits + i + 1, record->edits + i,
		(record->edit_count - i) * sizeof(*record->edits));
	record->edits[i] = *edit;
	record->edit_count++;
}

static void
note_change(struct record *record, const struct change *change)
{
	if (record->change_count == record->change_capacity) {
		record->change_capacity = record->change_capacity ? record->change_capacity * 2 : 8;
		record->changes = memory_resized(
			record->changes, record->change_capacity, sizeof(*record->changes));
	}
	record->changes[record->change_count++] = *change;
}

void
record_set_raw(struct record *record, struct column column, struct span raw)
{
	struct change change = {.column = column, .name = record_name(record, column)};
	struct edit edit = {.name = change.name};
	change.added = !record_find_field(record, column, &edit.field);
	if (change.added)
		edit.field = record_field_count(record);
	else
		change.from = record_field_raw(record, edit.field);
	if (!change.added && span_equal(change.from, raw))
		return;
	edit.raw = change.to = arena_copy(&record->arena, raw);
	put_edit(record, &edit);
	note_change(record, &change);
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
	struct change change = {
		.column = column,
		.name = record_field_name(record, field),
		.from = record_field_raw(record, field),
		.to = {NULL, 0},
	};
	if (field < record->field_count)
		put_edit(record, &(struct edit){.field = field, .removed = true});
	else
		drop_addition(record, field);
	note_change(record, &change);
}

void
record_set_text(struct record *record, struct column column, struct span text)
{
	struct buffer buffer = {0};
	struct span raw = {"", 0};
	record_raw(record, column, &raw);
	if (record->format == FORMAT_CSV)
		csv_add_field(&buffer, text, record->delimiter, raw.length && raw.data[0] == '"',
			record->field_count == 1);
	else
		json_add_text(&buffer, text);
	record_set_raw(record, column, buffer_span(&buffer));
	buffer_free(&buffer);
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
		put_edit(record, &(struct edit){.field = (size_t)field, .raw = back.from});
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

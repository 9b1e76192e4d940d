/* approved_lines.c - see approved_lines.h */
#include "review/approved_lines.h"

#include "format/csv_text.h"
#include "format/json_text.h"
#include "run/approval.h"

static void
add_line(struct update_sorter *sorter, const struct update_row *row,
	const struct touched_field *touched, const char *part_z)
{
	struct buffer *line = &sorter->line;
	const struct record *record = sorter->record;
	buffer_add_byte(line, '{');
	json_add_member(line, "key", row->key);
	if (row->key_column == UPDATE_BY_SIGNALVINE_ID)
		json_add_member(line, "key_field", span_from_z(update_key_z(row->key_column)));
	json_add_member(line, "field", touched->name);
	if (!touched->added)
		json_add_member(line, "from", record_original_raw(record, touched->field));
	json_add_member(line, "to", update_sorter_raw(sorter, touched));
	if (record->format == FORMAT_NDJSON)
		json_add_member(line, "format", span_from_z(format_name_z(record->format)));
	json_add_member(line, "filter", span_from_z(touched->filter_z));
	json_add_member(line, "part", span_from_z(part_z));
	buffer_add_z(line, "}\n");
}

bool
approved_lines_add(struct update_sorter *sorter, const struct update_row *row, size_t part,
	struct error *error)
{
	const char *part_z = update_part_name_z(sorter->updates, &sorter->updates->parts[part]);
	if (sorter->counts.contacts == 1)
		sorter->changes = approval_files_new(sorter->files, APPROVAL_CHANGES);
	buffer_clear(&sorter->line);
	for (size_t i = 0; i < sorter->touched_count; i++)
		if (!sorter->touched[i].left_out)
			add_line(sorter, row, &sorter->touched[i], part_z);
	return approval_files_add(
		sorter->files, sorter->changes, buffer_span(&sorter->line), error);
}

bool
approved_lines_add_never(struct update_sorter *sorter, struct error *error)
{
	buffer_clear(&sorter->line);
	if (!sorter->names.customer_id.length) {
		sorter->counts.never_unnamed++;
		return true;
	}
	if (!sorter->counts.never++) {
		sorter->never = approval_files_new(sorter->files, APPROVAL_NEVER);
		buffer_add_z(&sorter->line, "customer_id,reason\n");
	}
	csv_add_field(&sorter->line, sorter->names.customer_id, ',', false, false);
	buffer_add_byte(&sorter->line, ',');
	csv_add_field(&sorter->line, sorter->decision->reason, ',', false, false);
	buffer_add_byte(&sorter->line, '\n');
	return approval_files_add(sorter->files, sorter->never, buffer_span(&sorter->line), error);
}

/* journal.c - see journal.h */
#include "journal/journal.h"

#include "cli/memory.h"
#include "format/json_text.h"
#include "io/side_file.h"

#include <stdlib.h>

struct journal {
	struct journal_setting setting;
	struct side_file *file;
	struct buffer line;
};

struct journal *
journal_create(const char *path_z, const struct journal_setting *setting, struct error *error)
{
	struct side_file *file = side_file_create(path_z, OUTPUT_NEW, error);
	if (!file)
		return NULL;
	struct journal *journal = memory_zeroed(1, sizeof(*journal));
	journal->setting = *setting;
	journal->file = file;
	return journal;
}

bool
journal_add(struct journal *journal, const struct journal_entry *entry, struct error *error)
{
	struct buffer *line = &journal->line;
	buffer_clear(line);
	buffer_add_byte(line, '{');
	json_add_member(line, "key", entry->key);
	if (entry->key_field.length)
		json_add_member(line, "key_field", entry->key_field);
	json_add_member(line, "field", entry->field);
	if (!entry->added)
		json_add_member(line, "from", entry->from);
	if (entry->to.data)
		json_add_member(line, "to", entry->to);
	if (entry->format == FORMAT_NDJSON)
		json_add_member(line, "format", span_from_z(format_name_z(entry->format)));
	json_add_member(line, "filter", span_from_z(journal->setting.filter_z));
	if (journal->setting.stage_z)
		json_add_member(line, "stage", span_from_z(journal->setting.stage_z));
	if (journal->setting.reason_z)
		json_add_member(line, "reason", span_from_z(journal->setting.reason_z));
	if (entry->consent.length)
		json_add_member(line, "consent", entry->consent);
	if (entry->evidence.length)
		json_add_member(line, "evidence", entry->evidence);
	json_add_member(line, "at", span_from_z(journal->setting.at_z));
	if (entry->number)
		buffer_add_format(line, ",\"number\":%llu", (unsigned long long)entry->number);
	buffer_add_z(line, "}\n");
	return side_file_write(journal->file, buffer_span(line), error);
}

bool
journal_publish(struct journal *journal, struct error *error)
{
	return side_file_publish(journal->file, error);
}

void
journal_retract(struct journal *journal)
{
	side_file_retract(journal->file);
}

void
journal_free(struct journal *journal)
{
	if (!journal)
		return;
	side_file_free(journal->file);
	buffer_free(&journal->line);
	free(journal);
}

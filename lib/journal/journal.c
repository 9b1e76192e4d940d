/* journal.c - see journal.h */
#include "journal/journal.h"

#include "cli/memory.h"
#include "format/json_text.h"
#include "io/side_file.h"

#include <stdlib.h>

struct journal {
	struct side_file *file;
	struct buffer line;
	struct buffer who, when; /* members that all lines have, as they stand in each */
};

static void
say_once(struct journal *journal, const struct journal_setting *setting)
{
	struct buffer *who = &journal->who;
	json_add_member(who, "filter", span_from_z(setting->filter_z));
	if (setting->stage_z)
		json_add_member(who, "stage", span_from_z(setting->stage_z));
	if (setting->reason_z)
		json_add_member(who, "reason", span_from_z(setting->reason_z));
	json_add_member(&journal->when, "at", span_from_z(setting->at_z));
}

struct journal *
journal_create(const char *path_z, const struct journal_setting *setting, struct error *error)
{
	struct side_file *file = side_file_create(path_z, OUTPUT_NEW, error);
	if (!file)
		return NULL;
	struct journal *journal = memory_zeroed(1, sizeof(*journal));
	journal->file = file;
	say_once(journal, setting);
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
	buffer_add_byte(line, ',');
	buffer_add(line, buffer_span(&journal->who));
	if (entry->consent.length)
		json_add_member(line, "consent", entry->consent);
	if (entry->evidence.length)
		json_add_member(line, "evidence", entry->evidence);
	buffer_add_byte(line, ',');
	buffer_add(line, buffer_span(&journal->when));
	if (entry->number) {
		buffer_add_z(line, ",\"number\":");
		buffer_add_number(line, entry->number);
	}
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
	buffer_free(&journal->who);
	buffer_free(&journal->when);
	free(journal);
}

/* purge - take contacts out, with a backup and a list for the platform's staff */
#include "chain/filter.h"
#include "cli/memory.h"
#include "format/csv_text.h"
#include "io/side_file.h"
#include "record/truth.h"
#include "record/writer.h"

#include <stdlib.h>

struct state {
	const char *backup_z; /* NULL: in the run's folder */
	const struct stage_folder *folder;
	bool opted_out; /* contacts that opted out may go too */
	struct column active;
	const struct key_columns *keys;
	const struct columns *columns;
	struct column listed[KEY_COLUMNS_MOST]; /* the keys that stand in the request */
	size_t listed_count;
	struct sink *backup;
	struct writer *writer;
	struct side_file *request;
	struct buffer line;
};

static bool
begin(void *context, struct filter_setup *setup)
{
	struct state *self = context;
	const char *request_z = setup_option_z(setup, "request", NULL);
	self->backup_z = setup_option_z(setup, "backup", NULL);
	self->opted_out = setup_option_z(setup, "opted-out", NULL) != NULL;
	self->active = setup_column(setup, "active");
	self->keys = setup->keys;
	self->columns = setup->columns;
	self->folder = setup->folder;
	if (!self->folder && (!self->backup_z || !request_z))
		return error_set(setup->error, STATUS_USAGE,
			"say where the records and the request go: --backup FILE --request FILE");
	if (self->folder && (self->backup_z || request_z))
		return error_set(setup->error, STATUS_USAGE,
			"a run keeps the backup and the request in its folder; leave --backup and "
			"--request out of its pipeline");
	char *path_z = self->folder ? stage_folder_path_z(self->folder, STAGE_REQUEST)
				    : memory_copied_z(request_z, strlen(request_z));
	self->request = side_file_create(path_z, OUTPUT_NEW, setup->error);
	free(path_z);
	return self->request != NULL;
}

static char *
backup_path_z(const struct state *self, enum format format)
{
	if (!self->folder)
		return memory_copied_z(self->backup_z, strlen(self->backup_z));
	return stage_folder_path_z(
		self->folder, format == FORMAT_NDJSON ? STAGE_PURGED_NDJSON : STAGE_PURGED_CSV);
}

/* A key that a CSV header lacks is left out; what NDJSON lacks is not known before its end. */
static void
list_keys(struct state *self, enum format format)
{
	for (size_t i = 0; i < self->keys->count; i++) {
		struct column column = self->keys->list[i];
		if (format == FORMAT_NDJSON || self->columns->list[column.index].seen)
			self->listed[self->listed_count++] = column;
	}
}

static bool
write_request_header(struct state *self, struct error *error)
{
	buffer_clear(&self->line);
	for (size_t i = 0; i < self->listed_count; i++) {
		size_t index = self->listed[i].index;
		if (i)
			buffer_add_byte(&self->line, ',');
		csv_add_field(&self->line, span_from_z(self->columns->list[index].sought_z), ',',
			false, false);
	}
	buffer_add_byte(&self->line, '\n');
	return side_file_write(self->request, buffer_span(&self->line), error);
}

static bool
start(void *context, const struct reader *reader, struct error *error)
{
	struct state *self = context;
	char *path_z = backup_path_z(self, reader_format(reader));
	struct sink_options options = {
		.path_z = path_z,
		.kind = OUTPUT_NEW,
		.gzip = sink_path_is_gzip(path_z),
		.threads = 1,
	};
	self->backup = sink_open(&options, error);
	free(path_z);
	if (!self->backup)
		return false;
	self->writer = writer_new(reader, self->backup, FORMAT_UNKNOWN);
	list_keys(self, reader_format(reader));
	return write_request_header(self, error);
}

static bool
make_request_line(struct state *self, struct record *contact)
{
	buffer_clear(&self->line);
	for (size_t i = 0; i < self->listed_count; i++) {
		struct span text;
		if (!record_text(contact, self->listed[i], &text))
			return false;
		if (i)
			buffer_add_byte(&self->line, ',');
		csv_add_field(&self->line, text, ',', false, self->listed_count == 1);
	}
	buffer_add_byte(&self->line, '\n');
	return true;
}

static enum verdict
apply(void *context, struct record *contact, struct error *error)
{
	struct state *self = context;
	enum truth active;
	if (!record_truth(contact, self->active, &active))
		return VERDICT_BAD;
	if (active == TRUTH_FALSE && !self->opted_out)
		return VERDICT_HELD;
	if (!make_request_line(self, contact))
		return VERDICT_BAD;
	bool written = writer_put(self->writer, contact, error) &&
		       side_file_write(self->request, buffer_span(&self->line), error);
	return written ? VERDICT_GONE : VERDICT_FAILED;
}

/* The request never exists without the records that it speaks of. */
static bool
publish(void *context, struct error *error)
{
	struct state *self = context;
	return writer_end(self->writer, error) && sink_finish(self->backup, error) &&
	       side_file_publish(self->request, error);
}

static void
retract(void *context)
{
	struct state *self = context;
	if (self->request)
		side_file_retract(self->request);
	if (self->backup)
		sink_retract(self->backup);
}

static void
end(void *context)
{
	struct state *self = context;
	writer_free(self->writer);
	sink_close(self->backup);
	side_file_free(self->request);
	buffer_free(&self->line);
}

static const struct option options[] = {
	{"backup", "FILE", "a new file for the whole records", false},
	{"request", "FILE", "a new file, the list to send to the platform's staff", false},
	{"opted-out", NULL, "take out contacts that opted out, too", false},
	{0},
};

const struct filter filter_purge = {
	.name = "purge",
	.summary = "take contacts out, with a backup and a list for the platform's staff",
	.caution = "nothing is deleted on the platform by this: its staff does it from the "
		   "request list; deletion is permanent and takes the contact's message history "
		   "for that program along",
	.options = options,
	.state_size = sizeof(struct state),
	.takes_out = true,
	.where_required = true,
	.max_changes_z = "100",
	.gone_word = "purged",
	.held_word = "kept because they opted out",
	.held_note =
		"a deleted opt-out can be imported anew as opted in, so those who opted out stay; "
		"--opted-out takes them out too",
	.begin = begin,
	.start = start,
	.apply = apply,
	.publish = publish,
	.retract = retract,
	.end = end,
};

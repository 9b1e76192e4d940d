/* purge - take contacts out, with a backup and a list for the platform's staff */
#include "chain/filter.h"
#include "cli/memory.h"
#include "format/csv_text.h"
#include "format/utf8.h"
#include "io/side_file.h"
#include "journal/suppression.h"
#include "record/truth.h"
#include "record/writer.h"
#include "run/record_sum.h"

#include <stdlib.h>

#define ADDED_MOST 16 /* columns of the request beside the keys */

struct state {
	const char *backup_z; /* NULL: in the run's folder */
	const struct stage_folder *folder;
	bool opted_out; /* contacts that opted out may go too */
	struct column active;
	const struct key_columns *keys;
	const struct columns *columns;
	struct column listed[KEY_COLUMNS_MOST + ADDED_MOST]; /* that stand in the request */
	size_t key_count, listed_count;                      /* the keys of them; all of them */
	struct column added[ADDED_MOST];                     /* by --request-columns */
	size_t added_count;
	const char *program_z; /* for the request; NULL: it has no such column */
	struct column identity[GUARD_KEY_COUNT], phone;
	char today_z[DATE_TEXT_SIZE];
	struct suppression *suppression; /* NULL: who opted out stays */
	struct sink *backup;
	char *backup_file_z;
	enum format format;
	unsigned char delimiter;
	struct record_sum sum;
	struct writer *writer;
	struct side_file *request;
	struct buffer line;
};

static bool
check_places(const struct state *self, const struct filter_setup *setup)
{
	bool request = setup_option_z(setup, "request", NULL) != NULL;
	bool suppression = setup_option_z(setup, "suppression", NULL) != NULL;
	if (!self->folder && (!self->backup_z || !request))
		return error_set(setup->error, STATUS_USAGE,
			"say where the records and the request go: --backup FILE --request FILE");
	if (self->folder && (self->backup_z || request || suppression))
		return error_set(setup->error, STATUS_USAGE,
			"a run keeps the backup, the request and the suppression list in its "
			"folder; leave --backup, --request and --suppression out of its pipeline");
	if (suppression && !self->opted_out)
		return error_set(setup->error, STATUS_USAGE,
			"--suppression says nothing without --opted-out");
	if (!self->folder && self->opted_out && !suppression)
		return error_set(setup->error, STATUS_USAGE,
			"say where those who opted out are kept, so that nobody imports them anew: "
			"--suppression FILE");
	return true;
}

static bool
check_program(const struct state *self, const struct filter_setup *setup)
{
	struct span program = span_from_z(self->program_z ? self->program_z : "");
	return utf8_check(program) == program.length ||
	       error_set(setup->error, STATUS_USAGE, "--request-program is not UTF-8 text");
}

static bool
want_added(struct state *self, const struct filter_setup *setup)
{
	const char *names_z = setup_option_z(setup, "request-columns", NULL);
	struct span rest = span_from_z(names_z ? names_z : "");
	while (rest.length) {
		const char *comma = memchr(rest.data, ',', rest.length);
		size_t length = comma ? (size_t)(comma - rest.data) : rest.length;
		if (!length || self->added_count == ADDED_MOST)
			return error_set(setup->error, STATUS_USAGE,
				"--request-columns is \"%s\", not 1 to %d names joined by commas",
				names_z, ADDED_MOST);
		self->added[self->added_count++] = columns_want(
			setup->columns, span_of(rest.data, length), COLUMN_REQUIRED);
		length += comma != NULL;
		rest = span_of(rest.data + length, rest.length - length);
	}
	return true;
}

static char *
place_z(const struct state *self, const char *given_z, const char *name_z)
{
	return self->folder ? stage_folder_path_z(self->folder, name_z)
			    : memory_copied_z(given_z, strlen(given_z));
}

static bool
open_files(struct state *self, const struct filter_setup *setup)
{
	char *request_z = place_z(self, setup_option_z(setup, "request", NULL), STAGE_REQUEST);
	self->request = side_file_create(request_z, OUTPUT_NEW, setup->error);
	free(request_z);
	if (!self->request || !self->opted_out)
		return self->request != NULL;
	char *list_z = place_z(self, setup_option_z(setup, "suppression", NULL), STAGE_SUPPRESSION);
	self->suppression = suppression_open(list_z, self->today_z, setup->error);
	free(list_z);
	return self->suppression != NULL;
}

static bool
begin(void *context, struct filter_setup *setup)
{
	struct state *self = context;
	self->backup_z = setup_option_z(setup, "backup", NULL);
	self->opted_out = setup_option_z(setup, "opted-out", NULL) != NULL;
	self->program_z = setup_option_z(setup, "request-program", NULL);
	self->active = setup_column(setup, "active");
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++)
		self->identity[i] = columns_want(
			setup->columns, guard_key_names[i], COLUMN_OPTIONAL);
	self->phone = columns_want(setup->columns, span_of("phone", 5), COLUMN_OPTIONAL);
	self->keys = setup->keys;
	self->columns = setup->columns;
	self->folder = setup->folder;
	self->delimiter = setup->delimiter;
	date_print(setup->today, self->today_z);
	record_sum_begin(&self->sum);
	return check_places(self, setup) && check_program(self, setup) && want_added(self, setup) &&
	       open_files(self, setup);
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
list_columns(struct state *self)
{
	for (size_t i = 0; i < self->keys->count; i++) {
		struct column column = self->keys->list[i];
		if (self->format == FORMAT_NDJSON || self->columns->list[column.index].seen)
			self->listed[self->key_count++] = column;
	}
	self->listed_count = self->key_count;
	for (size_t i = 0; i < self->added_count; i++)
		self->listed[self->listed_count++] = self->added[i];
}

static void
add_cell(struct state *self, struct span text)
{
	bool alone = self->listed_count == 1 && !self->program_z;
	csv_add_field(&self->line, text, ',', false, alone);
	buffer_add_byte(&self->line, ',');
}

/* With what comes last: the program. */
static void
end_line(struct state *self, const char *program_z)
{
	if (self->program_z)
		add_cell(self, span_from_z(program_z));
	if (!self->line.length) /* an export without a key column, of which nobody is purged */
		buffer_add_byte(&self->line, ',');
	self->line.data[self->line.length - 1] = '\n';
}

static bool
write_request_header(struct state *self, struct error *error)
{
	buffer_clear(&self->line);
	for (size_t i = 0; i < self->listed_count; i++)
		add_cell(self, span_from_z(self->columns->list[self->listed[i].index].sought_z));
	end_line(self, "program");
	return side_file_write(self->request, buffer_span(&self->line), error);
}

static bool
start(void *context, const struct reader *reader, struct error *error)
{
	struct state *self = context;
	self->format = reader_format(reader);
	self->backup_file_z = backup_path_z(self, self->format);
	struct sink_options options = {
		.path_z = self->backup_file_z,
		.kind = OUTPUT_NEW,
		.gzip = sink_path_is_gzip(self->backup_file_z),
		.threads = 1,
	};
	self->backup = sink_open(&options, error);
	if (!self->backup)
		return false;
	self->writer = writer_new(reader, self->backup, FORMAT_UNKNOWN);
	list_columns(self);
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
		add_cell(self, text);
	}
	end_line(self, self->program_z);
	return true;
}

static bool
suppress(struct state *self, struct record *contact)
{
	struct guard_contact identity = {0};
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++)
		if (!record_text(contact, self->identity[i], &identity.keys[i]))
			return false;
	if (!record_text(contact, self->phone, &identity.phone))
		return false;
	suppression_add(self->suppression, &identity);
	return true;
}

static bool
back_up(struct state *self, struct record *contact, struct error *error)
{
	record_sum_add(&self->sum, contact);
	return writer_put(self->writer, contact, error) &&
	       side_file_write(self->request, buffer_span(&self->line), error);
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
	if (active == TRUTH_FALSE && !suppress(self, contact))
		return VERDICT_BAD;
	return back_up(self, contact, error) ? VERDICT_GONE : VERDICT_FAILED;
}

static bool
check_backup(struct state *self, struct error *error)
{
	struct reader_options options = {
		.paths_z = (const char *const *)&self->backup_file_z,
		.path_count = 1,
		.from = self->format,
		.delimiter = self->delimiter,
	};
	return record_sum_check(&self->sum, &options, error);
}

/*
 * The request never exists without the records that it speaks of, read again, nor without those who
 * opted out on the suppression list. That one stays when the rest fails: it can only hold back.
 */
static bool
publish(void *context, struct error *error)
{
	struct state *self = context;
	return writer_end(self->writer, error) && sink_finish(self->backup, error) &&
	       check_backup(self, error) &&
	       (!self->suppression || suppression_publish(self->suppression, error)) &&
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
	suppression_free(self->suppression);
	free(self->backup_file_z);
	buffer_free(&self->line);
}

static const struct option options[] = {
	{"backup", "FILE", "a new file for the whole records; in a run its own", false},
	{"request", "FILE", "a new file, the list for the platform's staff; in a run its own",
		false},
	{"request-columns", "COLUMNS", "what the request names beside the keys", false},
	{"request-program", "NAME", "a column program, with NAME, in the request", false},
	{"opted-out", NULL, "take out contacts that opted out, too", false},
	{"suppression", "FILE", "a list that keeps those who opted out; it grows", false},
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

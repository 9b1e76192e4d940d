/* dedupe - find contacts that share a phone, and put all but one of them into a group */
#include "chain/filter.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "dedupe/shared_list.h"
#include "format/utf8.h"
#include "record/groups.h"
#include "record/input_options.h"

#include <stdlib.h>

struct state {
	struct shared_request request;
	struct span same[SAME_COLUMNS_MOST];
	struct shared_columns columns;
	struct shared_phones shared;
	const char *group_z; /* NULL: nothing is changed */
	struct column group_list;
	const struct key_columns *keys;
	struct shared_list *list;     /* NULL: none is asked for */
	uint64_t counts[SHARE_COUNT]; /* of contacts that went on */
	bool judged;                  /* the contact at hand, as `line` says */
	struct shared_line line;
	bool listed;          /* the line is for the list */
	struct error failure; /* met where none can be returned */
};

static const char newest[] = "newest:";

static bool
parse_keep(struct state *self, const struct filter_setup *setup)
{
	const char *keep_z = setup_option_z(setup, "keep", NULL);
	self->group_z = setup_option_z(setup, "group", NULL);
	if (!keep_z != !self->group_z)
		return error_set(setup->error, STATUS_USAGE,
			"--keep says who stays, --group where the others go: say both, or neither "
			"to look only");
	if (keep_z && strncmp(keep_z, newest, sizeof(newest) - 1) == 0 &&
		keep_z[sizeof(newest) - 1])
		self->request.newest_z = keep_z + sizeof(newest) - 1;
	else if (keep_z && strcmp(keep_z, "first") != 0)
		return error_set(setup->error, STATUS_USAGE,
			"--keep is \"%s\", not first or newest:COLUMN", keep_z);
	struct span group = span_from_z(self->group_z ? self->group_z : "x");
	if (!span_trim(group).length || memchr(group.data, ';', group.length))
		return error_set(setup->error, STATUS_USAGE,
			"--group is \"%s\"; a group has a name, without \";\" in it",
			self->group_z);
	if (utf8_check(group) < group.length)
		return error_set(setup->error, STATUS_USAGE, "--group is not UTF-8 text");
	return true;
}

static bool
parse_same(struct state *self, const struct filter_setup *setup)
{
	const char *names_z = setup_option_z(setup, "same", NULL);
	self->request.same = self->same;
	while (names_z) {
		const char *comma = strchr(names_z, ',');
		size_t length = comma ? (size_t)(comma - names_z) : strlen(names_z);
		if (!length || self->request.same_count == SAME_COLUMNS_MOST)
			return error_set(setup->error, STATUS_USAGE,
				"--same takes 1 to %d names of columns, joined by commas",
				SAME_COLUMNS_MOST);
		self->same[self->request.same_count++] = span_of(names_z, length);
		names_z = comma ? comma + 1 : NULL;
	}
	return true;
}

/* Whether a phone is shared is known only when all of the export has been read. */
static bool
find_files(struct state *self, const struct filter_setup *setup)
{
	const struct options *options = setup->options;
	struct reader_options *files = &self->request.files;
	bool standard = !options->operand_count;
	for (size_t i = 0; i < options->operand_count; i++)
		standard = standard || strcmp(options->operands[i], "-") == 0;
	if (standard)
		return error_set(setup->error, STATUS_USAGE,
			"an export is read twice, which standard input cannot be: name a file, and "
			"let dedupe be the first filter");
	files->paths_z = options->operands;
	files->path_count = options->operand_count;
	files->delimiter = setup->delimiter;
	return format_parse(
		       "from", setup_option_z(setup, "from", NULL), &files->from, setup->error) &&
	       charset_parse(setup_option_z(setup, "from-charset", NULL), &files->charset_z,
		       setup->error);
}

/* In a run the list is kept in its folder. */
static bool
open_list(struct state *self, const struct filter_setup *setup)
{
	const char *list_z = setup_option_z(setup, "list", NULL);
	if (list_z && setup->folder)
		return error_set(setup->error, STATUS_USAGE,
			"a run keeps the list in its folder; leave --list out of its pipeline");
	if (!list_z && !setup->folder)
		return true;
	char *path_z = setup->folder ? stage_folder_path_z(setup->folder, STAGE_SHARED_PHONES)
				     : memory_copied_z(list_z, strlen(list_z));
	self->list = shared_list_create(path_z, setup->error);
	free(path_z);
	return self->list != NULL;
}

static bool
begin(void *context, struct filter_setup *setup)
{
	struct state *self = context;
	self->keys = setup->keys;
	self->request.mapped = setup->columns;
	if (!parse_keep(self, setup) || !parse_same(self, setup) || !find_files(self, setup))
		return false;
	shared_columns_want(&self->columns, &self->request, setup->columns);
	if (self->group_z)
		self->group_list = setup_column(setup, "group_list");
	return open_list(self, setup);
}

static bool
start(void *context, const struct reader *reader, struct error *error)
{
	struct state *self = context;
	(void)reader;
	return shared_phones_read(&self->shared, &self->request, error);
}

/* Nobody but copies is in the group afterwards, so that a later filter can take the group. */
static bool
check_stranger(const struct state *self, struct record *contact, const struct groups *groups)
{
	const struct span *other;
	struct span group = span_from_z(self->group_z);
	if (groups_have(groups, group, &other))
		return record_fail(contact, self->group_list,
			"has the group \"%s\" already, but this contact is no copy of another that "
			"stays; take it out or say another --group",
			self->group_z);
	return !other || record_fail(contact, self->group_list,
				 "has the group \"%.*s\", which differs from \"%s\" only in case; "
				 "rename the one or say the other with --group",
				 SPAN_ARGUMENTS(*other), self->group_z);
}

/* `why_z` is what keeps a copy from the group; NULL: nothing does. False: a bad record. */
static bool
note_share(struct state *self, struct record *contact, enum share share, const char *why_z)
{
	struct key key;
	self->line = (struct shared_line){
		.record = contact->number,
		.share = share,
		.only_looked = !self->group_z,
		.why_z = why_z,
	};
	self->listed = false;
	if (share == SHARE_NONE || !self->list)
		return true;
	self->listed = record_key(contact, self->keys, &key) &&
		       record_text(contact, self->columns.phone, &self->line.phone);
	if (self->listed)
		self->line.key = key.text;
	return self->listed;
}

/* What the contact is. Anything but VERDICT_KEEP: nothing is to be done with it. */
static enum verdict
look_at(struct state *self, struct record *contact, const char *why_z, enum share *share,
	struct groups *groups, struct error *error)
{
	self->judged = false;
	bool well = shared_phones_judge(&self->shared, &self->columns, contact, share, error) &&
		    (!self->group_z || (groups_read(contact, self->group_list, groups) &&
					       (*share == SHARE_COPY ||
						       check_stranger(self, contact, groups)))) &&
		    note_share(self, contact, *share, why_z);
	if (!well)
		return error->status == STATUS_OK ? VERDICT_BAD : VERDICT_FAILED;
	self->judged = true;
	return VERDICT_KEEP;
}

static enum verdict
apply(void *context, struct record *contact, struct error *error)
{
	struct state *self = context;
	enum share share;
	struct groups groups;
	enum verdict verdict = look_at(self, contact, NULL, &share, &groups, error);
	if (verdict != VERDICT_KEEP || !self->group_z)
		return verdict;
	if (share == SHARE_COPY)
		groups_add(contact, self->group_list, &groups, span_from_z(self->group_z));
	return share > SHARE_COPY ? VERDICT_HELD : VERDICT_KEEP;
}

static enum verdict
inspect(void *context, struct record *contact)
{
	struct state *self = context;
	enum share share;
	struct groups groups;
	enum verdict verdict = look_at(self, contact, "not chosen by --where, or without a key",
		&share, &groups, &self->failure);
	return verdict == VERDICT_FAILED ? VERDICT_KEEP : verdict; /* publish says why */
}

/* A protected contact is not even refused. */
static void
pass(void *context, struct record *contact)
{
	struct state *self = context;
	enum share share;
	self->judged = shared_phones_judge(
		&self->shared, &self->columns, contact, &share, &self->failure);
	if (self->judged)
		note_share(self, contact, share, "protected");
}

/* One that is rejected after all, on its way to CSV, is nobody that stays. */
static void
settle(void *context, const struct record *contact)
{
	struct state *self = context;
	enum share share = self->line.share;
	(void)contact;
	if (!self->judged)
		return;
	self->judged = false;
	self->counts[share]++;
	shared_phones_pass_on(&self->shared, share);
	if (self->listed && self->failure.status == STATUS_OK)
		shared_list_add(self->list, &self->line, &self->failure);
}

static bool
publish(void *context, struct error *error)
{
	struct state *self = context;
	if (self->failure.status != STATUS_OK) {
		*error = self->failure;
		return false;
	}
	if (self->group_z && !shared_phones_check(&self->shared, error))
		return false;
	return !self->list || shared_list_publish(self->list, error);
}

static void
retract(void *context)
{
	struct state *self = context;
	if (self->list)
		shared_list_retract(self->list);
}

static void
add_count(struct buffer *line, char before, uint64_t count, const char *what_z)
{
	struct message_number number;
	buffer_add_format(line, "%c %s %s", before, message_number_z(&number, count), what_z);
}

static void
report(void *context, const char *name_z)
{
	static const char *const left_z[SHARE_COUNT] = {
		[SHARE_LEFT_OPTED_OUT] = "left because one of them opted out",
		[SHARE_LEFT_PLACEHOLDER] = "left because the phone is a placeholder",
		[SHARE_LEFT_UNDATED] = "left for want of a date that can be read",
	};
	struct state *self = context;
	struct buffer line = {0};
	struct message_number numbers[2];
	uint64_t contacts;
	size_t phones = shared_phones_count(&self->shared, &contacts);
	buffer_add_format(&line, "%s phone%s shared by %s contacts",
		message_number_z(&numbers[0], phones), phones == 1 ? " is" : "s are",
		message_number_z(&numbers[1], contacts));
	if (self->group_z) {
		add_count(&line, ':', self->counts[SHARE_KEPT], "kept");
		add_count(&line, ',', self->counts[SHARE_COPY],
			self->counts[SHARE_COPY] == 1 ? "copy" : "copies");
	}
	for (enum share share = SHARE_LEFT_OPTED_OUT; self->group_z && share < SHARE_COUNT; share++)
		if (self->counts[share])
			add_count(&line, ',', self->counts[share], left_z[share]);
	message_say(name_z, "%.*s", SPAN_ARGUMENTS(buffer_span(&line)));
	buffer_free(&line);
}

static void
end(void *context)
{
	struct state *self = context;
	shared_phones_free(&self->shared);
	shared_list_free(self->list);
}

static const struct option options[] = {
	{"keep", "POLICY", "who stays of those who share a phone: first, or newest:COLUMN", false},
	{"group", "NAME", "the group that the others are put into", false},
	{"same", "COLUMNS", "copies have these alike, too, as first_name,last_name", false},
	{"list", "FILE", "a new file: who shares a phone, and what became of it", false},
	{0},
};

const struct filter filter_dedupe = {
	.name = "dedupe",
	.summary = "find contacts that share a phone, and put all but one of them into a group",
	.caution = "families share phones; look at the copies before you do more with their group "
		   "(--same first_name,last_name leaves people of different names alone)",
	.options = options,
	.state_size = sizeof(struct state),
	.changes = true,
	.held_word = "left as they are",
	.begin = begin,
	.start = start,
	.apply = apply,
	.inspect = inspect,
	.pass = pass,
	.settle = settle,
	.publish = publish,
	.retract = retract,
	.report = report,
	.end = end,
};

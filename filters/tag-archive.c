/* tag-archive - move contacts to the archive group */
#include "chain/filter.h"
#include "format/utf8.h"
#include "record/groups.h"

struct state {
	struct span group;
	struct column group_list;
};

static bool
begin(void *context, struct filter_setup *setup)
{
	struct state *self = context;
	self->group = span_from_z(setup_option_z(setup, "group", "ARCHIVED"));
	self->group_list = setup_column(setup, "group_list");
	if (!span_trim(self->group).length || memchr(self->group.data, ';', self->group.length))
		return error_set(setup->error, STATUS_USAGE,
			"--group is \"%.*s\"; a group has a name, without \";\" in it",
			SPAN_ARGUMENTS(self->group));
	if (utf8_check(self->group) < self->group.length)
		return error_set(setup->error, STATUS_USAGE, "--group is not UTF-8 text");
	return true;
}

/* Group names are case-sensitive: `Archived` beside `ARCHIVED` would be a second archive. */
static bool
read_groups(const struct state *self, struct record *contact, struct groups *groups)
{
	if (!groups_read(contact, self->group_list, groups))
		return false;
	const struct span *other;
	groups_have(groups, self->group, &other);
	return !other || record_fail(contact, self->group_list,
				 "has the group \"%.*s\", which differs from \"%.*s\" only in "
				 "case; rename the one or say the other with --group",
				 SPAN_ARGUMENTS(*other), SPAN_ARGUMENTS(self->group));
}

static enum verdict
inspect(void *context, struct record *contact)
{
	struct groups groups;
	return read_groups(context, contact, &groups) ? VERDICT_KEEP : VERDICT_BAD;
}

static enum verdict
apply(void *context, struct record *contact, struct error *error)
{
	const struct state *self = context;
	(void)error;
	struct groups groups;
	if (!read_groups(self, contact, &groups))
		return VERDICT_BAD;
	if (groups.count != 1 || !span_equal(groups.names[0], self->group))
		groups_replace(contact, self->group_list, &groups, self->group);
	return VERDICT_KEEP;
}

static const struct option options[] = {
	{"group", "NAME", "the archive group; default ARCHIVED", false},
	{0},
};

const struct filter filter_tag_archive = {
	.name = "tag-archive",
	.summary = "move contacts to the archive group; their other groups are replaced",
	.caution =
		"archived contacts can still text in, and users of their old groups no longer see "
		"them; somebody with access to the archive group should watch it "
		"(watch-archived.sh)",
	.options = options,
	.state_size = sizeof(struct state),
	.changes = true,
	.begin = begin,
	.inspect = inspect,
	.apply = apply,
};

/* diff_report.c - see diff_report.h */
#include "review/diff_report.h"

#include "format/json_text.h"
#include "format/shown_text.h"
#include "io/output_file.h"

#define WRITE_SIZE ((size_t)64 << 10)

#define COLOUR_ADDED "\33[32m"
#define COLOUR_GONE "\33[31m"
#define COLOUR_CHANGED "\33[33m"
#define COLOUR_END "\33[m"

static bool
write_if_full(struct diff_report *report, struct error *error)
{
	return report->bytes.length < WRITE_SIZE || diff_report_finish(report, error);
}

static void
begin_object(struct diff_report *report, const char *change_z, const struct diff_subject *subject)
{
	buffer_add_byte(&report->bytes, '{');
	json_add_member(&report->bytes, "change", span_from_z(change_z));
	json_add_member(&report->bytes, "key", subject->key);
	if (subject->key_field.length)
		json_add_member(&report->bytes, "key_field", subject->key_field);
}

static bool
changed_as_ndjson(void *context, const struct diff_subject *subject,
	const struct diff_field *fields, size_t count, struct error *error)
{
	struct diff_report *report = context;
	for (size_t i = 0; i < count; i++) {
		begin_object(report, "changed", subject);
		json_add_member(&report->bytes, "field", fields[i].name);
		json_add_member(&report->bytes, "from", fields[i].from);
		json_add_member(&report->bytes, "to", fields[i].to);
		buffer_add_z(&report->bytes, "}\n");
	}
	return write_if_full(report, error);
}

static bool
added_as_ndjson(void *context, const struct diff_subject *subject, struct error *error)
{
	struct diff_report *report = context;
	begin_object(report, "added", subject);
	buffer_add_z(&report->bytes, "}\n");
	return write_if_full(report, error);
}

static bool
gone_as_ndjson(void *context, const struct diff_subject *subject, struct error *error)
{
	struct diff_report *report = context;
	begin_object(report, "gone", subject);
	buffer_add_z(&report->bytes, "}\n");
	return write_if_full(report, error);
}

static void
add_coloured(struct diff_report *report, const char *colour_z, struct span value)
{
	if (report->colour)
		buffer_add_z(&report->bytes, colour_z);
	shown_value_add(&report->bytes, value);
	if (report->colour)
		buffer_add_z(&report->bytes, COLOUR_END);
}

static void
add_subject(struct diff_report *report, const char *change_z, const char *colour_z,
	const struct diff_subject *subject)
{
	add_coloured(report, colour_z, span_from_z(change_z));
	buffer_add_byte(&report->bytes, ' ');
	if (subject->key_field.length) {
		shown_text_add(&report->bytes, subject->key_field);
		buffer_add_byte(&report->bytes, ' ');
	}
	shown_value_add(&report->bytes, subject->key);
	buffer_add_byte(&report->bytes, '\n');
}

static void
add_groups(struct diff_report *report, const char *verb_z, const char *colour_z,
	const struct span *groups, size_t count)
{
	buffer_add_z(&report->bytes, verb_z);
	for (size_t i = 0; i < count; i++) {
		buffer_add_z(&report->bytes, i ? ", " : " ");
		add_coloured(report, colour_z, groups[i]);
	}
}

static void
add_field(struct diff_report *report, const struct diff_field *field)
{
	struct group_sets *groups = &report->groups;
	buffer_add_z(&report->bytes, "  ");
	shown_text_add(&report->bytes, field->name);
	buffer_add_z(&report->bytes, ": ");
	if (field->kind == DIFF_GROUPS) {
		group_sets_compare(groups, field->from, field->to);
		if (groups->left_count)
			add_groups(report, "left", COLOUR_GONE, groups->left, groups->left_count);
		if (groups->left_count && groups->joined_count)
			buffer_add_z(&report->bytes, "; ");
		if (groups->joined_count)
			add_groups(report, "joined", COLOUR_ADDED, groups->joined,
				groups->joined_count);
	} else {
		add_coloured(report, COLOUR_GONE, field->from);
		buffer_add_z(&report->bytes, " -> ");
		add_coloured(report, COLOUR_ADDED, field->to);
	}
	buffer_add_byte(&report->bytes, '\n');
}

static bool
changed_as_text(void *context, const struct diff_subject *subject, const struct diff_field *fields,
	size_t count, struct error *error)
{
	struct diff_report *report = context;
	add_subject(report, "changed", COLOUR_CHANGED, subject);
	for (size_t i = 0; i < count; i++)
		add_field(report, &fields[i]);
	return write_if_full(report, error);
}

static bool
added_as_text(void *context, const struct diff_subject *subject, struct error *error)
{
	struct diff_report *report = context;
	add_subject(report, "added", COLOUR_ADDED, subject);
	return write_if_full(report, error);
}

static bool
gone_as_text(void *context, const struct diff_subject *subject, struct error *error)
{
	struct diff_report *report = context;
	add_subject(report, "gone", COLOUR_GONE, subject);
	return write_if_full(report, error);
}

static bool
pass_changed(void *context, const struct diff_subject *subject, const struct diff_field *fields,
	size_t count, struct error *error)
{
	(void)context, (void)subject, (void)fields, (void)count, (void)error;
	return true;
}

static bool
pass_alone(void *context, const struct diff_subject *subject, struct error *error)
{
	(void)context, (void)subject, (void)error;
	return true;
}

struct diff_listener
diff_report_listener(struct diff_report *report)
{
	switch (report->form) {
	case DIFF_AS_NDJSON:
		return (struct diff_listener){
			report, changed_as_ndjson, added_as_ndjson, gone_as_ndjson};
	case DIFF_AS_TEXT:
		return (struct diff_listener){report, changed_as_text, added_as_text, gone_as_text};
	case DIFF_AS_COUNTS:
		break;
	}
	return (struct diff_listener){report, pass_changed, pass_alone, pass_alone};
}

bool
diff_report_finish(struct diff_report *report, struct error *error)
{
	bool well = output_write(
		report->descriptor, report->name_z, buffer_span(&report->bytes), error);
	buffer_clear(&report->bytes);
	return well;
}

void
diff_report_free(struct diff_report *report)
{
	buffer_free(&report->bytes);
	group_sets_free(&report->groups);
}

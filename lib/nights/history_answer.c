/* history_answer.c - see history_text.h: why a contact gets no texts */
#include "nights/history_text.h"

#include "format/shown_text.h"
#include "record/truth.h"

/* The last event that says what a field is: on the platform, not only proposed. */
static const struct contact_event *
last_of(const struct contact_history *history, const char *field_z)
{
	const struct contact_event *last = NULL;
	for (size_t i = 0; i < history->count; i++) {
		const struct contact_event *event = &history->list[i];
		bool counts = event->kind == EVENT_SEEN || event->kind == EVENT_CAME_BACK ||
			      (event->kind == EVENT_CHANGED &&
				      (event->uploaded_at.data || event->shown.data));
		if (counts && columns_alike(history->columns, event->field, span_from_z(field_z)))
			last = event;
	}
	return last;
}

static bool
is_false(const struct contact_event *event)
{
	bool truth;
	return event && event->to.data && truth_parse(event->to, &truth) && !truth;
}

/* "... by the clean-up of RUN (approved by R. Ortiz), which the export of RUN was the first to
 * show" */
static void
add_ours(struct buffer *text, const struct contact_history *history,
	const struct contact_event *event)
{
	buffer_add_format(text, "by our clean-up in %s", history->runs.list[event->run].name_z);
	if (event->approved_by.data) {
		buffer_add_z(text, " (approved by ");
		shown_text_add(text, event->approved_by);
		buffer_add_byte(text, ')');
	}
	if (event->shown.data)
		buffer_add_format(text, ", as of the export of %.*s", SPAN_ARGUMENTS(event->shown));
	else
		buffer_add_z(text, ", which no export has shown yet");
}

static void
add_not_ours(struct buffer *text, const struct contact_history *history,
	const struct contact_event *event)
{
	const char *now_z = history->runs.list[event->run].name_z;
	if (event->since.data)
		buffer_add_format(text, "not by us, between the exports of %.*s and %s",
			SPAN_ARGUMENTS(event->since), now_z);
	else
		buffer_add_format(text, "not by us, before the export of %s", now_z);
}

static void
add_field(struct buffer *text, const struct contact_history *history, struct span key,
	const struct contact_event *event, const char *what_z, const char *ours_z,
	const char *other_z)
{
	bool ours = event->kind == EVENT_CHANGED;
	shown_text_add(text, key);
	buffer_add_format(text, " %s: ", what_z);
	(ours ? add_ours : add_not_ours)(text, history, event);
	buffer_add_format(text, "; %s\n", ours ? ours_z : other_z);
}

void
history_answer_add(struct buffer *text, const struct contact_history *history, struct span key)
{
	const struct contact_event *active = last_of(history, "active");
	const struct contact_event *valid = last_of(history, "phone_valid");
	const struct contact_event *groups = last_of(history, "group_list");
	if (is_false(active))
		add_field(text, history, key, active, "gets no texts, active is FALSE",
			"that is no opt-out that we know of, but a STOP after it would look the same",
			"an opt-out, or somebody at the platform");
	if (is_false(valid))
		add_field(text, history, key, valid, "gets no texts, phone_valid is FALSE",
			"that is no opt-out", "the platform, or somebody there, found so");
	if (groups && groups->kind == EVENT_CHANGED && span_equal_z(groups->filter, "tag-archive"))
		add_field(text, history, key, groups,
			"gets no texts to its old groups, it is archived", "that is no opt-out",
			"");
}

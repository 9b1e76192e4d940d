/* history_text.c - see history_text.h: event by event */
#include "nights/history_text.h"

#include "format/shown_text.h"
#include "record/date.h"
#include "run/approval.h"

#define INDENT "            "

static void
add_words(struct buffer *text, const char *words_z, struct span shown)
{
	buffer_add_z(text, words_z);
	shown_text_add(text, shown);
}

static int
two_digits(const char *digits)
{
	return (digits[0] - '0') * 10 + digits[1] - '0';
}

/* Of a time only the day: that of the people here, as the days of runs are, though it is in UTC. */
static void
add_day(struct buffer *text, const char *words_z, struct span time)
{
	struct date date;
	char day_z[DATE_TEXT_SIZE];
	bool utc = time.length == sizeof("YYYY-MM-DDThh:mm:ssZ") - 1 &&
		   time.data[time.length - 1] == 'Z' && date_parse(time, &date);
	if (!utc) {
		add_words(text, words_z, span_of(time.data, time.length < 10 ? time.length : 10));
		return;
	}
	const char *hour = time.data + sizeof("YYYY-MM-DDT") - 1;
	date = date_of_time((time_t)date.day * 86400 + two_digits(hour) * 3600 +
			    two_digits(hour + 3) * 60 + two_digits(hour + 6));
	date_print(date, day_z);
	add_words(text, words_z, span_from_z(day_z));
}

static void
add_value(struct buffer *text, struct span value)
{
	if (value.data)
		shown_value_add(text, value);
	else
		buffer_add_z(text, "(none)");
}

static void
add_step(struct buffer *text, const struct contact_event *event)
{
	shown_text_add(text, event->field);
	buffer_add_byte(text, ' ');
	add_value(text, event->from);
	buffer_add_z(text, " -> ");
	add_value(text, event->to);
}

static void
add_stage(struct buffer *text, const struct contact_event *event)
{
	shown_text_add(text, event->filter);
	if (event->where.data)
		add_words(text, " where ", event->where);
	if (event->reason.data) {
		add_words(text, " (", event->reason);
		buffer_add_byte(text, ')');
	}
}

static const char *
run_name_z(const struct contact_history *history, size_t run)
{
	return history->runs.list[run].name_z;
}

static void
add_upload(struct buffer *text, const struct contact_event *event)
{
	bool manual = span_equal_z(event->part, APPROVAL_MANUAL);
	if (event->uploaded_at.data)
		add_day(text, "; uploaded on ", event->uploaded_at);
	else
		buffer_add_z(text, manual ? "; to be done by hand" : "; not uploaded so far");
	if (event->uploaded_by.data)
		add_words(text, " by ", event->uploaded_by);
	add_words(text, " (", event->part);
	buffer_add_byte(text, ')');
	if (!event->uploaded_at.data && !manual)
		return;
	if (event->shown.data)
		add_words(text, "; first shown by the export of ", event->shown);
	else if (!manual)
		buffer_add_z(text, "; no export has shown it yet");
}

static void
add_fate(struct buffer *text, const struct contact_event *event)
{
	if (!event->approved_by.data) {
		buffer_add_z(text, "; not approved");
		return;
	}
	add_words(text, event->part.data ? "; approved by " : "; left out by ", event->approved_by);
	if (event->left_out.length) {
		add_words(text, " (", event->left_out);
		buffer_add_byte(text, ')');
	}
	add_day(text, event->part.data ? " on " : ", who approved the rest on ",
		event->approved_at);
	if (event->part.data)
		add_upload(text, event);
}

/* Proposed, and nothing came of it. */
static bool
is_idle(const struct contact_event *event)
{
	return event->kind == EVENT_CHANGED && !event->approved_by.data;
}

static bool
is_same_proposal(const struct contact_event *a, const struct contact_event *b)
{
	return is_idle(a) && is_idle(b) && span_equal(a->field, b->field) &&
	       span_equal(a->from, b->from) && span_equal(a->to, b->to) &&
	       span_equal(a->filter, b->filter) && span_equal(a->where, b->where);
}

static bool
was_told(const struct contact_history *history, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (is_same_proposal(&history->list[j], &history->list[i]))
			return true;
	return false;
}

static void
add_repeats(struct buffer *text, const struct contact_history *history, size_t i)
{
	size_t count = 0, last = i;
	for (size_t j = i + 1; j < history->count; j++)
		if (is_same_proposal(&history->list[i], &history->list[j])) {
			count++;
			last = j;
		}
	if (count)
		buffer_add_format(text, ", and proposed again by %zu later run%s, the last %s",
			count, count == 1 ? "" : "s", run_name_z(history, history->list[last].run));
}

static void
add_change(struct buffer *text, const struct contact_history *history, size_t i)
{
	const struct contact_event *event = &history->list[i];
	add_step(text, event);
	buffer_add_z(text, ", by ");
	add_stage(text, event);
	buffer_add_format(text, "\n" INDENT "%s", run_name_z(history, event->run));
	add_fate(text, event);
	add_repeats(text, history, i);
}

/* The run whose letter asks for the contact, of this event or of one before it; or NULL. */
static const struct contact_event *
asked_for(const struct contact_history *history, size_t i)
{
	const struct contact_event *list = history->list;
	for (size_t j = i + 1; j-- > 0;)
		if (list[j].kind == EVENT_TAKEN_OUT && list[j].part.data)
			return &list[j];
	return NULL;
}

static void
add_removal(struct buffer *text, const struct contact_history *history, size_t i)
{
	const struct contact_event *event = &history->list[i], *asked = asked_for(history, i);
	if (!event->approved_by.data) {
		buffer_add_z(text, "; not approved");
		return;
	}
	add_words(text,
		event->part.data ? "; the platform's staff was to delete it, approved by "
				 : "; approved by ",
		event->approved_by);
	add_day(text, " on ", event->approved_at);
	if (!asked)
		buffer_add_z(text, ", but in no letter to the platform's staff");
	else if (asked != event)
		buffer_add_format(text, ", but the letter of %s had asked for it already",
			run_name_z(history, asked->run));
	if (event->shown.data)
		add_words(text, "; gone from the export of ", event->shown);
}

static void
add_gone(struct buffer *text, const struct contact_history *history, size_t i)
{
	const struct contact_event *event = &history->list[i];
	buffer_add_z(text,
		event->kind == EVENT_REJECTED ? "rejected as a bad record, by " : "taken out, by ");
	add_stage(text, event);
	buffer_add_format(text, "\n" INDENT "%s", run_name_z(history, event->run));
	if (span_equal_z(event->filter, "purge"))
		add_removal(text, history, i);
}

static void
add_seen(struct buffer *text, const struct contact_history *history, size_t i)
{
	const struct contact_event *event = &history->list[i];
	const char *now_z = run_name_z(history, event->run);
	if (event->field.data)
		add_step(text, event);
	else
		buffer_add_z(text,
			event->kind == EVENT_ADDED ? "new in the export" : "gone from the export");
	buffer_add_z(text, ", not by us\n" INDENT);
	if (event->since.data)
		add_words(text, "between the exports of ", event->since);
	buffer_add_format(text, event->since.data ? " and %s" : "shown by the export of %s", now_z);
	if (event->undoes.data) {
		add_words(text, "; that undoes what ", event->undoes);
		buffer_add_z(text, " had changed");
	}
}

void
history_text_add(struct buffer *text, const struct contact_history *history)
{
	for (size_t i = 0; i < history->count; i++) {
		const struct contact_event *event = &history->list[i];
		if (was_told(history, i))
			continue;
		shown_text_add(text, event->at);
		buffer_add_z(text, "  ");
		switch (event->kind) {
		case EVENT_CHANGED:
			add_change(text, history, i);
			break;
		case EVENT_TAKEN_OUT:
		case EVENT_REJECTED:
			add_gone(text, history, i);
			break;
		case EVENT_SEEN:
		case EVENT_ADDED:
		case EVENT_GONE:
		case EVENT_CAME_BACK:
			add_seen(text, history, i);
			break;
		}
		buffer_add_byte(text, '\n');
	}
}

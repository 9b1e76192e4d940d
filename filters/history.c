/* history - all that is known of one contact: what we changed and why, what changed elsewhere */
#include "nights/history_text.h"

#include "cli/program.h"
#include "format/json_text.h"
#include "record/date.h"
#include "record/input_options.h"

static const struct option options[] = {
	{"runs", "DIR", "the folder of runs; default runs", false},
	{"program", "NAME", "only the runs of this program", false},
	{"field", "NAME", "only what happened to this field", false},
	{"since", "DATE", "only what happened on that day or later", false},
	{"column", "ROLE=NAME", "the column NAME of the exports is what roster calls ROLE", true},
	{"to", "text|ndjson", "how to write it; default text", false},
	{0},
};

static const char *const event_names[] = {
	[EVENT_CHANGED] = "changed",
	[EVENT_TAKEN_OUT] = "taken out",
	[EVENT_REJECTED] = "rejected",
	[EVENT_SEEN] = "seen",
	[EVENT_ADDED] = "added",
	[EVENT_GONE] = "gone",
	[EVENT_CAME_BACK] = "came back",
};

static void
add_member(struct buffer *line, const char *name_z, struct span text)
{
	if (text.data)
		json_add_member(line, name_z, text);
}

static void
add_object(struct buffer *line, const struct contact_history *history,
	const struct contact_event *event, struct span key)
{
	const struct listed_run *run = &history->runs.list[event->run];
	buffer_add_byte(line, '{');
	json_add_member(line, "event", span_from_z(event_names[event->kind]));
	json_add_member(line, "run", span_from_z(run->name_z));
	json_add_member(line, "program", span_from_z(run->program_z));
	json_add_member(line, "key", key);
	add_member(line, "at", event->at);
	add_member(line, "field", event->field);
	add_member(line, "from", event->from);
	add_member(line, "to", event->to);
	add_member(line, "filter", event->filter);
	add_member(line, "where", event->where);
	add_member(line, "reason", event->reason);
	add_member(line, "approved_by", event->approved_by);
	add_member(line, "approved_at", event->approved_at);
	add_member(line, "left_out", event->left_out);
	add_member(line, "part", event->part);
	add_member(line, "uploaded_at", event->uploaded_at);
	add_member(line, "uploaded_by", event->uploaded_by);
	add_member(line, "shown", event->shown);
	add_member(line, "since", event->since);
	add_member(line, "undoes", event->undoes);
	buffer_add_z(line, "}\n");
}

static bool
check_options(const struct options *given, struct error *error)
{
	const char *to_z = options_value_z(given, "to");
	const char *since_z = options_value_z(given, "since");
	struct date day;
	if (to_z && strcmp(to_z, "text") != 0 && strcmp(to_z, "ndjson") != 0)
		return error_set(error, STATUS_USAGE, "--to is \"%s\", not text or ndjson", to_z);
	if (since_z &&
		(strlen(since_z) != DATE_TEXT_SIZE - 1 || !date_parse(span_from_z(since_z), &day)))
		return error_set(
			error, STATUS_USAGE, "--since is \"%s\", not a date (YYYY-MM-DD)", since_z);
	return true;
}

static struct span
option_span(const struct options *given, const char *name_z)
{
	const char *value_z = options_value_z(given, name_z);
	return span_from_z(value_z ? value_z : "");
}

static void
tell(const struct contact_history *history, const struct contact_query *query, bool ndjson)
{
	struct buffer text = {0};
	for (size_t i = 0; ndjson && i < history->count; i++)
		add_object(&text, history, &history->list[i], query->key);
	if (ndjson && !history->count)
		buffer_add_byte(&text, '\n'); /* NDJSON without a record */
	if (!ndjson) {
		history_text_add(&text, history);
		history_answer_add(&text, history, query->key);
	}
	if (text.length)
		fwrite(text.data, 1, text.length, stdout);
	else if (history->alike.length && !span_equal(history->alike, query->key))
		printf("no run of %s knows anything of %.*s; it is %.*s that they know\n",
			query->runs_z, SPAN_ARGUMENTS(query->key), SPAN_ARGUMENTS(history->alike));
	else
		printf("no run of %s knows anything of %.*s\n", query->runs_z,
			SPAN_ARGUMENTS(query->key));
	buffer_free(&text);
}

static enum status
run(const struct options *given, struct error *error)
{
	const char *runs_z = options_value_z(given, "runs");
	const char *to_z = options_value_z(given, "to");
	struct columns columns = {0};
	struct contact_history history = {0};
	struct contact_query query = {
		.key = span_from_z(given->operands[0]),
		.field = option_span(given, "field"),
		.since = option_span(given, "since"),
		.runs_z = runs_z ? runs_z : "runs",
		.program_z = options_value_z(given, "program"),
		.columns = &columns,
	};
	bool well = check_options(given, error) && column_options_parse(&columns, given, error) &&
		    contact_history_read(&history, &query, error);
	if (well)
		tell(&history, &query, to_z && strcmp(to_z, "ndjson") == 0);
	contact_history_free(&history);
	columns_free(&columns);
	return well ? STATUS_OK : error->status;
}

const struct program program_history = {
	.name = "history",
	.summary = "what the nights know of one contact: what changed, by whom, and why",
	.operands = "KEY",
	.options = options,
	.operands_least = 1,
	.operands_most = 1,
	.run = run,
};

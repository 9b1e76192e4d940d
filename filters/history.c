/* history - what all nights did to one contact, and why */
#include "run/contact_history.h"

#include "cli/program.h"
#include "format/json_text.h"
#include "io/buffer.h"
#include "record/date.h"

static const struct option options[] = {
	{"runs", "DIR", "the folder of runs; default runs", false},
	{"program", "NAME", "only the runs of this program", false},
	{"field", "NAME", "only the changes of this field", false},
	{"since", "DATE", "only what was changed on that day or later", false},
	{"to", "text|ndjson", "how to write it; default text", false},
	{0},
};

struct telling {
	bool ndjson;
	uint64_t count;
	struct buffer line;
};

static void
add_text(struct buffer *line, const struct contact_event *event)
{
	const struct cursor_line *told = event->line;
	const struct run_stage *stage = event->stage;
	buffer_add(line, told->at);
	buffer_add_format(line, "%s%s: ", told->at.length ? " " : "", event->run->name_z);
	if (!told->field.length)
		buffer_add_z(line, told->rejected ? "rejected as a bad record" : "taken out");
	else
		buffer_add_format(line, "%.*s %.*s -> %.*s", SPAN_ARGUMENTS(told->field),
			SPAN_ARGUMENTS(told->added ? span_from_z("(none)") : told->from),
			SPAN_ARGUMENTS(told->to));
	buffer_add_format(line, ", by %s", stage->filter_z);
	if (stage->where_z)
		buffer_add_format(line, " where %s", stage->where_z);
	if (stage->reason_z)
		buffer_add_format(line, " (%s)", stage->reason_z);
	buffer_add_byte(line, '\n');
}

static void
add_object(struct buffer *line, const struct contact_event *event)
{
	const struct cursor_line *told = event->line;
	buffer_add_byte(line, '{');
	json_add_member(line, "run", span_from_z(event->run->name_z));
	json_add_member(line, "program", span_from_z(event->run->program_z));
	json_add_member(line, "key", told->key);
	if (told->field.length) {
		json_add_member(line, "at", told->at);
		json_add_member(line, "field", told->field);
		if (!told->added)
			json_add_member(line, "from", told->from);
		json_add_member(line, "to", told->to);
	} else {
		json_add_member(
			line, "gone", span_from_z(told->rejected ? "rejected" : "taken out"));
	}
	json_add_member(line, "filter", span_from_z(event->stage->filter_z));
	if (event->stage->where_z)
		json_add_member(line, "where", span_from_z(event->stage->where_z));
	if (event->stage->reason_z)
		json_add_member(line, "reason", span_from_z(event->stage->reason_z));
	buffer_add_z(line, "}\n");
}

static void
tell(void *context, const struct contact_event *event)
{
	struct telling *telling = context;
	telling->count++;
	buffer_clear(&telling->line);
	(telling->ndjson ? add_object : add_text)(&telling->line, event);
	fwrite(telling->line.data, 1, telling->line.length, stdout);
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

static enum status
run(const struct options *given, struct error *error)
{
	const char *runs_z = options_value_z(given, "runs");
	const char *to_z = options_value_z(given, "to");
	struct contact_query query = {
		.key = span_from_z(given->operands[0]),
		.field = option_span(given, "field"),
		.since = option_span(given, "since"),
		.runs_z = runs_z ? runs_z : "runs",
		.program_z = options_value_z(given, "program"),
	};
	struct telling telling = {.ndjson = to_z && strcmp(to_z, "ndjson") == 0};
	if (!check_options(given, error) || !contact_history_read(&query, tell, &telling, error)) {
		buffer_free(&telling.line);
		return error->status;
	}
	buffer_free(&telling.line);
	if (telling.count == 0 && !telling.ndjson)
		printf("no run of %s touched %s\n", query.runs_z, given->operands[0]);
	return STATUS_OK;
}

const struct program program_history = {
	.name = "history",
	.summary = "what all nights did to one contact, and why",
	.operands = "KEY",
	.options = options,
	.operands_least = 1,
	.operands_most = 1,
	.run = run,
};

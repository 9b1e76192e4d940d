/* status - a line a run: was it proposed, did it fail, is last night's there? */
#include "format/shown_text.h"
#include "nights/fate.h"
#include "run/run_list.h"

#include "cli/message.h"
#include "cli/program.h"
#include "cli/time_span.h"

#include <stdio.h>
#include <time.h>

#define FUTURE_MOST 600 /* seconds that a clock may be off */

static const struct option options[] = {
	{"runs", "DIR", "the folder of runs; default runs", false},
	{"program", "NAME", "only the runs of this program", false},
	{"max-age", "TIME", "it is a problem when the newest run of a program is older: 26h, 7d",
		false},
	{0},
};

static const char *
state_z(const struct run_list *runs, size_t i)
{
	switch (runs->list[i].state) {
	case RUN_FAILED:
		return "failed";
	case RUN_UNFINISHED:
		return "unfinished";
	case RUN_PROPOSED:
		break;
	}
	return run_list_is_superseded(runs, i) ? "superseded" : "proposed";
}

/* Nothing for a run that nobody approved. */
static void
add_fate(struct buffer *line, const struct fate *fate)
{
	size_t parts = fate->approval.part_count, uploaded = 0;
	if (!fate->approval.by_z)
		return;
	for (size_t i = 0; i < parts; i++)
		if (approval_uploads_at_z(&fate->uploads, fate->approval.parts[i].name_z))
			uploaded++;
	buffer_add_z(line, "  approved by ");
	shown_text_add(line, span_from_z(fate->approval.by_z));
	if (!parts)
		buffer_add_z(line, ", nothing to upload");
	else if (!uploaded)
		buffer_add_z(line, ", not uploaded");
	else if (uploaded == parts)
		buffer_add_z(line, ", uploaded");
	else
		buffer_add_format(line, ", %zu of %zu files uploaded", uploaded, parts);
}

/* False when its approval cannot be trusted: its line says why. */
static bool
print_run(const struct run_list *runs, size_t i)
{
	const struct listed_run *run = &runs->list[i];
	struct message_number records, changed, gone, rejected;
	struct buffer line = {0};
	struct fate fate = {0};
	struct error error = {0};
	buffer_add_format(&line, "%s  ", run->name_z);
	shown_text_add(&line, span_from_z(run->program_z));
	buffer_add_format(&line, "  %s", state_z(runs, i));
	if (run->state == RUN_PROPOSED)
		buffer_add_format(&line, "  %s contacts, %s changed, %s taken out, %s rejected",
			message_number_z(&records, run->counts.export),
			message_number_z(&changed, run->counts.changed),
			message_number_z(&gone, run->counts.gone),
			message_number_z(&rejected, run->counts.rejected));
	bool well = run->state != RUN_PROPOSED || fate_read(&fate, run->path_z, &error);
	if (well)
		add_fate(&line, &fate);
	if (run->state == RUN_FAILED || !well)
		buffer_add_format(&line, "  %s", well ? run->cause_z : error.text);
	printf("%.*s\n", SPAN_ARGUMENTS(buffer_span(&line)));
	buffer_free(&line);
	fate_free(&fate);
	return well;
}

/* The newest run of a pipeline must have been proposed, and not too long ago. */
static bool
is_problem(const struct run_list *runs, size_t i)
{
	return runs->list[i].state != RUN_PROPOSED && !run_list_is_superseded(runs, i);
}

/* Of its program; runs by hand and undos come and go, so that no pipeline has to have a new one. */
static bool
is_newest(const struct run_list *runs, size_t i)
{
	for (size_t later = i + 1; later < runs->count; later++)
		if (runs->list[later].state == RUN_PROPOSED &&
			strcmp(runs->list[later].program_z, runs->list[i].program_z) == 0)
			return false;
	return runs->list[i].state == RUN_PROPOSED;
}

static bool
is_too_old(const struct listed_run *run, uint64_t max_age)
{
	time_t age = time(NULL) - run->at;
	bool future = age < -FUTURE_MOST;
	if (!max_age || (age <= (time_t)max_age && !future))
		return false;
	struct buffer line = {0};
	buffer_add_z(&line, "the newest proposed run of ");
	shown_text_add(&line, span_from_z(run->program_z));
	if (future)
		buffer_add_z(&line,
			" began in the future, so that later ones do not count; set the "
			"clock, or take its folder away");
	else
		buffer_add_format(&line, " is %lld hours old", (long long)age / 3600);
	printf("%.*s\n", SPAN_ARGUMENTS(buffer_span(&line)));
	buffer_free(&line);
	return true;
}

static bool
is_asked_for(const struct listed_run *run, const char *program_z)
{
	return !program_z || strcmp(program_z, run->program_z) == 0;
}

static enum status
report(const struct run_list *runs, const char *program_z, uint64_t max_age)
{
	enum status status = STATUS_OK;
	bool proposed = false;
	for (size_t i = 0; i < runs->count; i++) {
		if (!is_asked_for(&runs->list[i], program_z))
			continue;
		if (!print_run(runs, i) || is_problem(runs, i))
			status = STATUS_DIFFERENT;
	}
	for (size_t i = 0; i < runs->count; i++) {
		if (!is_asked_for(&runs->list[i], program_z) || !is_newest(runs, i))
			continue;
		proposed = true;
		if (is_too_old(&runs->list[i], max_age))
			status = STATUS_DIFFERENT;
	}
	if (proposed)
		return status;
	printf("there is no proposed run\n");
	return STATUS_DIFFERENT;
}

static enum status
run(const struct options *given, struct error *error)
{
	struct run_list runs = {0};
	uint64_t max_age = 0;
	const char *runs_z = options_value_z(given, "runs");
	const char *age_z = options_value_z(given, "max-age");
	if (age_z && !time_span_parse(age_z, &max_age))
		return error_set(error, STATUS_USAGE,
			       "--max-age is \"%s\", not a number of hours (26h) or days (7d)",
			       age_z),
		       error->status;
	if (!run_list_read(&runs, runs_z ? runs_z : "runs", error)) {
		run_list_free(&runs);
		return error->status;
	}
	enum status status = report(&runs, options_value_z(given, "program"), max_age);
	run_list_free(&runs);
	return status;
}

const struct program program_status = {
	.name = "status",
	.summary = "a line a run: proposed, failed, superseded; is last night's there?",
	.operands = "",
	.notes =
		"Status 1 when the newest run of a pipeline failed or is unfinished, when there is none,\n"
		"or when that of a program is older than --max-age.",
	.options = options,
	.run = run,
};

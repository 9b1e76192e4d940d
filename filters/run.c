/* run - propose a clean-up in a run folder, and prove it */
#include "run/run.h"

#include "cli/memory.h"
#include "cli/message.h"
#include "cli/program.h"
#include "cli/time_span.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

static const struct option options[] = {
	{"program", "NAME", "the program on the platform whose contacts these are", false},
	{"runs", "DIR", "where the runs of all nights are; default runs", false},
	{"as-of", "DATE", "what today means in --where; default today", false},
	{"protect", "FILE", "contacts (customer_id or phone) that no stage touches", true},
	{"max-changes", "N|N%", "refuse (status 4) if more contacts were changed or taken out",
		false},
	{"max-rejects", "N|N%", "allow so many bad records; without it the first one ends the run",
		false},
	{"min-records", "N", "refuse (status 4) an export with fewer records", false},
	{"max-age", "TIME", "refuse (status 4) an older export: 26h, 7d", false},
	{"allow-seen", NULL, "run though the last run was over the same export", false},
	{"allow-smaller", NULL, "run though the export has shrunk by a tenth or more", false},
	{"allow-no-inactive", NULL, "run though no contact of the export is inactive", false},
	{"quiet", NULL, "no summary on standard error", false},
	{0},
};

static bool
parse_cap(const struct options *given, const char *name_z, struct run_cap *cap, struct error *error)
{
	const char *value_z = options_value_z(given, name_z);
	if (!value_z)
		return true;
	char *end;
	errno = 0;
	cap->given = true;
	cap->value = strtod(value_z, &end);
	cap->share = *end == '%';
	if (value_z[0] < '0' || value_z[0] > '9' || errno || end[cap->share] || cap->value < 0)
		return error_set(error, STATUS_USAGE,
			"--%s is \"%s\", not a number or a share such as 5%%", name_z, value_z);
	return true;
}

static bool
check_min_records(const struct run_cap *cap, struct error *error)
{
	return !cap->share ||
	       error_set(error, STATUS_USAGE, "--min-records is a share; say a number of records");
}

static bool
parse_age(const struct options *given, uint64_t *seconds, struct error *error)
{
	const char *value_z = options_value_z(given, "max-age");
	*seconds = 0;
	if (!value_z)
		return true;
	return time_span_parse(value_z, seconds) ||
	       error_set(error, STATUS_USAGE,
		       "--max-age is \"%s\", not a number of hours (26h) or days (7d)", value_z);
}

static bool
parse_as_of(const struct options *given, struct date *as_of, struct error *error)
{
	const char *value_z = options_value_z(given, "as-of");
	if (!value_z)
		return date_today(as_of), true;
	struct span text = span_from_z(value_z);
	if (text.length != DATE_TEXT_SIZE - 1 || !date_parse(text, as_of))
		return error_set(
			error, STATUS_USAGE, "--as-of is \"%s\", not a date (YYYY-MM-DD)", value_z);
	return true;
}

/* PIPELINE EXPORT, or EXPORT -- FILTER ... */
static bool
take_operands(const struct options *given, struct run_request *request, struct error *error)
{
	if (given->operands_before_dashes == 1 && given->operand_count > 1) {
		request->export_z = given->operands[0];
		request->filters = given->operands + 1;
		request->filter_count = given->operand_count - 1;
		return true;
	}
	if (given->operand_count != 2)
		return error_set(error, STATUS_USAGE,
			"say what to run: roster run PIPELINE EXPORT, or roster run EXPORT -- FILTER "
			"...");
	request->pipeline_z = given->operands[0];
	request->export_z = given->operands[1];
	return true;
}

static void
say_outcome(
	const struct run_request *request, const char *path_z, const struct proof_counts *counts)
{
	struct message_number records, changed, gone, rejected;
	if (request->quiet)
		return;
	message_say("run",
		"%s: proposed and proved: %s contacts, %s changed, %s taken out, %s rejected",
		path_z, message_number_z(&records, counts->export),
		message_number_z(&changed, counts->changed), message_number_z(&gone, counts->gone),
		message_number_z(&rejected, counts->rejected));
	message_say("run", "look at %s/review.html", path_z);
}

static const char **
protect_lists(const struct options *given, size_t *count)
{
	const char **lists = memory_zeroed(given->value_count + 1, sizeof(*lists));
	const char *inherited_z = getenv("ROSTER_PROTECT");
	*count = 0;
	if (inherited_z && *inherited_z)
		lists[(*count)++] = inherited_z;
	for (size_t i = 0; i < given->value_count; i++)
		if (strcmp(given->values[i].option->name, "protect") == 0)
			lists[(*count)++] = given->values[i].value_z;
	return lists;
}

static enum status
run(const struct options *given, struct error *error)
{
	struct run_request request = {
		.program_z = options_value_z(given, "program"),
		.runs_z = options_value_z(given, "runs"),
		.allow_seen = options_value_z(given, "allow-seen") != NULL,
		.allow_smaller = options_value_z(given, "allow-smaller") != NULL,
		.allow_no_inactive = options_value_z(given, "allow-no-inactive") != NULL,
		.quiet = options_value_z(given, "quiet") != NULL,
	};
	if (!request.runs_z)
		request.runs_z = "runs";
	if (!request.program_z || !*request.program_z)
		return error_set(
			       error, STATUS_USAGE, "say whose contacts these are: --program NAME"),
		       error->status;
	if (!take_operands(given, &request, error) ||
		!parse_cap(given, "max-changes", &request.max_changes, error) ||
		!parse_cap(given, "max-rejects", &request.max_rejects, error) ||
		!parse_cap(given, "min-records", &request.min_records, error) ||
		!check_min_records(&request.min_records, error) ||
		!parse_age(given, &request.max_age, error) ||
		!parse_as_of(given, &request.as_of, error))
		return error->status;
	const char **lists = protect_lists(given, &request.protect_count);
	request.protect_z = lists;
	char path_z[4096];
	struct proof_counts counts;
	bool well = run_propose(&request, path_z, &counts, error);
	free(lists);
	if (well) {
		say_outcome(&request, path_z, &counts);
		return STATUS_OK;
	}
	if (*path_z)
		message_say("run", "%s is set aside; its log.txt says what happened", path_z);
	return error->status;
}

const struct program program_run = {
	.name = "run",
	.summary = "propose a clean-up in a run folder, and prove it",
	.operands = "PIPELINE EXPORT | EXPORT -- FILTER [OPTIONS] [+ FILTER ...]",
	.options = options,
	.operands_least = 1,
	.operands_most = SIZE_MAX,
	.run = run,
};

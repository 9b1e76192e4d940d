/* approve - approve a run, and write the files to upload */
#include "review/approve.h"

#include "cli/memory.h"
#include "cli/message.h"
#include "cli/program.h"
#include "cli/time_span.h"
#include "run/approval.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define DEFAULT_MAX_AGE ((uint64_t)7 * 86400)
#define DEFAULT_MAX_SIZE ((uint64_t)10000000)

static const struct option options[] = {
	{"by", "NAME", "who approves; required", false},
	{"note", "TEXT", "why, for whoever reads the approval", false},
	{"decisions", "FILE", "what a reviewer left out, as saved by the run's page", false},
	{"protect-list", "FILE", "add contacts that are never to be changed to this list", false},
	{"max-age", "TIME", "refuse (status 4) a run begun longer ago; default 7d", false},
	{"max-size", "SIZE", "each file to upload is smaller: 10MB (the default), 500kB", false},
	{"column", "ROLE=NAME", "the column NAME of the export is what roster calls ROLE", true},
	{"by-signalvine-id", NULL, "write files for contacts without customer_id, too", false},
	{0},
};

static bool
check_texts(const struct approve_request *request, struct error *error)
{
	if (!request->by_z)
		return error_set(error, STATUS_USAGE, "say who approves: --by NAME");
	return approval_check_text("by", request->by_z, error) &&
	       (!request->note_z || approval_check_text("note", request->note_z, error));
}

static bool
parse_age(const char *value_z, uint64_t *seconds, struct error *error)
{
	*seconds = DEFAULT_MAX_AGE;
	return !value_z || time_span_parse(value_z, seconds) ||
	       error_set(error, STATUS_USAGE,
		       "--max-age is \"%s\", not a number of hours (26h) or days (7d)", value_z);
}

static bool
parse_size(const char *value_z, uint64_t *size, struct error *error)
{
	char *end;
	*size = DEFAULT_MAX_SIZE;
	if (!value_z)
		return true;
	errno = 0;
	unsigned long long count = strtoull(value_z, &end, 10);
	uint64_t unit = strcmp(end, "MB") == 0 ? 1000000 : strcmp(end, "kB") == 0 ? 1000 : 0;
	*size = count * unit;
	return (value_z[0] >= '1' && value_z[0] <= '9' && !errno && unit && count <= 1000000) ||
	       error_set(error, STATUS_USAGE,
		       "--max-size is \"%s\", not a number of kB or MB such as 10MB", value_z);
}

/* "1 contact", "2,000 contacts" */
static const char *
contacts_z(char text[64], uint64_t count)
{
	struct message_number number;
	snprintf(text, 64, "%s contact%s", message_number_z(&number, count), count == 1 ? "" : "s");
	return text;
}

static void
say_never(const struct approve_request *request, const struct approve_result *result)
{
	char contacts[64];
	if (request->protect_list_z && result->counts.never)
		message_say("approve",
			"%s: %s added, never to be changed; give it to every run with --protect",
			request->protect_list_z, contacts_z(contacts, result->protected));
	else if (result->counts.never)
		message_say("approve",
			"%s never to be changed; from now on say roster run --protect %s/%s",
			contacts_z(contacts, result->counts.never), request->run_z, APPROVAL_NEVER);
	if (result->never_rules)
		message_say("approve",
			"rules never to be applied: %zu; take their stages out of the pipeline, or "
			"they come again",
			result->never_rules);
	if (result->counts.never_unnamed)
		message_say("approve",
			"%s never to be changed without a customer_id, so that no list can name "
			"them; let the policy's --where leave them out",
			contacts_z(contacts, result->counts.never_unnamed));
}

static void
say_removals(const struct approve_request *request, const struct approve_result *result)
{
	char contacts[64];
	if (result->removals)
		message_say("approve", "%s to delete: send %s/%s with the list it names",
			contacts_z(contacts, result->removals), request->run_z, APPROVAL_LETTER);
	if (result->still_there)
		message_say("approve", "%s of earlier letters still there: see %s/%s",
			contacts_z(contacts, result->still_there), request->run_z,
			APPROVAL_STILL_THERE);
}

static void
say_outcome(const struct approve_request *request, const struct approve_result *result)
{
	char contacts[64], by_hand[64] = "nothing";
	struct message_number parts, left_out, manual;
	if (result->manual)
		snprintf(by_hand, sizeof(by_hand), "%s line%s of " APPROVAL_MANUAL,
			message_number_z(&manual, result->manual), result->manual == 1 ? "" : "s");
	message_say("approve", "%s: approved by %s: %s in %s file%s, %s left out, %s by hand",
		request->run_z, request->by_z, contacts_z(contacts, result->counts.contacts),
		message_number_z(&parts, result->parts), result->parts == 1 ? "" : "s",
		message_number_z(&left_out, result->counts.left_out), by_hand);
	say_removals(request, result);
	say_never(request, result);
	message_say("approve", "read %s/%s before you upload", request->run_z, APPROVAL_GUIDE);
}

static bool
take_options(const struct options *given, struct approve_request *request, const char **mappings_z,
	struct error *error)
{
	*request = (struct approve_request){
		.run_z = given->operands[0],
		.by_z = options_value_z(given, "by"),
		.note_z = options_value_z(given, "note"),
		.decisions_z = options_value_z(given, "decisions"),
		.protect_list_z = options_value_z(given, "protect-list"),
		.by_signalvine_id = options_value_z(given, "by-signalvine-id") != NULL,
		.mappings_z = mappings_z,
	};
	for (size_t i = 0; i < given->value_count; i++)
		if (strcmp(given->values[i].option->name, "column") == 0)
			mappings_z[request->mapping_count++] = given->values[i].value_z;
	return check_texts(request, error) &&
	       parse_age(options_value_z(given, "max-age"), &request->max_age, error) &&
	       parse_size(options_value_z(given, "max-size"), &request->max_size, error);
}

static enum status
run(const struct options *given, struct error *error)
{
	struct approve_request request;
	struct approve_result result;
	const char **mappings_z = memory_zeroed(given->value_count + 1, sizeof(*mappings_z));
	bool well = take_options(given, &request, mappings_z, error) &&
		    approve_run(&request, &result, error);
	free(mappings_z);
	if (!well)
		return error->status;
	say_outcome(&request, &result);
	return STATUS_OK;
}

const struct program program_approve = {
	.name = "approve",
	.summary = "approve a run, and write the files to upload",
	.operands = "RUN",
	.options = options,
	.operands_least = 1,
	.operands_most = 1,
	.run = run,
};

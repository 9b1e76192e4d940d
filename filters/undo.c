/* undo - take back what was uploaded of runs, as a new run over a fresh export */
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/program.h"
#include "io/buffer.h"
#include "io/path.h"
#include "nights/dialect.h"
#include "nights/prepare.h"
#include "page/page.h"
#include "review/undo_plan.h"
#include "run/document.h"
#include "run/run.h"
#include "run/stage_folder.h"

#include <stdlib.h>

static const struct option options[] = {
	{"consent", "FILE", "who asked to hear again: customer_id, date, source", false},
	{"opt-outs", "FILE", "who opted out: customer_id, signalvine_id, phone", false},
	{"opt-outs-until", "DATE", "the day up to which that list is complete", false},
	{"protect", "FILE", "contacts (customer_id or phone) that are left as they are", true},
	{"column", "ROLE=NAME", "the column NAME of the export is what roster calls ROLE", true},
	{"from", "csv|ndjson", "what the export is, if its first byte does not tell", false},
	{"delimiter", "CHAR", "between the fields of the export; default a comma", false},
	{"allow-smaller", NULL, "undo though the export has shrunk by a tenth or more", false},
	{"allow-no-inactive", NULL, "undo though no contact of the export is inactive", false},
	{"no-check", NULL, "do not check the export first", false},
	{"quiet", NULL, "no summary on standard error", false},
	{0},
};

/* Words that the filters get; owned. */
struct words {
	char **list_z;
	size_t count;
};

struct wish {
	struct undo_plan plan;
	struct words input, each;
	const char **protect_z, **columns_z;
	char *name_z;
	struct nights_wish nights;
	struct run_request request;
};

/* What became of the values of all runs. */
struct outcome {
	uint64_t undone, already_so, changed_since, gone, guarded, spared, left_alone;
};

static void
add_word(struct words *words, const char *name_z, const char *value_z)
{
	words->list_z = memory_resized(words->list_z, words->count + 1, sizeof(*words->list_z));
	words->list_z[words->count++] = text_formatted_z("--%s=%s", name_z, value_z);
}

static void
words_free(struct words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->list_z[i]);
	free(words->list_z);
}

static bool
is_one_of(const char *name_z, const char *const *names)
{
	for (; *names; names++)
		if (strcmp(name_z, *names) == 0)
			return true;
	return false;
}

static void
take_words(const struct options *given, struct wish *wish)
{
	static const char *const input[] = {"column", "from", "delimiter", NULL};
	static const char *const each[] = {"consent", "opt-outs", "opt-outs-until", NULL};
	struct run_dialect *dialect = &wish->request.dialect;
	size_t count = given->value_count + 1;
	wish->protect_z = memory_zeroed(count, sizeof(*wish->protect_z));
	wish->columns_z = memory_zeroed(count, sizeof(*wish->columns_z));
	for (size_t i = 0; i < given->value_count; i++) {
		const char *name_z = given->values[i].option->name;
		const char *value_z = given->values[i].value_z;
		if (strcmp(name_z, "protect") == 0)
			wish->protect_z[wish->request.protect_count++] = value_z;
		if (strcmp(name_z, "column") == 0)
			wish->columns_z[dialect->column_count++] = value_z;
		if (is_one_of(name_z, input))
			add_word(&wish->input, name_z, value_z);
		if (is_one_of(name_z, each))
			add_word(&wish->each, name_z, value_z);
	}
	/* that we made somebody inactive is proved by the runs themselves */
	add_word(&wish->each, "evidence", wish->plan.runs_z);
	wish->request.protect_z = wish->protect_z;
	dialect->columns_z = wish->columns_z;
	dialect->from_z = options_value_z(given, "from");
	dialect->delimiter_z = options_value_z(given, "delimiter");
}

static void
fill_request(const struct options *given, struct wish *wish)
{
	struct run_request *request = &wish->request;
	struct undo_options words = {
		.input_z = (const char *const *)wish->input.list_z,
		.input_count = wish->input.count,
		.each_z = (const char *const *)wish->each.list_z,
		.each_count = wish->each.count,
	};
	undo_plan_write(&wish->plan, &words);
	wish->name_z = text_formatted_z("undo-%s", wish->plan.runs[0].name_z);
	wish->nights.no_check = options_value_z(given, "no-check") != NULL;
	request->program_z = wish->plan.runs[0].approval.program_z;
	request->runs_z = wish->plan.runs_z;
	request->export_z = given->operands[given->operand_count - 1];
	request->filters = wish->plan.words_z;
	request->filter_count = wish->plan.word_count;
	request->name_z = wish->name_z;
	request->allow_seen = true; /* undone again, with a consent that was missing */
	request->allow_smaller = options_value_z(given, "allow-smaller") != NULL;
	request->allow_no_inactive = options_value_z(given, "allow-no-inactive") != NULL;
	request->quiet = options_value_z(given, "quiet") != NULL;
	request->prepare = nights_prepare;
	request->prepare_context = &wish->nights;
	request->page_maker = &review_page_maker;
	date_today(&request->as_of);
}

static bool
add_stage(const char *path_z, struct outcome *outcome, struct error *error)
{
	char *ended_z = text_formatted_z("%s/%s", path_z, STAGE_ENDED);
	json_t *ended = document_read(ended_z, error);
	free(ended_z);
	outcome->undone += document_number(ended, "values_done");
	outcome->already_so += document_number(ended, "values_already_so");
	outcome->changed_since += document_number(ended, "values_changed_since");
	outcome->gone += document_number(ended, "values_gone");
	outcome->guarded += document_number(ended, "values_guarded");
	outcome->spared += document_number(ended, "values_spared");
	outcome->left_alone += document_number(ended, "values_left_alone");
	json_decref(ended);
	return ended != NULL;
}

/* A run gathers such a file of its stages: the first it finds by its name, others by their stage's.
 */
static bool
say_list(const char *run_z, const struct run_stage *stage, const char *name_z, const char *what_z,
	struct error *error)
{
	char *list_z = stage ? text_formatted_z("%s/%s-%s", run_z, stage->name_z, name_z)
			     : text_formatted_z("%s/%s", run_z, name_z);
	bool there;
	bool well = path_exists(list_z, &there, error);
	if (there)
		message_say("undo", "%s: %s", list_z, what_z);
	free(list_z);
	return well;
}

static bool
say_lists(const char *run_z, const struct stage_list *stages, struct error *error)
{
	bool well = true;
	for (size_t i = 0; well && i <= stages->count; i++) {
		const struct run_stage *stage = i ? &stages->list[i - 1] : NULL;
		well = say_list(run_z, stage, STAGE_CONFLICTS,
			       "values that were changed since, and are left alone", error) &&
		       say_list(run_z, stage, STAGE_GUARDED,
			       "contacts that stay inactive, and what would show that they may "
			       "hear from you again; then undo again with --consent FILE "
			       "(customer_id, date, source)",
			       error);
	}
	return well;
}

static void
say_removals(const struct undo_plan *plan)
{
	struct message_number number;
	for (size_t i = 0; i < plan->run_count; i++)
		if (plan->runs[i].approval.removal.name_z)
			message_say("undo",
				"%s: deletions that it asked for: %s; no undo brings them back, "
				"purged.csv.gz in it has what was known of them",
				plan->runs[i].path_z,
				message_number_z(&number, plan->runs[i].approval.removal.contacts));
}

static void
say_counts(const char *path_z, const struct outcome *outcome)
{
	struct message_number undone, already_so, changed_since, gone, guarded, spared, left_alone;
	struct buffer rest = {0};
	if (outcome->guarded)
		buffer_add_format(
			&rest, ", %s guarded", message_number_z(&guarded, outcome->guarded));
	if (outcome->spared)
		buffer_add_format(
			&rest, ", %s protected", message_number_z(&spared, outcome->spared));
	if (outcome->left_alone)
		buffer_add_format(&rest, ", %s left alone because the value came back",
			message_number_z(&left_alone, outcome->left_alone));
	message_say("undo",
		"%s: proposed and proved: of the uploaded values %s undone, %s already so, %s "
		"changed since, %s gone%.*s",
		path_z, message_number_z(&undone, outcome->undone),
		message_number_z(&already_so, outcome->already_so),
		message_number_z(&changed_since, outcome->changed_since),
		message_number_z(&gone, outcome->gone), SPAN_ARGUMENTS(buffer_span(&rest)));
	buffer_free(&rest);
}

static bool
say_outcome(const struct wish *wish, const char *path_z, struct error *error)
{
	struct stage_list stages = {0};
	struct outcome outcome = {0};
	bool well = stage_list_read(&stages, path_z, error);
	for (size_t i = 0; well && i < stages.count; i++)
		well = add_stage(stages.list[i].path_z, &outcome, error);
	if (well) {
		say_counts(path_z, &outcome);
		well = say_lists(path_z, &stages, error);
		say_removals(&wish->plan);
		message_say("undo", "look at %s/review.html, then roster approve it", path_z);
	}
	stage_list_free(&stages);
	return well;
}

static bool
propose(const struct wish *wish, struct error *error)
{
	char path_z[4096];
	struct proof_counts counts;
	struct preparation found;
	if (run_propose(&wish->request, path_z, &counts, &found, error))
		return wish->request.quiet || say_outcome(wish, path_z, error);
	if (*path_z)
		message_say("undo", "%s is set aside; its log.txt says what happened", path_z);
	return false;
}

static enum status
run(const struct options *given, struct error *error)
{
	struct wish wish = {0};
	bool well = undo_plan_read(&wish.plan, given->operands, given->operand_count - 1, error);
	if (well) {
		take_words(given, &wish);
		fill_request(given, &wish);
		well = dialect_check(&wish.request.dialect, error) &&
		       undo_plan_check_export(&wish.plan, wish.request.export_z, error) &&
		       propose(&wish, error);
	}
	words_free(&wish.input);
	words_free(&wish.each);
	free(wish.protect_z);
	free(wish.columns_z);
	free(wish.name_z);
	undo_plan_free(&wish.plan);
	return well ? STATUS_OK : error->status;
}

const struct program program_undo = {
	.name = "undo",
	.summary = "take back what was uploaded of runs, as a new run over a fresh export",
	.operands = "RUN ... EXPORT",
	.notes =
		"Only what was noted by roster uploaded is taken back. The new run is to be looked at,\n"
		"approved and uploaded as any other.",
	.options = options,
	.operands_least = 2,
	.operands_most = SIZE_MAX,
	.run = run,
};

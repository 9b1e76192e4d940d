/* check - find every problem of an export in one pass, and what is suspicious */
#include "check/check.h"
#include "check/opted_out.h"
#include "check/report.h"
#include "cli/message.h"
#include "cli/option_number.h"
#include "cli/program.h"
#include "nights/run_evidence.h"
#include "record/input_options.h"
#include "run/run_list.h"

#include <stdlib.h>
#include <sys/stat.h>

#define PLACES_USUAL 5
#define PLACES_MOST 1000000

static const struct option own_options[] = {
	{"to", "text|ndjson", "how to say it; default text, for people", false},
	{"suppress", "FILE", "who opted out and was deleted (purge --suppression)", true},
	{"evidence", "PATH", "runs, or a journal: count whom we made inactive", true},
	{"program", "NAME", "whose runs are evidence", false},
	{"places", "N", "how many places to show of each kind; default 5", false},
	{"key", "COLUMNS", "what a contact is known by: the first that is not blank", false},
	{"column", "ROLE=NAME", "the column NAME is what roster calls ROLE", true},
	{"from", "csv|ndjson", "what the files are, if their first byte does not tell", false},
	{"delimiter", "CHAR", "between the fields of CSV; default a comma", false},
	{"from-charset", "NAME", "the encoding that is made UTF-8: windows-1252, utf-16", false},
	{0},
};

struct settings {
	struct reader_options files;
	struct opt_outs suppressed;
	struct evidence evidence;
	struct columns evidence_columns;
	bool has_evidence, has_suppressed;
	bool ndjson;
	uint64_t places;
};

static bool
parse_to(struct settings *settings, const char *value_z, struct error *error)
{
	settings->ndjson = value_z && strcmp(value_z, "ndjson") == 0;
	if (value_z && !settings->ndjson && strcmp(value_z, "text") != 0)
		return error_set(
			error, STATUS_USAGE, "--to is \"%s\", not text or ndjson", value_z);
	return true;
}

/* A name that is misspelled would make every clean-up of ours an opt-out. */
static bool
read_runs(struct settings *settings, const char *path_z, const char *program_z, struct error *error)
{
	struct run_list runs = {0};
	bool well = run_list_read(&runs, path_z, error), there = false;
	for (size_t i = 0; i < runs.count; i++)
		there = there || strcmp(runs.list[i].program_z, program_z) == 0;
	if (well && runs.count && !there)
		message_say("check",
			"%s: there is no run of the program %s, so nothing there is evidence",
			path_z, program_z);
	run_list_free(&runs);
	return well && run_evidence_add(&settings->evidence, path_z, program_z, error);
}

static bool
read_evidence(struct settings *settings, const char *path_z, const struct options *options,
	struct error *error)
{
	struct stat status;
	const char *program_z = options_value_z(options, "program");
	settings->has_evidence = true;
	if (stat(path_z, &status) != 0)
		return error_set_errno(error, "%s: cannot open", path_z);
	if (!S_ISDIR(status.st_mode))
		return evidence_add_journal(&settings->evidence, path_z, error);
	return program_z ? read_runs(settings, path_z, program_z, error)
			 : error_set(error, STATUS_USAGE,
				   "%s: the runs of other programs prove nothing; say --program "
				   "NAME",
				   path_z);
}

static bool
read_lists(struct settings *settings, const struct options *options, struct error *error)
{
	bool well = true;
	evidence_begin(&settings->evidence, &settings->evidence_columns);
	for (size_t i = 0; well && i < options->value_count; i++) {
		const struct option_value *value = &options->values[i];
		if (strcmp(value->option->name, "suppress") == 0) {
			settings->has_suppressed = true;
			well = opt_outs_read(&settings->suppressed, value->value_z, error);
		} else if (strcmp(value->option->name, "evidence") == 0) {
			well = read_evidence(settings, value->value_z, options, error);
		}
	}
	if (well && options_value_z(options, "program") && !settings->has_evidence)
		return error_set(error, STATUS_USAGE, "--program says nothing without --evidence");
	return well;
}

static bool
parse(struct settings *settings, struct layout *layout, const struct options *options,
	struct error *error)
{
	settings->files.paths_z = options->operands;
	settings->files.path_count = options->operand_count;
	return parse_to(settings, options_value_z(options, "to"), error) &&
	       format_parse(
		       "from", options_value_z(options, "from"), &settings->files.from, error) &&
	       delimiter_parse(
		       options_value_z(options, "delimiter"), &settings->files.delimiter, error) &&
	       charset_parse(options_value_z(options, "from-charset"), &settings->files.charset_z,
		       error) &&
	       option_number("places", options_value_z(options, "places"),
		       (struct number_range){0, PLACES_MOST}, &settings->places, error) &&
	       column_options_parse(&layout->wanted, options, error) &&
	       layout_begin(layout, options_value_z(options, "key"), error);
}

static void
print(const struct settings *settings, const struct examination *examination)
{
	struct buffer report = {0}, summary = {0};
	(settings->ndjson ? report_ndjson : report_text)(
		&report, &examination->findings, settings->files.paths_z);
	if (settings->has_evidence)
		(settings->ndjson ? opted_out_report_ndjson : opted_out_report_text)(
			&report, examination);
	if (report.length)
		fwrite(report.data, 1, report.length, stdout);
	fflush(stdout);
	report_summary(&summary, &examination->findings, examination->records);
	message_say("check", "%.*s", SPAN_ARGUMENTS(buffer_span(&summary)));
	buffer_free(&report);
	buffer_free(&summary);
}

static enum status
run(const struct options *options, struct error *error)
{
	struct settings settings = {.places = PLACES_USUAL};
	struct examination examination = {0};
	enum status status = STATUS_OK;
	if (parse(&settings, &examination.layout, options, error) &&
		read_lists(&settings, options, error)) {
		examination.suppressed = settings.has_suppressed ? &settings.suppressed : NULL;
		examination.evidence = settings.has_evidence ? &settings.evidence : NULL;
		examination.findings.most = settings.places;
		if (check_files(&examination, &settings.files, error)) {
			print(&settings, &examination);
			if (findings_count(&examination.findings, LEVEL_ERROR) ||
				findings_count(&examination.findings, LEVEL_SUSPICION))
				status = STATUS_DIFFERENT;
		}
	}
	if (error->status != STATUS_OK)
		status = error->status;
	examination_free(&examination);
	opt_outs_free(&settings.suppressed);
	evidence_free(&settings.evidence);
	columns_free(&settings.evidence_columns);
	return status;
}

const struct program program_check = {
	.name = "check",
	.summary = "find every problem of an export in one pass, and what is suspicious",
	.operands = "FILE ...",
	.notes = "Status 0: nothing was found; 1: something was. Nothing is repaired.",
	.options = own_options,
	.operands_least = 1,
	.operands_most = SIZE_MAX,
	.run = run,
};

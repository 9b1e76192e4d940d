/* stage_guard.c - see stage_guard.h, and filter.h for setup_guard */
#include "chain/stage_guard.h"

#include "chain/filter.h"
#include "chain/tables.h"
#include "cli/memory.h"
#include "io/buffer.h"
#include "io/path.h"
#include "nights/run_evidence.h"
#include "run/manifest.h"
#include "run/run_context.h"
#include "run/run_lists.h"

#include <stdlib.h>
#include <sys/stat.h>

/* What the options say, and in a run what it knows itself. */
struct opening {
	struct filter_setup *setup;
	struct guard_request request;
	const char *program_z, *export_z;
	struct date complete_to, exported;
	struct run_context run;
	char *consent_z, *opt_outs_z, *guarded_z; /* owned */
};

static bool
parse_day(const struct opening *opening, const char *name_z, struct date *date,
	const struct date **given)
{
	const char *value_z = setup_option_z(opening->setup, name_z, NULL);
	struct date today;
	struct error *error = opening->setup->error;
	if (!value_z)
		return true;
	*given = date;
	if (strlen(value_z) != DATE_TEXT_SIZE - 1 || !date_parse(span_from_z(value_z), date))
		return error_set(error, STATUS_USAGE, "--%s is \"%s\", not a date (YYYY-MM-DD)",
			name_z, value_z);
	date_today(&today);
	/* a list that is complete for all time would be a switch that turns the guard off */
	return date_compare(*date, today) <= 0 ||
	       error_set(error, STATUS_USAGE, "--%s is %s, which is yet to come", name_z, value_z);
}

/* What a run knows by itself is not for its pipeline to say. */
static bool
check_run_options(const struct opening *opening)
{
	static const char *const names[] = {"program", "export", "export-date", "guarded"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (setup_option_z(opening->setup, names[i], NULL))
			return error_set(opening->setup->error, STATUS_USAGE,
				"a run knows its program and its export, and keeps the list of the "
				"guarded; leave --%s out of its pipeline",
				names[i]);
	return true;
}

static bool
take_from_run(struct opening *opening)
{
	const struct filter_setup *setup = opening->setup;
	if (!check_run_options(opening) ||
		!run_context_read(&opening->run, setup->run_z, setup->stage_z, setup->error))
		return false;
	opening->program_z = opening->run.program_z;
	opening->export_z = opening->run.export_z;
	opening->exported = opening->run.exported;
	opening->request.exported = &opening->exported;
	opening->request.own_opt_outs_z = opening->run.own_opt_outs_z;
	opening->guarded_z = stage_folder_path_z(setup->folder, STAGE_GUARDED);
	opening->request.no_empty_files = true;
	if (!opening->run.repeat && setup_option_z(setup, "evidence", NULL))
		opening->request.used_z = opening->run.evidence_z;
	return true;
}

static bool
take_from_options(struct opening *opening)
{
	const struct filter_setup *setup = opening->setup;
	const char *guarded_z = setup_option_z(setup, "guarded", NULL);
	opening->program_z = setup_option_z(setup, "program", NULL);
	opening->export_z = setup_option_z(setup, "export", NULL);
	if (guarded_z)
		opening->guarded_z = memory_copied_z(guarded_z, strlen(guarded_z));
	return parse_day(opening, "export-date", &opening->exported, &opening->request.exported);
}

static bool
take_list(const struct opening *opening, const char *name_z, char **path_z)
{
	const char *given_z = setup_option_z(opening->setup, name_z, NULL);
	if (given_z)
		*path_z = run_list_path_z(given_z, opening->setup->error);
	return !given_z || *path_z;
}

/* Each of these says nothing without the other. */
static bool
check_company(const struct opening *opening, const char *name_z, const char *other_z)
{
	return !setup_option_z(opening->setup, name_z, NULL) ||
	       setup_option_z(opening->setup, other_z, NULL) ||
	       error_set(opening->setup->error, STATUS_USAGE, "--%s says nothing without --%s",
		       name_z, other_z);
}

static bool
check_companies(const struct opening *opening)
{
	static const char *const pairs[][2] = {{"program", "evidence"}, {"opt-outs", "evidence"},
		{"opt-outs-until", "opt-outs"}, {"export", "opt-outs"},
		{"export-date", "opt-outs"}};
	bool well = true;
	for (size_t i = 0; well && i < sizeof(pairs) / sizeof(*pairs); i++)
		well = check_company(opening, pairs[i][0], pairs[i][1]);
	return well;
}

/* A journal inside a run's folder: alone it would hide whose it is, and what was uploaded of it. */
static bool
lies_in_run(const char *path_z, bool *in_run, struct error *error)
{
	static const char *const up[] = {"", "../", "../../"};
	const char *slash = strrchr(path_z, '/');
	int length = slash ? (int)(slash - path_z) + 1 : 0;
	bool well = true;
	*in_run = false;
	for (size_t i = 0; well && !*in_run && i < sizeof(up) / sizeof(*up); i++) {
		char *manifest_z = text_formatted_z(
			"%.*s%s%s", length, path_z, up[i], MANIFEST_FILE);
		well = path_exists(manifest_z, in_run, error);
		free(manifest_z);
	}
	return well;
}

static bool
add_evidence(const struct opening *opening, struct evidence *evidence, const char *path_z)
{
	struct error *error = opening->setup->error;
	struct stat status;
	bool in_run;
	if (stat(path_z, &status) != 0)
		return error_set_errno(error, "%s: cannot open", path_z);
	if (S_ISDIR(status.st_mode) && !opening->program_z)
		return error_set(error, STATUS_USAGE,
			"%s: the runs of other programs prove nothing; say --program NAME", path_z);
	if (S_ISDIR(status.st_mode))
		return run_evidence_add(evidence, path_z, opening->program_z, error);
	if (!lies_in_run(path_z, &in_run, error))
		return false;
	if (in_run)
		return error_set(error, STATUS_USAGE,
			"%s: is a part of a run; name the run's folder, or the folder of runs",
			path_z);
	return evidence_add_journal(evidence, path_z, error);
}

static bool
take_evidence(struct opening *opening, struct evidence *evidence)
{
	const struct options *options = opening->setup->options;
	bool well = true, any = false, kept = false;
	evidence_begin(evidence, opening->setup->columns);
	for (size_t i = 0; well && i < options->value_count; i++) {
		const struct option_value *value = &options->values[i];
		if (strcmp(value->option->name, "evidence") != 0)
			continue;
		any = true;
		well = opening->run.repeat || add_evidence(opening, evidence, value->value_z);
	}
	/* in a repeat there are only the steps that the run took for proved */
	if (well && any && opening->run.repeat)
		well = path_exists(opening->run.evidence_z, &kept, opening->setup->error);
	if (kept)
		well = evidence_add_journal(
			evidence, opening->run.evidence_z, opening->setup->error);
	opening->request.evidence = any ? evidence : NULL;
	return well;
}

static bool
take_all(struct opening *opening, struct evidence *evidence)
{
	struct filter_setup *setup = opening->setup;
	if (!check_companies(opening) ||
		!(setup->run_z ? take_from_run(opening) : take_from_options(opening)) ||
		!parse_day(opening, "opt-outs-until", &opening->complete_to,
			&opening->request.complete_to) ||
		!take_list(opening, "consent", &opening->consent_z) ||
		!take_list(opening, "opt-outs", &opening->opt_outs_z) ||
		!take_evidence(opening, evidence))
		return false;
	opening->request.consent_z = opening->consent_z;
	opening->request.opt_outs_z = opening->opt_outs_z;
	opening->request.guarded_z = opening->guarded_z;
	opening->request.export = (struct reader_options){
		.paths_z = &opening->export_z,
		.path_count = opening->export_z != NULL,
		.delimiter = setup->delimiter,
		.charset_z = setup->charset_z,
	};
	return true;
}

struct guard *
setup_guard(struct filter_setup *setup)
{
	struct opening opening = {.setup = setup};
	struct stage_guard *stage = setup->guard;
	if (take_all(&opening, &stage->evidence))
		stage->guard = guard_open(&opening.request, setup->columns, setup->error);
	run_context_free(&opening.run);
	free(opening.consent_z);
	free(opening.opt_outs_z);
	free(opening.guarded_z);
	return stage->guard;
}

const char *
setup_guard_option_z(const struct filter_setup *setup)
{
	for (const struct option *option = guard_options; option->name; option++)
		if (setup_option_z(setup, option->name, NULL))
			return option->name;
	return NULL;
}

bool
stage_guard_publish(struct stage_guard *stage, struct error *error)
{
	return !stage->guard || guard_publish(stage->guard, error);
}

void
stage_guard_retract(struct stage_guard *stage)
{
	if (stage->guard)
		guard_retract(stage->guard);
}

void
stage_guard_close(struct stage_guard *stage)
{
	guard_free(stage->guard);
	evidence_free(&stage->evidence);
	*stage = (struct stage_guard){0};
}

/* run.c - see run.h */
#include "run/run_internal.h"

#include "cli/memory.h"
#include "cli/message.h"
#include "format/utf8.h"
#include "run/run_lists.h"
#include "run/stage_folder.h"
#include "run/sums.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CLEANED_CSV "cleaned.csv.gz"
#define CLEANED_NDJSON "cleaned.ndjson.gz"

static bool
make_runs_folder(const char *runs_z, struct error *error)
{
	if (mkdir(runs_z, 0700) == 0 || errno == EEXIST)
		return true;
	return error_set_errno(error, "%s: cannot make the folder of runs", runs_z);
}

static bool
check_age(const struct run *run, struct error *error)
{
	const struct run_request *request = run->request;
	time_t age = time(NULL) - run->export_looked.st_mtime;
	if (!request->max_age || age <= (time_t)request->max_age)
		return true;
	return error_set(error, STATUS_REFUSED,
		"%s: the export is %lld hours old, more than --max-age allows; export again",
		request->export_z, (long long)age / 3600);
}

static bool
look_at_export(struct run *run, struct error *error)
{
	struct stat status;
	const char *export_z = run->request->export_z;
	if (stat(export_z, &status) != 0)
		return error_set_errno(error, "%s: cannot open", export_z);
	if (!S_ISREG(status.st_mode))
		return error_set(error, STATUS_USAGE,
			"%s: is no regular file; a run copies its export, so name one", export_z);
	run->export_looked = status;
	return check_age(run, error);
}

/* What format it has is known once the stages have ended. */
static bool
name_cleaned(struct run *run, struct error *error)
{
	if (run->stages.list[0].to != FORMAT_NDJSON)
		return true;
	char *from_z = run_folder_file_z(run->folder, run->cleaned_name_z);
	run->cleaned_name_z = CLEANED_NDJSON;
	char *to_z = run_folder_file_z(run->folder, run->cleaned_name_z);
	bool well = rename(from_z, to_z) == 0 ||
		    error_set_errno(error, "%s: cannot be renamed", from_z);
	free(from_z);
	free(to_z);
	return well;
}

static bool
refuse_changed(const char *name_z, struct error *error)
{
	return error_set(error, STATUS_REFUSED,
		"the pipeline changed its own %s; it may only read it", name_z);
}

/* What was proved is what the copy was made of. */
static bool
check_export(const struct run *run, const struct fingerprint *proved, struct error *error)
{
	char proved_z[FINGERPRINT_TEXT_SIZE];
	fingerprint_text(proved, proved_z);
	return strcmp(proved_z, run->export.print_z) == 0 ||
	       refuse_changed(run->export_name_z, error);
}

static bool
prove(struct run *run, struct error *error)
{
	if (!stage_list_read(&run->stages, run_folder_path_z(run->folder), error) ||
		!name_cleaned(run, error))
		return false;
	const struct page_maker *maker = run->request->page_maker;
	run->page = maker->begin(
		run_folder_path_z(run->folder), &run->stages, run->request->as_of, error);
	if (!run->page)
		return false;
	char *export_z = run_folder_file_z(run->folder, run->export_name_z);
	char *cleaned_z = run_folder_file_z(run->folder, run->cleaned_name_z);
	char *journal_z = run_folder_file_z(run->folder, "journal.ndjson");
	char journal_digest_z[DIGEST_TEXT_SIZE] = "";
	struct fingerprint *export_print = fingerprint_new();
	struct proof_request request = {
		.export_z = export_z,
		.cleaned_z = cleaned_z,
		.stages = &run->stages,
		.cleaned_print_z = run->cleaned_print_z,
		.columns_z = run->request->dialect.columns_z,
		.column_count = run->request->dialect.column_count,
		.run_name_z = run_folder_name_z(run->folder),
		.journal_z = journal_z,
		.expected_bytes = run->cleaned_digest.size,
		.quiet = run->request->quiet,
		.watcher = maker->watcher(run->page),
		.export_raw = fingerprint_tap(export_print),
		.journal_digest_z = journal_digest_z,
		.sums = &run->sums,
	};
	bool well = proof_run(&request, &run->counts, error) &&
		    check_export(run, export_print, error);
	if (well) {
		known_sums_add(&run->sums, export_z, run->export.digest_z);
		known_sums_add(&run->sums, journal_z, journal_digest_z);
	}
	fingerprint_free(export_print);
	free(export_z);
	free(cleaned_z);
	free(journal_z);
	return well;
}

/* In hundredths of the export's records for a share. */
static double
measured(const struct run_cap *cap, uint64_t value, uint64_t whole)
{
	if (!cap->share)
		return (double)value;
	return whole ? 100.0 * (double)value / (double)whole : 0;
}

static bool
check_cap(const struct run_cap *cap, const char *option_z, const char *what_z, uint64_t value,
	uint64_t whole, struct error *error)
{
	if (!cap->given || measured(cap, value, whole) <= cap->value)
		return true;
	struct message_number some, all;
	return error_set(error, STATUS_REFUSED,
		"%s of %s records were %s, more than the %.15g%s that %s allows; look at them in the "
		"folder that is set aside, then allow more",
		message_number_z(&some, value), message_number_z(&all, whole), what_z, cap->value,
		cap->share ? "%" : "", option_z);
}

static bool
check_size(const struct run *run, struct error *error)
{
	const struct run_cap *cap = &run->request->min_records;
	if (!cap->given || (double)run->counts.export >= cap->value)
		return true;
	struct message_number number;
	return error_set(error, STATUS_REFUSED,
		"%s: the export has %s records, fewer than the %.15g of --min-records; export again",
		run->request->export_z, message_number_z(&number, run->counts.export), cap->value);
}

static bool
check_caps(const struct run *run, struct error *error)
{
	const struct run_request *request = run->request;
	const struct proof_counts *counts = &run->counts;
	uint64_t touched = counts->changed + counts->gone;
	return check_size(run, error) &&
	       check_cap(&request->max_changes, "--max-changes", "changed or taken out", touched,
		       counts->export, error) &&
	       check_cap(&request->max_rejects, "--max-rejects", "rejected", counts->rejected,
		       counts->export, error);
}

/* A pipeline that writes into its own inputs would have its changes taken for the export's. */
static bool
check_input(const struct run *run, const char *name_z, const char *digest_z, struct error *error)
{
	char now_z[DIGEST_TEXT_SIZE];
	uint64_t size;
	char *path_z = run_folder_file_z(run->folder, name_z);
	bool well = digest_file(path_z, now_z, &size, error);
	if (well && strcmp(now_z, digest_z) != 0)
		well = refuse_changed(name_z, error);
	free(path_z);
	return well;
}

static bool
check_pipeline(const struct run *run, struct error *error)
{
	return !run->request->pipeline_z ||
	       check_input(run, RUN_PIPELINE, run->pipeline.digest_z, error);
}

/* Where the proof fails, that an input is not as it was may be the cause. */
static bool
prove_or_explain(struct run *run, struct error *error)
{
	if (prove(run, error))
		return true;
	struct error why = *error;
	if (why.status != STATUS_SYSTEM &&
		check_input(run, run->export_name_z, run->export.digest_z, error) &&
		check_pipeline(run, error))
		*error = why;
	return false;
}

static bool
check_rejects(const struct run *run, struct error *error)
{
	if (!run->counts.rejected || run->request->max_rejects.given)
		return true;
	return error_set(error, STATUS_REFUSED,
		"the pipeline set bad records aside (--rejects); allow some with --max-rejects, and "
		"leave --rejects out of the pipeline");
}

static bool
prepare(struct run *run, struct error *error)
{
	const struct run_request *request = run->request;
	struct preparation_scene scene = {
		.runs_z = request->runs_z,
		.program_z = request->program_z,
		.pipeline_z = run->pipeline_name_z,
		.as_of_z = run->as_of_z,
		.given_z = request->export_z,
		.export_z = run->export_name_z,
		.folder = run->folder,
		.dialect = &request->dialect,
		.allow_rejects = request->max_rejects.given,
	};
	return !request->prepare ||
	       request->prepare(request->prepare_context, &scene, &run->found, error);
}

/* The manifest is JSON, and says them word for word. */
static bool
check_texts(const struct run_request *request, struct error *error)
{
	struct span program = span_from_z(request->program_z);
	if (utf8_check(program) != program.length)
		return error_set(error, STATUS_USAGE, "--program is not UTF-8");
	for (size_t i = 0; i < request->filter_count; i++) {
		struct span word = span_from_z(request->filters[i]);
		if (utf8_check(word) != word.length)
			return error_set(
				error, STATUS_USAGE, "word %zu of the filters is not UTF-8", i + 1);
	}
	return true;
}

/* The copy went to the disk beside the pipeline. */
static bool
end_copy(struct run *run, struct error *error)
{
	char *export_z = run_folder_file_z(run->folder, run->export_name_z);
	bool well = file_copy_end(&run->export, export_z, error);
	free(export_z);
	return well;
}

static bool
propose(struct run *run, struct error *error)
{
	return run_copy_inputs(run, error) && run_check_export_is_new(run, error) &&
	       prepare(run, error) && run_the_pipeline(run, error) && end_copy(run, error) &&
	       prove_or_explain(run, error) && check_pipeline(run, error) &&
	       check_rejects(run, error) && run_check_export_is_whole(run, error) &&
	       check_caps(run, error) && run_write_results(run, error) &&
	       run_folder_publish(run->folder, error);
}

static void
note_path(const struct run *run, char path_z[4096])
{
	const char *now_z = run->folder ? run_folder_path_z(run->folder) : "";
	size_t length = strlen(now_z);
	memcpy(path_z, length < 4096 ? now_z : "", length < 4096 ? length + 1 : 1);
}

bool
run_propose(const struct run_request *request, char path_z[4096], struct proof_counts *counts,
	struct preparation *found, struct error *error)
{
	struct run run = {.request = request, .cleaned_name_z = CLEANED_CSV};
	date_print(request->as_of, run.as_of_z);
	umask(077); /* of the stages' files, too */
	/* what a run or a repeat sets for its stages is not to come from elsewhere */
	unsetenv("ROSTER_REJECTS");
	unsetenv(RUN_LISTS_VARIABLE);
	unsetenv(STAGE_LEFT_ALONE_VARIABLE);
	bool well = check_texts(request, error) && make_runs_folder(request->runs_z, error) &&
		    look_at_export(&run, error) && run_begin(&run, error) && propose(&run, error);
	request->page_maker->free(run.page); /* while the folder has its name still */
	if (!well && run.folder)
		run_folder_fail(run.folder, error->text);
	note_path(&run, path_z);
	*counts = run.counts;
	*found = run.found;
	run_end(&run);
	return well;
}

/* run_results.c - see run_internal.h: what a run leaves beside the cleaned file */
#include "cli/memory.h"
#include "cli/message.h"
#include "io/path.h"
#include "io/side_file.h"
#include "run/document.h"
#include "run/manifest.h"
#include "run/run_internal.h"
#include "run/stage_folder.h"
#include "run/stage_order.h"
#include "run/sums.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The first stage's file gets the run's name for it, the file of another one its stage's too. */
static bool
gather(const struct run *run, const char *name_z, struct error *error)
{
	const char *folder_z = run_folder_path_z(run->folder);
	size_t found = 0;
	bool well = true;
	for (size_t i = 0; well && i < run->stages.count; i++) {
		const struct run_stage *stage = &run->stages.list[i];
		char *from_z = text_formatted_z("%s/%s", stage->path_z, name_z);
		char *to_z = found ? text_formatted_z("%s/%s-%s", folder_z, stage->name_z, name_z)
				   : text_formatted_z("%s/%s", folder_z, name_z);
		bool there;
		well = path_exists(from_z, &there, error);
		if (there) {
			found++;
			well = rename(from_z, to_z) == 0 ||
			       error_set_errno(error, "%s: cannot be moved", from_z);
		}
		free(from_z);
		free(to_z);
	}
	return well;
}

/* The bad records of all stages in one file; none, where there were none. */
static bool
gather_rejects(const struct run *run, struct error *error)
{
	struct side_file *all = NULL;
	bool well = true;
	for (size_t i = 0; well && i < run->stages.count; i++) {
		char *from_z = text_formatted_z("%s/%s", run->stages.list[i].path_z, STAGE_REJECTS);
		struct stat status;
		bool there;
		well = path_look(from_z, &status, &there, error);
		bool some = there && status.st_size > 0;
		if (some && !all) {
			char *to_z = run_folder_file_z(run->folder, STAGE_REJECTS);
			all = side_file_create(to_z, OUTPUT_NEW, error);
			free(to_z);
		}
		if (some)
			well = all && side_file_append(all, from_z, error);
		if (well)
			unlink(from_z);
		free(from_z);
	}
	well = well && (!all || side_file_publish(all, error));
	side_file_free(all);
	return well;
}

static json_t *
describe_stage(const struct run_stage *stage)
{
	return json_pack("{ss ss ss* ss* sI sI sI sI sI sI sI sI sI}", "name", stage->name_z,
		"filter", stage->filter_z, "where", stage->where_z, "reason", stage->reason_z,
		"read", (json_int_t)stage->read, "written", (json_int_t)stage->written, "changed",
		(json_int_t)stage->changed, "gone", (json_int_t)stage->gone, "rejected",
		(json_int_t)stage->rejected, "held", (json_int_t)stage->held, "protected",
		(json_int_t)stage->protected, "keyless", (json_int_t)stage->keyless, "left_alone",
		(json_int_t)stage->left_alone);
}

/* Those whose output went elsewhere, as behind tee >(...), are marked. */
static json_t *
describe_stages(const struct run *run)
{
	struct stage_order order = {0};
	json_t *stages = json_array();
	for (size_t i = 0; i < run->stages.count; i++)
		json_array_append_new(stages, describe_stage(&run->stages.list[i]));
	stage_order_find(&order, &run->stages, run->cleaned_print_z);
	for (size_t i = 0; i < run->stages.count; i++)
		if (!stage_order_has(&order, i))
			json_object_set_new(json_array_get(stages, i), "beside", json_true());
	stage_order_free(&order);
	return stages;
}

/* What was executed: a script by its digest, filters by hand word for word. */
static json_t *
describe_pipeline(const struct run *run)
{
	const struct run_request *request = run->request;
	if (request->pipeline_z)
		return json_pack("{ss ss}", "file", RUN_PIPELINE, "sha256", run->pipeline.digest_z);
	json_t *words = json_array();
	for (size_t i = 0; i < request->filter_count; i++)
		json_array_append_new(words, json_string(request->filters[i]));
	return json_pack("{so}", "filters", words);
}

/* NULL where nothing was mapped. */
static json_t *
describe_columns(const struct run_dialect *dialect)
{
	json_t *columns = dialect->column_count ? json_array() : NULL;
	for (size_t i = 0; i < dialect->column_count; i++)
		json_array_append_new(columns, json_string(dialect->columns_z[i]));
	return columns;
}

static json_t *
describe_export(const struct run *run)
{
	char modified[32];
	struct tm utc;
	gmtime_r(&run->export_looked.st_mtime, &utc);
	strftime(modified, sizeof(modified), "%Y-%m-%dT%H:%M:%SZ", &utc);
	return json_pack("{ss ss sI ss so*}", "file", run->export_name_z, "sha256",
		run->export.digest_z, "size", (json_int_t)run->export.size, "modified", modified,
		"columns", describe_columns(&run->request->dialect));
}

static json_t *
describe_counts(const struct proof_counts *counts)
{
	return json_pack("{sI sI sI sI sI sI sI sI}", "export", (json_int_t)counts->export,
		"cleaned", (json_int_t)counts->cleaned, "changed", (json_int_t)counts->changed,
		"changes", (json_int_t)counts->changes, "gone", (json_int_t)counts->gone,
		"rejected", (json_int_t)counts->rejected, "reachable",
		(json_int_t)counts->reachable, "reachable_after",
		(json_int_t)counts->reachable_after);
}

/* What was looked at before the pipeline started. */
static void
describe_preparation(json_t *manifest, const struct preparation *found)
{
	if (found->checked)
		json_object_set_new(manifest, "check",
			json_pack("{sI sI}", "errors", (json_int_t)found->errors, "suspicions",
				(json_int_t)found->suspicions));
	json_t *memory = json_pack("{sI sI}", "confirmed", (json_int_t)found->confirmed,
		"came_back", (json_int_t)found->came_back);
	if (found->compared) {
		json_object_set_new(memory, "compared_with", json_string(found->compared_with_z));
		json_object_set_new(memory, "seen", json_integer((json_int_t)found->seen));
	}
	json_object_set_new(manifest, "memory", memory);
}

static bool
write_manifest(struct run *run, struct error *error)
{
	char content_z[DIGEST_TEXT_SIZE];
	uint64_t size = run->cleaned_digest.size;
	digest_end(&run->cleaned_digest, content_z);
	json_t *manifest = json_pack("{si ss ss ss ss so so s{ss ss ss sI} so so}", "manifest", 1,
		"run", run_folder_name_z(run->folder), "program", run->request->program_z, "as_of",
		run->as_of_z, "roster", ROSTER_VERSION, "pipeline", describe_pipeline(run),
		"export", describe_export(run), "cleaned", "file", run->cleaned_name_z,
		"content_sha256", content_z, MANIFEST_PRINT, run->cleaned_print_z, "content_size",
		(json_int_t)size, "counts", describe_counts(&run->counts), "stages",
		describe_stages(run));
	describe_preparation(manifest, &run->found);
	char *path_z = run_folder_file_z(run->folder, MANIFEST_FILE);
	bool well = document_write(path_z, manifest, error);
	free(path_z);
	json_decref(manifest);
	return well;
}

bool
run_write_results(struct run *run, struct error *error)
{
	static const char *const names[] = {STAGE_PURGED_CSV, STAGE_PURGED_NDJSON, STAGE_REQUEST,
		STAGE_GUARDED, STAGE_CONFLICTS, STAGE_SUPPRESSION, STAGE_SHARED_PHONES};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!gather(run, names[i], error))
			return false;
	if (!gather_rejects(run, error))
		return false;
	const struct proof_counts *counts = &run->counts;
	struct message_number numbers[5];
	run_folder_say(run->folder,
		"proved: %s records of the export, %s cleaned, %s changed, %s taken out, %s rejected",
		message_number_z(&numbers[0], counts->export),
		message_number_z(&numbers[1], counts->cleaned),
		message_number_z(&numbers[2], counts->changed),
		message_number_z(&numbers[3], counts->gone),
		message_number_z(&numbers[4], counts->rejected));
	return write_manifest(run, error) &&
	       run->request->page_maker->finish(run->page, run->request->runs_z, error) &&
	       sums_write(run_folder_path_z(run->folder), &run->sums, error);
}

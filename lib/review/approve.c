/* approve.c - see approve.h */
#include "review/approve.h"

#include "cli/memory.h"
#include "io/path.h"
#include "review/protect_list.h"
#include "review/upload_guide.h"
#include "run/approvable.h"
#include "run/approval.h"
#include "run/document.h"
#include "run/manifest.h"
#include "run/verify.h"

#include <stdlib.h>

struct approving {
	const struct approve_request *request;
	struct approvable approvable;
	struct stage_list stages;
	json_t *manifest;
	const char **mappings_z; /* in it */
	struct approval_files files;
	struct decisions decisions;
	struct repeated_keys repeated;
	struct overtaken overtaken;
	struct removals removals;
	struct manual_work manual;
	struct update_files updates;
	struct update_sorter sorter;
	char at_z[APPROVAL_TIME_SIZE];
};

static void
connect(struct approving *approving)
{
	struct approval_files *files = &approving->files;
	approving->removals.files = approving->manual.files = approving->updates.files = files;
	approving->updates.max_size = approving->request->max_size;
	approving->sorter = (struct update_sorter){
		.files = files,
		.stages = &approving->stages,
		.decisions = &approving->decisions,
		.repeated = &approving->repeated,
		.overtaken = &approving->overtaken,
		.removals = &approving->removals,
		.manual = &approving->manual,
		.updates = &approving->updates,
		.mappings_z = approving->request->mappings_z,
		.mapping_count = approving->request->mapping_count,
		.by_signalvine_id = approving->request->by_signalvine_id,
	};
	approval_time_print(time(NULL), approving->at_z);
}

/* Whoever saved decisions in the run's folder wants them to hold. */
static bool
check_no_decisions(const struct approve_request *request, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", request->run_z, APPROVAL_DECISIONS);
	bool there;
	bool well = path_exists(path_z, &there, error);
	if (there)
		well = error_set(error, STATUS_REFUSED,
			"%s: is there, but not asked for; say --decisions %s, or remove it", path_z,
			path_z);
	free(path_z);
	return well;
}

static bool
read_decisions(struct approving *approving, struct error *error)
{
	const struct approve_request *request = approving->request;
	if (!request->decisions_z)
		return check_no_decisions(request, error);
	return decisions_read(&approving->decisions, request->decisions_z,
		approving->approvable.name_z, approving->approvable.manifest_sha256_z, error);
}

/* Columns are called as --column says, or as it was said to the run. */
static bool
map_columns(struct approving *approving, struct error *error)
{
	struct update_sorter *sorter = &approving->sorter;
	const json_t *columns = json_object_get(
		json_object_get(approving->manifest, "export"), "columns");
	size_t count = sorter->mapping_count ? 0 : json_array_size(columns);
	approving->mappings_z = memory_zeroed(count, sizeof(*approving->mappings_z));
	for (size_t i = 0; i < count; i++) {
		const char *mapping_z = json_string_value(json_array_get(columns, i));
		approving->mappings_z[i] = mapping_z ? mapping_z : "";
	}
	if (count) {
		sorter->mappings_z = approving->mappings_z;
		sorter->mapping_count = count;
	}
	return update_sorter_map(sorter, &approving->repeated.columns, error) &&
	       update_sorter_map(sorter, &sorter->columns.natives, error) &&
	       update_columns_begin(&sorter->columns, error);
}

static bool
read_manifest(struct approving *approving, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", approving->request->run_z, MANIFEST_FILE);
	approving->manifest = document_read(path_z, error);
	free(path_z);
	return approving->manifest && map_columns(approving, error);
}

static bool
read_repeated(struct approving *approving, struct error *error)
{
	const char *run_z = approving->request->run_z;
	const char *name_z = json_string_value(
		json_object_get(json_object_get(approving->manifest, "export"), "file"));
	if (!name_z || strchr(name_z, '/'))
		return error_set(error, STATUS_REFUSED, "%s: the manifest names no export", run_z);
	char *export_z = text_formatted_z("%s/%s", run_z, name_z);
	bool well = repeated_keys_read(
		&approving->repeated, export_z, &approving->stages.list[0], error);
	free(export_z);
	return well;
}

static bool
read_overtaken(struct approving *approving, struct error *error)
{
	const struct approvable *approvable = &approving->approvable;
	const char *exported_z = json_string_value(
		json_object_get(json_object_get(approving->manifest, "export"), "modified"));
	return overtaken_read(&approving->overtaken, &approvable->runs, approvable->run,
		exported_z ? exported_z : "", error);
}

static bool
sort(struct approving *approving, struct error *error)
{
	struct proof_counts counts;
	struct proof_watcher watcher = update_sorter_watcher(&approving->sorter);
	if (verify_run(approving->request->run_z, false, &watcher, &counts, error) ==
		VERIFIED_PROVED) {
		/* of a record that could not be read at all no watcher is told */
		approving->sorter.counts.rejected = counts.rejected;
		return true;
	}
	if (approving->sorter.refused)
		error->status = STATUS_BAD_DATA;
	if (error->status != STATUS_DIFFERENT)
		return false;
	struct error plain = *error;
	return error_set(error, STATUS_REFUSED, "%s: was changed since it was proposed: %.3000s",
		approving->request->run_z, plain.text);
}

static struct upload_guide
describe(const struct approving *approving)
{
	const struct approve_request *request = approving->request;
	return (struct upload_guide){
		.run_path_z = request->run_z,
		.run_z = approving->approvable.name_z,
		.program_z = approving->approvable.run->program_z,
		.by_z = request->by_z,
		.at_z = approving->at_z,
		.note_z = request->note_z,
		.sorter = &approving->sorter,
	};
}

static bool
add_file(struct approving *approving, const char *name_z, struct span bytes, struct error *error)
{
	return approval_files_add(
		&approving->files, approval_files_new(&approving->files, name_z), bytes, error);
}

static bool
write_texts(struct approving *approving, struct error *error)
{
	struct upload_guide guide = describe(approving);
	struct buffer text = {0};
	upload_guide_add(&text, &guide);
	bool well = add_file(approving, APPROVAL_GUIDE, buffer_span(&text), error);
	buffer_clear(&text);
	if (well && approving->removals.count) {
		removal_letter_add(&text, &guide);
		well = add_file(approving, APPROVAL_LETTER, buffer_span(&text), error);
	}
	buffer_free(&text);
	return well && (!approving->decisions.document ||
			       add_file(approving, APPROVAL_DECISIONS,
				       buffer_span(&approving->decisions.bytes), error));
}

static json_t *
describe_parts(const struct update_files *updates)
{
	json_t *list = json_array();
	for (size_t i = 0; i < updates->part_count; i++) {
		const struct update_part *part = &updates->parts[i];
		const struct update_set *set = &updates->sets[part->set];
		const struct approval_file *file = &updates->files->list[part->file];
		json_t *columns = json_array();
		for (size_t j = 0; j < set->column_count; j++)
			json_array_append_new(columns, json_stringn(set->columns[j].name.data,
							       set->columns[j].name.length));
		json_array_append_new(list,
			json_pack("{ss ss so sI}", "name", file->name_z, "sha256", file->digest_z,
				"columns", columns, "contacts", (json_int_t)part->contacts));
	}
	return list;
}

static const char *
digest_of_z(const struct approving *approving, const char *name_z)
{
	for (size_t i = 0; i < approving->files.count; i++)
		if (strcmp(approving->files.list[i].name_z, name_z) == 0)
			return approving->files.list[i].digest_z;
	return NULL;
}

static json_t *
describe_approval(const struct approving *approving)
{
	const struct approvable *approvable = &approving->approvable;
	const struct sorter_counts *counts = &approving->sorter.counts;
	json_t *document = json_pack("{ss ss ss ss ss ss* so sI sI ss* ss*}", "run",
		approvable->name_z, "program", approvable->run->program_z, "manifest_sha256",
		approvable->manifest_sha256_z, "by", approving->request->by_z, "at",
		approving->at_z, "note", approving->request->note_z, "files",
		describe_parts(&approving->updates), "contacts", (json_int_t)counts->contacts,
		"left_out", (json_int_t)counts->left_out, "decisions_sha256",
		digest_of_z(approving, APPROVAL_DECISIONS), "changes_sha256",
		digest_of_z(approving, APPROVAL_CHANGES));
	if (approving->removals.count)
		json_object_set_new(document, "removal",
			json_pack("{ss ss sI}", "file", APPROVAL_REMOVALS, "sha256",
				digest_of_z(approving, APPROVAL_REMOVALS), "contacts",
				(json_int_t)approving->removals.count));
	return document;
}

static bool
write_approval(struct approving *approving, size_t *file, struct error *error)
{
	json_t *document = describe_approval(approving);
	char *text_z = document ? json_dumps(document, JSON_INDENT(2)) : NULL;
	json_decref(document);
	if (!text_z)
		return error_set(
			error, STATUS_USAGE, "--by, --note and the columns' names must be UTF-8");
	*file = approval_files_new(&approving->files, APPROVAL_FILE);
	bool well = approval_files_add(&approving->files, *file, span_from_z(text_z), error) &&
		    approval_files_add(&approving->files, *file, span_of("\n", 1), error);
	free(text_z);
	return well;
}

static bool
extend_protect_list(struct approving *approving, struct approve_result *result, struct error *error)
{
	const char *list_z = approving->request->protect_list_z;
	if (!list_z || !approving->sorter.counts.never)
		return true;
	char *never_z = text_formatted_z(
		"%s/%s/%s", approving->request->run_z, APPROVAL_WORK_FOLDER, APPROVAL_NEVER);
	bool well = protect_list_extend(list_z, never_z, &result->protected, error);
	free(never_z);
	return well;
}

static bool
publish(struct approving *approving, struct approve_result *result, struct error *error)
{
	size_t last = 0;
	return approval_files_sync(&approving->files, error) && write_texts(approving, error) &&
	       approval_files_sync(&approving->files, error) &&
	       write_approval(approving, &last, error) &&
	       approval_files_sync(&approving->files, error) &&
	       extend_protect_list(approving, result, error) &&
	       approval_files_publish(&approving->files, last, error);
}

static void
take_result(const struct approving *approving, struct approve_result *result)
{
	result->counts = approving->sorter.counts;
	result->parts = approving->updates.part_count;
	result->never_rules = decisions_count_never_rules(&approving->decisions);
	result->manual = approving->manual.count;
	result->removals = approving->removals.count;
	result->removals_again = approving->removals.again;
	result->still_there = approving->removals.still_there;
}

static void
close_all(struct approving *approving)
{
	update_sorter_free(&approving->sorter);
	update_files_free(&approving->updates);
	manual_work_free(&approving->manual);
	removals_free(&approving->removals);
	repeated_keys_free(&approving->repeated);
	overtaken_free(&approving->overtaken);
	decisions_free(&approving->decisions);
	stage_list_free(&approving->stages);
	free(approving->mappings_z);
	json_decref(approving->manifest);
	approval_files_free(&approving->files);
	approvable_close(&approving->approvable);
}

bool
approve_run(
	const struct approve_request *request, struct approve_result *result, struct error *error)
{
	struct approving approving = {.request = request};
	struct approvable *approvable = &approving.approvable;
	*result = (struct approve_result){0};
	connect(&approving);
	bool well = approvable_open(approvable, request->run_z, request->max_age, error) &&
		    read_manifest(&approving, error) && read_decisions(&approving, error) &&
		    approval_files_begin(&approving.files, request->run_z, error) &&
		    removals_read_earlier(&approving.removals, &approvable->runs,
			    approvable->run->program_z, error) &&
		    stage_list_read(&approving.stages, request->run_z, error) &&
		    read_repeated(&approving, error) && read_overtaken(&approving, error) &&
		    sort(&approving, error) &&
		    overtaken_check(&approving.overtaken, request->run_z, error) &&
		    decisions_check_met(&approving.decisions, &approving.stages, error) &&
		    publish(&approving, result, error);
	take_result(&approving, result);
	close_all(&approving);
	return well;
}

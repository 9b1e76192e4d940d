/* run_inputs.c - see run_internal.h: what a run begins with, and what it executes */
#include "cli/memory.h"
#include "io/buffer.h"
#include "record/list.h"
#include "run/document.h"
#include "run/run_internal.h"
#include "run/stage_folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The pipeline's name, or the one it is given, as a folder's: without directories and .sh, only
 * plain characters. */
static char *
base_name_z(const struct run_request *request)
{
	const char *path_z = request->name_z       ? request->name_z
			     : request->pipeline_z ? request->pipeline_z
						   : "by-hand";
	const char *slash = strrchr(path_z, '/');
	const char *name_z = slash ? slash + 1 : path_z;
	size_t length = strlen(name_z);
	if (length > 3 && strcmp(name_z + length - 3, ".sh") == 0)
		length -= 3;
	char *base_z = memory_copied_z(name_z, length > 64 ? 64 : length);
	for (char *c = base_z; *c; c++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", *c))
			*c = '-';
	return base_z;
}

static char *
holder_text_z(const struct run *run)
{
	char host[256] = "?";
	gethostname(host, sizeof(host) - 1);
	return text_formatted_z(
		"process %ld on %s, for %s\n", (long)getpid(), host, run->request->program_z);
}

/* A name that says what the export is, and is none of ours. */
static const char *
export_name_z(const char *path_z)
{
	static const char *const endings[] = {".ndjson.gz", ".ndjson", ".csv.gz", ".csv"};
	static const char *const names[] = {
		"export.ndjson.gz", "export.ndjson", "export.csv.gz", "export.csv"};
	size_t length = strlen(path_z);
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		size_t ending = strlen(endings[i]);
		if (length > ending && strcmp(path_z + length - ending, endings[i]) == 0)
			return names[i];
	}
	return "export";
}

static bool
write_started(const struct run *run, struct error *error)
{
	char day_z[sizeof("YYYY-MM-DD")];
	struct tm local;
	localtime_r(&run->export_looked.st_mtime, &local);
	strftime(day_z, sizeof(day_z), "%Y-%m-%d", &local);
	json_t *document = json_pack("{ss ss ss sI ss ss}", "program", run->request->program_z,
		"pipeline", run->pipeline_name_z, "as_of", run->as_of_z, "at",
		(json_int_t)time(NULL), "export", export_name_z(run->request->export_z),
		"export_day", day_z);
	char *path_z = run_folder_file_z(run->folder, RUN_STARTED_FILE);
	bool well = document_write(path_z, document, error);
	free(path_z);
	json_decref(document);
	return well;
}

bool
run_begin(struct run *run, struct error *error)
{
	char *holder_z = holder_text_z(run);
	run->lock = lock_take(run->request->runs_z, holder_z, error);
	free(holder_z);
	if (!run->lock)
		return false;
	run->pipeline_name_z = base_name_z(run->request);
	run->folder = run_folder_create(
		run->request->runs_z, run->as_of_z, run->pipeline_name_z, error);
	return run->folder && write_started(run, error);
}

void
run_end(struct run *run)
{
	struct error ignored = {0};
	file_copy_end(&run->export, run->export_name_z, &ignored);
	stage_list_free(&run->stages);
	known_sums_free(&run->sums);
	run_folder_free(run->folder);
	free(run->pipeline_name_z);
	lock_release(run->lock);
}

static bool
copy_in_whole(const struct run *run, const char *from_z, const char *name_z, struct file_copy *copy,
	struct error *error)
{
	char *to_z = run_folder_file_z(run->folder, name_z);
	bool well = file_copy_make(copy, from_z, to_z, NULL, error) &&
		    file_copy_end(copy, to_z, error);
	free(to_z);
	return well;
}

/* Of a list, or of all those in a folder of them, as a run has it: `number` is of the next copy. */
static bool
copy_protect(const struct run *run, const char *path_z, size_t *number, struct error *error)
{
	struct dirent **entries;
	int count = scandir(path_z, &entries, NULL, alphasort);
	if (count < 0) {
		struct file_copy copy = {0};
		char *name_z = text_formatted_z("%s/%zu", RUN_PROTECT, (*number)++);
		bool well = copy_in_whole(run, path_z, name_z, &copy, error);
		free(name_z);
		return well;
	}
	size_t before = *number;
	bool well = true;
	for (int i = 0; i < count; i++) {
		char *list_z = text_formatted_z("%s/%s", path_z, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.')
			well = well && copy_protect(run, list_z, number, error);
		free(list_z);
		free(entries[i]);
	}
	free(entries);
	return well && (*number > before || list_refuse_folder(path_z, error));
}

static bool
copy_protect_lists(const struct run *run, struct error *error)
{
	const struct run_request *request = run->request;
	if (!request->protect_count)
		return true;
	char *folder_z = run_folder_file_z(run->folder, RUN_PROTECT);
	bool well = mkdir(folder_z, 0700) == 0 ||
		    error_set_errno(error, "%s: cannot make it", folder_z);
	free(folder_z);
	size_t number = 1;
	for (size_t i = 0; well && i < request->protect_count; i++)
		well = copy_protect(run, request->protect_z[i], &number, error);
	return well;
}

bool
run_copy_inputs(struct run *run, struct error *error)
{
	const struct run_request *request = run->request;
	run->export_name_z = export_name_z(request->export_z);
	run_folder_say(run->folder, "run for %s: copying the export", request->program_z);
	char *export_z = run_folder_file_z(run->folder, run->export_name_z);
	bool well = file_copy_make(
		&run->export, request->export_z, export_z, &run->export_looked, error);
	free(export_z);
	return well &&
	       (!request->pipeline_z || copy_in_whole(run, request->pipeline_z, RUN_PIPELINE,
						&run->pipeline, error)) &&
	       copy_protect_lists(run, error);
}

/* prune.c - see prune.h */
#include "run/prune.h"

#include "io/buffer.h"
#include "io/path.h"
#include "run/document.h"
#include "run/lock.h"
#include "run/run_list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define ENOUGH ((unsigned long long)64 << 10) /* bytes for a small file and its name */
#define ENOUGH_NAMES 8

static const char *const data_files[] = {"export", "export.csv", "export.csv.gz", "export.ndjson",
	"export.ndjson.gz", "cleaned.csv.gz", "cleaned.ndjson.gz", "rejects.ndjson",
	"check.ndjson"};

#define DATA_FILE_COUNT (sizeof(data_files) / sizeof(*data_files))

static bool
find_data(const char *folder_z, json_t *files, struct error *error)
{
	bool well = true, there;
	for (size_t i = 0; well && i < DATA_FILE_COUNT; i++) {
		char *path_z = text_formatted_z("%s/%s", folder_z, data_files[i]);
		well = path_exists(path_z, &there, error);
		if (there)
			json_array_append_new(files, json_string(data_files[i]));
		free(path_z);
	}
	return well;
}

static bool
drop(const char *folder_z, const char *name_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", folder_z, name_z);
	bool well = unlink(path_z) == 0 || errno == ENOENT ||
		    error_set_errno(error, "%s: cannot be removed", path_z);
	free(path_z);
	return well;
}

static bool
is_full(const char *folder_z)
{
	struct statvfs disk;
	return statvfs(folder_z, &disk) == 0 &&
	       (disk.f_bavail * disk.f_frsize < ENOUGH ||
		       (disk.f_files && disk.f_favail < ENOUGH_NAMES));
}

/* What will be dropped, before it is; on a full disk something has to go first, to make room. */
static bool
put_on_record(const char *folder_z, const char *record_z, json_t *files, struct error *error)
{
	json_t *document = json_pack("{sI sO}", "at", (json_int_t)time(NULL), "files", files);
	struct error full = {0};
	bool well = document_write(record_z, document, &full), dropping = true;
	for (size_t i = 0; !well && dropping && i < json_array_size(files) && is_full(folder_z);
		i++) {
		dropping = drop(folder_z, json_string_value(json_array_get(files, i)), &full);
		well = dropping && document_write(record_z, document, &full);
	}
	if (!well)
		*error = full;
	json_decref(document);
	return well;
}

static bool
prune_run(const struct listed_run *run, unsigned *dropped, struct error *error)
{
	json_t *files = json_array();
	char *record_z = text_formatted_z("%s/%s", run->path_z, PRUNED_FILE);
	bool on_record = false;
	bool well = find_data(run->path_z, files, error) &&
		    path_exists(record_z, &on_record, error);
	size_t count = json_array_size(files);
	if (well && count && !on_record)
		well = put_on_record(run->path_z, record_z, files, error);
	for (size_t i = 0; well && i < count; i++)
		well = drop(run->path_z, json_string_value(json_array_get(files, i)), error);
	*dropped = (unsigned)count;
	json_decref(files);
	free(record_z);
	return well;
}

bool
prune_runs(const char *runs_z, time_t before, void (*tell)(const char *name_z, unsigned files),
	struct error *error)
{
	struct run_list runs = {0};
	struct lock *lock = lock_take(runs_z, "roster prune\n", error);
	bool well = lock && run_list_read(&runs, runs_z, error);
	for (size_t i = 0; well && i < runs.count; i++) {
		unsigned dropped = 0;
		if (runs.list[i].at >= before || runs.list[i].state == RUN_UNFINISHED)
			continue;
		well = prune_run(&runs.list[i], &dropped, error);
		if (well && dropped)
			tell(runs.list[i].name_z, dropped);
	}
	run_list_free(&runs);
	lock_release(lock);
	return well;
}

bool
prune_dropped(const char *folder_z, const char *name_z)
{
	struct error ignored = {0};
	bool data = false;
	for (size_t i = 0; i < DATA_FILE_COUNT; i++)
		data = data || strcmp(data_files[i], name_z) == 0;
	if (!data)
		return false;
	char *record_z = text_formatted_z("%s/%s", folder_z, PRUNED_FILE);
	json_t *document = document_read(record_z, &ignored);
	const json_t *files = json_object_get(document, "files");
	bool dropped = false;
	for (size_t i = 0; i < json_array_size(files); i++) {
		const char *file_z = json_string_value(json_array_get(files, i));
		dropped = dropped || (file_z && strcmp(file_z, name_z) == 0);
	}
	json_decref(document);
	free(record_z);
	return dropped;
}

/* approval_files.c - see approval_files.h */
#include "run/approval_files.h"

#include "cli/memory.h"
#include "io/output_file.h"
#include "run/approval.h"
#include "run/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define WRITE_SIZE ((size_t)64 << 10)

bool
approval_files_owns(const char *name_z)
{
	static const char *const names[] = {APPROVAL_FILE, APPROVAL_GUIDE, APPROVAL_DECISIONS,
		APPROVAL_MANUAL, APPROVAL_CHANGES, APPROVAL_NEVER, APPROVAL_REMOVALS,
		APPROVAL_LETTER, APPROVAL_STILL_THERE, APPROVAL_UPLOADED, APPROVAL_WORK_FOLDER};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(name_z, names[i]) == 0)
			return true;
	size_t length = strlen(name_z);
	return strncmp(name_z, "update-", 7) == 0 && length > 11 &&
	       strcmp(name_z + length - 4, ".csv") == 0;
}

/* Remove the files of a folder that are ours; of the work folder, that is all of them. */
static bool
sweep(const char *folder_z, bool all, struct error *error)
{
	DIR *folder = opendir(folder_z);
	if (!folder)
		return (all && errno == ENOENT) ||
		       error_set_errno(error, "%s: cannot open", folder_z);
	bool well = true;
	const struct dirent *entry;
	while ((entry = folder_next(folder, folder_z, &well, error))) {
		const char *name_z = entry->d_name;
		bool ours = all ? strcmp(name_z, ".") != 0 && strcmp(name_z, "..") != 0
				: approval_files_owns(name_z) &&
					    strcmp(name_z, APPROVAL_WORK_FOLDER) != 0 &&
					    strcmp(name_z, APPROVAL_DECISIONS) != 0;
		if (ours && unlinkat(dirfd(folder), name_z, 0) != 0)
			well = error_set_errno(error, "%s/%s: cannot remove", folder_z, name_z);
	}
	closedir(folder);
	return well;
}

static char *
work_folder_z(const struct approval_files *files)
{
	return text_formatted_z("%s/%s", files->run_z, APPROVAL_WORK_FOLDER);
}

static char *
work_path_z(const struct approval_files *files, const struct approval_file *file)
{
	return text_formatted_z("%s/%s/%s", files->run_z, APPROVAL_WORK_FOLDER, file->name_z);
}

bool
approval_files_begin(struct approval_files *files, const char *run_z, struct error *error)
{
	*files = (struct approval_files){.run_z = memory_copied_z(run_z, strlen(run_z))};
	char *work_z = work_folder_z(files);
	bool well = sweep(work_z, true, error) && sweep(run_z, false, error);
	if (well && mkdir(work_z, 0700) != 0 && errno != EEXIST)
		well = error_set_errno(error, "%s: cannot make it", work_z);
	free(work_z);
	return well;
}

bool
approval_files_has(const struct approval_files *files, const char *name_z)
{
	for (size_t i = 0; i < files->count; i++)
		if (strcmp(files->list[i].name_z, name_z) == 0)
			return true;
	return false;
}

size_t
approval_files_new(struct approval_files *files, const char *name_z)
{
	if (files->count == files->capacity) {
		files->capacity = files->capacity ? files->capacity * 2 : 8;
		files->list = memory_resized(files->list, files->capacity, sizeof(*files->list));
	}
	struct approval_file *file = &files->list[files->count];
	*file = (struct approval_file){.name_z = memory_copied_z(name_z, strlen(name_z))};
	digest_begin(&file->digest);
	return files->count++;
}

static bool
close_file(int descriptor, const char *path_z, bool well, struct error *error)
{
	if (descriptor < 0)
		return error_set_errno(error, "%s: cannot open", path_z);
	if (close(descriptor) != 0 && well)
		return error_set_errno(error, "%s: cannot close", path_z);
	return well;
}

static bool
flush(struct approval_files *files, struct approval_file *file, bool sync, struct error *error)
{
	char *path_z = work_path_z(files, file);
	int flags = O_WRONLY | O_APPEND | O_CLOEXEC | (file->made ? 0 : O_CREAT | O_EXCL);
	int descriptor = open(path_z, flags, 0600);
	bool well = descriptor >= 0;
	file->made = file->made || well;
	well = well && output_write(descriptor, path_z, buffer_span(&file->pending), error);
	if (well && sync && fsync(descriptor) != 0)
		well = error_set_errno(error, "%s: cannot fsync", path_z);
	well = close_file(descriptor, path_z, well, error);
	free(path_z);
	buffer_clear(&file->pending);
	return well;
}

bool
approval_files_add(
	struct approval_files *files, size_t number, struct span bytes, struct error *error)
{
	struct approval_file *file = &files->list[number];
	digest_add(&file->digest, bytes);
	file->size += bytes.length;
	buffer_add(&file->pending, bytes);
	return file->pending.length < WRITE_SIZE || flush(files, file, false, error);
}

bool
approval_files_sync(struct approval_files *files, struct error *error)
{
	for (size_t i = 0; i < files->count; i++) {
		struct approval_file *file = &files->list[i];
		if (file->digest_z[0])
			continue;
		if (!flush(files, file, true, error))
			return false;
		buffer_free(&file->pending);
		digest_end(&file->digest, file->digest_z);
	}
	return true;
}

static bool
place(struct approval_files *files, size_t number, struct error *error)
{
	const struct approval_file *file = &files->list[number];
	char *from_z = work_path_z(files, file);
	char *to_z = text_formatted_z("%s/%s", files->run_z, file->name_z);
	bool well = rename(from_z, to_z) == 0 ||
		    error_set_errno(error, "%s: cannot be moved to its place", from_z);
	free(from_z);
	free(to_z);
	return well;
}

bool
approval_files_publish(struct approval_files *files, size_t last, struct error *error)
{
	for (size_t i = 0; i < files->count; i++)
		if (i != last && !place(files, i, error))
			return false;
	if (!folder_sync(files->run_z, error) || !place(files, last, error))
		return false;
	files->published = true;
	return folder_sync(files->run_z, error);
}

void
approval_files_free(struct approval_files *files)
{
	struct error ignored = {0};
	if (files->run_z) {
		char *work_z = work_folder_z(files);
		sweep(work_z, true, &ignored);
		rmdir(work_z);
		if (!files->published)
			sweep(files->run_z, false, &ignored);
		free(work_z);
	}
	for (size_t i = 0; i < files->count; i++) {
		free(files->list[i].name_z);
		buffer_free(&files->list[i].pending);
	}
	free(files->list);
	free(files->run_z);
	*files = (struct approval_files){0};
}

/* run_folder.c - see run_folder.h */
#include "run/run_folder.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/path.h"
#include "run/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct run_folder {
	char *runs_z;
	char *name_z;
	char *path_z; /* as it is called now */
	int log;
};

/* *taken is true if something has that name already. */
static bool
look(const char *runs_z, const char *name_z, const char *suffix_z, bool *taken, struct error *error)
{
	struct stat status;
	bool there;
	char *path_z = text_formatted_z("%s/%s%s", runs_z, name_z, suffix_z);
	bool well = path_look_itself(path_z, &status, &there, error);
	*taken = *taken || there;
	free(path_z);
	return well;
}

/* NULL with error filled. */
static char *
free_name(const char *runs_z, const char *as_of_z, const char *base_z, struct error *error)
{
	for (unsigned number = 1;; number++) {
		char *name_z = number == 1 ? text_formatted_z("%s-%s", as_of_z, base_z)
					   : text_formatted_z("%s-%s-%u", as_of_z, base_z, number);
		bool taken = false;
		bool well = look(runs_z, name_z, "", &taken, error) &&
			    look(runs_z, name_z, RUN_PARTIAL_SUFFIX, &taken, error) &&
			    look(runs_z, name_z, RUN_FAILED_SUFFIX, &taken, error);
		if (well && !taken)
			return name_z;
		free(name_z);
		if (!well)
			return NULL;
	}
}

static bool
ends_in(const char *name_z, const char *suffix_z)
{
	size_t length = strlen(name_z), suffix = strlen(suffix_z);
	return length > suffix && strcmp(name_z + length - suffix, suffix_z) == 0;
}

/* NULL with error filled. */
static char *
free_failed_name(const char *runs_z, const char *stem_z, struct error *error)
{
	for (unsigned number = 1;; number++) {
		char *name_z = number == 1 ? memory_copied_z(stem_z, strlen(stem_z))
					   : text_formatted_z("%s-%u", stem_z, number);
		bool taken = false;
		bool well = look(runs_z, name_z, RUN_FAILED_SUFFIX, &taken, error) &&
			    (number == 1 || look(runs_z, name_z, "", &taken, error));
		if (well && !taken)
			return name_z;
		free(name_z);
		if (!well)
			return NULL;
	}
}

static bool
set_aside_one(const char *runs_z, const char *name_z, struct error *error)
{
	char *from_z = text_formatted_z("%s/%s", runs_z, name_z);
	char *stem_z = memory_copied_z(name_z, strlen(name_z) - strlen(RUN_PARTIAL_SUFFIX));
	/* its own name, unless a folder was put there meanwhile */
	char *free_z = free_failed_name(runs_z, stem_z, error);
	char *to_z = free_z ? text_formatted_z("%s/%s%s", runs_z, free_z, RUN_FAILED_SUFFIX) : NULL;
	bool well = to_z && (rename(from_z, to_z) == 0 ||
				    error_set_errno(error, "%s: cannot be set aside", from_z));
	free(from_z);
	free(to_z);
	free(free_z);
	free(stem_z);
	return well;
}

static bool
set_aside_dead_runs(const char *runs_z, struct error *error)
{
	DIR *folder = opendir(runs_z);
	if (!folder)
		return error_set_errno(error, "%s: cannot open", runs_z);
	bool well = true;
	const struct dirent *entry;
	while ((entry = folder_next(folder, runs_z, &well, error)))
		if (ends_in(entry->d_name, RUN_PARTIAL_SUFFIX))
			well = set_aside_one(runs_z, entry->d_name, error);
	closedir(folder);
	return well;
}

static bool
make(struct run_folder *folder, struct error *error)
{
	char *stages_z = text_formatted_z("%s/stages", folder->path_z);
	bool made = mkdir(folder->path_z, 0700) == 0 && mkdir(stages_z, 0700) == 0;
	free(stages_z);
	if (!made)
		return error_set_errno(error, "%s: cannot make the run's folder", folder->path_z);
	char *log_z = run_folder_file_z(folder, "log.txt");
	folder->log = open(log_z, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
	bool opened = folder->log >= 0 || error_set_errno(error, "%s: cannot create", log_z);
	free(log_z);
	return opened;
}

struct run_folder *
run_folder_create(const char *runs_z, const char *as_of_z, const char *base_z, struct error *error)
{
	if (!set_aside_dead_runs(runs_z, error))
		return NULL;
	struct run_folder *folder = memory_zeroed(1, sizeof(*folder));
	folder->runs_z = memory_copied_z(runs_z, strlen(runs_z));
	folder->log = -1;
	folder->name_z = free_name(runs_z, as_of_z, base_z, error);
	if (folder->name_z) {
		folder->path_z = text_formatted_z(
			"%s/%s%s", runs_z, folder->name_z, RUN_PARTIAL_SUFFIX);
		if (make(folder, error))
			return folder;
	}
	run_folder_free(folder);
	return NULL;
}

const char *
run_folder_name_z(const struct run_folder *folder)
{
	return folder->name_z;
}

const char *
run_folder_path_z(const struct run_folder *folder)
{
	return folder->path_z;
}

char *
run_folder_file_z(const struct run_folder *folder, const char *name_z)
{
	return text_formatted_z("%s/%s", folder->path_z, name_z);
}

int
run_folder_log(const struct run_folder *folder)
{
	return folder->log;
}

void
run_folder_say(const struct run_folder *folder, const char *format, ...)
{
	struct tm local;
	time_t now = time(NULL);
	char when[32];
	localtime_r(&now, &local);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%S", &local);
	va_list arguments;
	va_start(arguments, format);
	dprintf(folder->log, "%s ", when);
	vdprintf(folder->log, format, arguments);
	dprintf(folder->log, "\n");
	va_end(arguments);
}

static bool
give_name(struct run_folder *folder, const char *suffix_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s%s", folder->runs_z, folder->name_z, suffix_z);
	if (rename(folder->path_z, path_z) != 0) {
		free(path_z);
		return error_set_errno(error, "%s: cannot be renamed", folder->path_z);
	}
	free(folder->path_z);
	folder->path_z = path_z;
	return folder_sync(folder->runs_z, error);
}

static bool
folders_sync(const char *path_z, struct error *error)
{
	DIR *folder = opendir(path_z);
	if (!folder)
		return error_set_errno(error, "%s: cannot open", path_z);
	bool well = true;
	const struct dirent *entry;
	while ((entry = folder_next(folder, path_z, &well, error))) {
		if (entry->d_name[0] == '.')
			continue;
		struct stat status;
		bool there;
		char *inner_z = text_formatted_z("%s/%s", path_z, entry->d_name);
		well = path_look_itself(inner_z, &status, &there, error);
		if (there && S_ISDIR(status.st_mode))
			well = folders_sync(inner_z, error);
		free(inner_z);
	}
	closedir(folder);
	return well && folder_sync(path_z, error);
}

bool
run_folder_publish(struct run_folder *folder, struct error *error)
{
	if (fsync(folder->log) != 0)
		return error_set_errno(error, "%s: cannot fsync its log", folder->path_z);
	return folders_sync(folder->path_z, error) && give_name(folder, "", error);
}

void
run_folder_fail(struct run_folder *folder, const char *why_z)
{
	struct error ignored = {0};
	run_folder_say(folder, "failed: %s", why_z);
	give_name(folder, RUN_FAILED_SUFFIX, &ignored);
}

void
run_folder_free(struct run_folder *folder)
{
	if (!folder)
		return;
	if (folder->log >= 0)
		close(folder->log);
	free(folder->runs_z);
	free(folder->name_z);
	free(folder->path_z);
	free(folder);
}

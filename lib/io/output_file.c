/* output_file.c - see output_file.h */
#include "io/output_file.h"

#include "cli/memory.h"
#include "io/opened_files.h"
#include "io/path.h"
#include "io/writeback.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct output_file {
	struct output_file *next; /* in `unpublished` */
	enum output_file_kind kind;
	char *path_z;      /* as given, for messages */
	char *final_z;     /* with symbolic links followed */
	char *temporary_z; /* NULL for a device, and once it is published */
	int descriptor;
	struct writeback writeback;
	bool regular;
	bool published;
};

static struct output_file *unpublished;

static void
list_remove(struct output_file *file)
{
	struct output_file **link = &unpublished;
	while (*link && *link != file)
		link = &(*link)->next;
	if (*link)
		*link = file->next;
}

static char *
directory_of(const char *path_z)
{
	char *copy = memory_copied_z(path_z, strlen(path_z));
	const char *directory_z = dirname(copy);
	char *result = memory_copied_z(directory_z, strlen(directory_z));
	free(copy);
	return result;
}

static const char *
base_z(const char *path_z)
{
	const char *slash = strrchr(path_z, '/');
	return slash ? slash + 1 : path_z;
}

static char *
temporary_name(const char *final_z)
{
	const char *name_z = base_z(final_z);
	int prefix = (int)(name_z - final_z);
	/* a long name is cut, so that the temporary one is not too long for the file system */
	size_t size = strlen(final_z) + sizeof("..XXXXXX");
	char *result = memory_zeroed(size, 1);
	snprintf(result, size, "%.*s.%.200s.XXXXXX", prefix, final_z, name_z);
	return result;
}

static mode_t
default_mode(void)
{
	mode_t mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

static bool
create_temporary(struct output_file *file, mode_t mode, struct error *error)
{
	file->temporary_z = temporary_name(file->final_z);
	file->descriptor = mkstemp(file->temporary_z);
	if (file->descriptor < 0) {
		free(file->temporary_z);
		file->temporary_z = NULL;
		return error_set_errno(error, "%s: cannot create a file beside it", file->path_z);
	}
	file->next = unpublished;
	unpublished = file;
	fcntl(file->descriptor, F_SETFD, FD_CLOEXEC);
	if (fchmod(file->descriptor, mode) != 0)
		return error_set_errno(error, "%s: cannot set the mode", file->path_z);
	return true;
}

/* Two folders that are not there are no place for two files of one name. */
static bool
compare_folders(const char *path_z, const char *other_z, bool *same, struct error *error)
{
	struct stat first, second;
	bool there, other_there = false;
	char *folder_z = directory_of(path_z), *other_folder_z = directory_of(other_z);
	bool well = path_look(folder_z, &first, &there, error) &&
		    path_look(other_folder_z, &second, &other_there, error);
	*same = there && other_there && first.st_dev == second.st_dev &&
		first.st_ino == second.st_ino;
	free(folder_z);
	free(other_folder_z);
	return well;
}

/* Two options that name one file would have one of them lost. */
static bool
refuse_second_use(const struct output_file *file, const struct stat *existing, struct error *error)
{
	if (existing && opened_files_have(existing))
		return error_set(error, STATUS_USAGE,
			"%s: is read by this program, too; write to another file", file->path_z);
	for (const struct output_file *other = unpublished; other; other = other->next) {
		bool same = false;
		if (strcmp(base_z(other->final_z), base_z(file->final_z)) == 0 &&
			!compare_folders(other->final_z, file->final_z, &same, error))
			return false;
		if (same)
			return error_set(error, STATUS_USAGE,
				"%s: two options name this file; give each its own", file->path_z);
	}
	return true;
}

/* *link is true if a symbolic link leads to what is to be replaced, or to nothing. */
static bool
look(const struct output_file *file, struct stat *status, bool *exists, bool *link,
	struct error *error)
{
	struct stat target;
	bool there = false;
	if (!path_look_itself(file->path_z, status, exists, error))
		return false;
	*link = *exists && S_ISLNK(status->st_mode);
	if (*link && file->kind != OUTPUT_NEW && !path_look(file->path_z, &target, &there, error))
		return false;
	/* what /dev/stdout leads to may have no name of its own */
	if (there) {
		*status = target;
		*link = S_ISREG(target.st_mode);
	}
	return true;
}

static bool
begin(struct output_file *file, struct error *error)
{
	struct stat status;
	bool exists, link = false;
	if (!*file->path_z || strcmp(file->path_z, "-") == 0)
		return error_set(
			error, STATUS_USAGE, "\"%s\" is no file to write; name one", file->path_z);
	if (!look(file, &status, &exists, &link, error))
		return false;
	if (exists && file->kind == OUTPUT_NEW)
		return error_set(error, STATUS_USAGE,
			"%s: exists already and is never overwritten; choose another name",
			file->path_z);
	if (link) {
		file->final_z = realpath(file->path_z, NULL);
		if (!file->final_z)
			return error_set_errno(
				error, "%s: the symbolic link cannot be followed", file->path_z);
	} else {
		file->final_z = memory_copied_z(file->path_z, strlen(file->path_z));
	}
	if (exists && S_ISDIR(status.st_mode))
		return error_set(
			error, STATUS_SYSTEM, "%s: is a directory; name a file", file->path_z);
	file->regular = !exists || S_ISREG(status.st_mode);
	if (file->regular && !refuse_second_use(file, exists ? &status : NULL, error))
		return false;
	if (file->regular)
		return create_temporary(
			file, exists ? status.st_mode & 07777 : default_mode(), error);
	file->descriptor = open(file->final_z, O_WRONLY | O_CLOEXEC);
	if (file->descriptor < 0)
		return error_set_errno(error, "%s: cannot open for writing", file->path_z);
	return true;
}

struct output_file *
output_file_create(const char *path_z, enum output_file_kind kind, struct error *error)
{
	struct output_file *file = memory_zeroed(1, sizeof(*file));
	file->kind = kind;
	file->path_z = memory_copied_z(path_z, strlen(path_z));
	file->descriptor = -1;
	if (!begin(file, error)) {
		output_file_free(file);
		return NULL;
	}
	return file;
}

int
output_file_descriptor(const struct output_file *file)
{
	return file->descriptor;
}

const char *
output_file_path_z(const struct output_file *file)
{
	return file->path_z;
}

bool
output_file_is_regular(const struct output_file *file)
{
	return file->regular;
}

/* A descriptor that somebody else made non-blocking may be full for a while. */
static bool
wait_writable(int descriptor)
{
	struct pollfd polled = {.fd = descriptor, .events = POLLOUT};
	if (errno != EAGAIN)
		return false;
	return poll(&polled, 1, -1) > 0 || errno == EINTR;
}

bool
output_write(int descriptor, const char *name_z, struct span bytes, struct error *error)
{
	while (bytes.length) {
		ssize_t count = write(descriptor, bytes.data, bytes.length);
		if (count < 0 && (errno == EINTR || wait_writable(descriptor)))
			continue;
		if (count < 0) {
			error->signal = errno == EPIPE ? SIGPIPE : 0;
			return error_set_errno(error, "%s: cannot write", name_z);
		}
		bytes = span_of(bytes.data + count, bytes.length - (size_t)count);
	}
	return true;
}

bool
output_file_write(struct output_file *file, struct span bytes, struct error *error)
{
	if (!output_write(file->descriptor, file->path_z, bytes, error))
		return false;
	if (file->regular)
		writeback_add(&file->writeback, file->descriptor, bytes.length);
	return true;
}

static bool
sync_bytes(const struct output_file *file, struct error *error)
{
	if (file->regular && fsync(file->descriptor) != 0)
		return error_set_errno(error, "%s: cannot fsync", file->path_z);
	return true;
}

static bool
sync_directory(const struct output_file *file, struct error *error)
{
	char *directory_z = directory_of(file->final_z);
	int descriptor = open(directory_z, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(directory_z);
	/* EINVAL: a file system on which a directory cannot be synced has no need of it */
	bool synced = descriptor >= 0 && (fsync(descriptor) == 0 || errno == EINVAL);
	if (!synced)
		error_set_errno(error, "%s: %scannot fsync its directory", file->path_z,
			file->kind == OUTPUT_NEW ? "" : "is in its place, but ");
	if (descriptor >= 0)
		close(descriptor);
	return synced;
}

/* link fails when the name exists, which rename does not */
static bool
give_new_name(struct output_file *file)
{
	if (link(file->temporary_z, file->final_z) == 0) {
		if (unlink(file->temporary_z) == 0)
			return true;
		int number = errno;
		unlink(file->final_z); /* what is said to have failed has no name */
		errno = number;
		return false;
	}
	if (errno != EPERM && errno != EOPNOTSUPP && errno != EMLINK)
		return false;
	int descriptor = open(file->final_z, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (descriptor < 0)
		return false;
	close(descriptor);
	return rename(file->temporary_z, file->final_z) == 0;
}

static bool
close_descriptor(struct output_file *file, struct error *error)
{
	int descriptor = file->descriptor;
	file->descriptor = -1;
	if (close(descriptor) != 0)
		return error_set_errno(error, "%s: cannot close", file->path_z);
	return true;
}

void
output_file_retract(struct output_file *file)
{
	if (file->kind != OUTPUT_NEW)
		return;
	if (file->published && file->regular)
		unlink(file->final_z);
	file->published = false;
}

bool
output_file_publish(struct output_file *file, struct error *error)
{
	if (!sync_bytes(file, error) || !close_descriptor(file, error))
		return false;
	if (!file->regular) {
		file->published = true;
		return true;
	}
	bool named = file->kind == OUTPUT_NEW ? give_new_name(file)
					      : rename(file->temporary_z, file->final_z) == 0;
	if (!named)
		return error_set_errno(
			error, "%s: cannot give the finished file its name", file->path_z);
	list_remove(file);
	free(file->temporary_z);
	file->temporary_z = NULL;
	file->published = true;
	if (sync_directory(file, error))
		return true;
	output_file_retract(file);
	return false;
}

bool
output_file_is_in_place(const struct output_file *file)
{
	return file->regular && file->published;
}

void
output_file_free(struct output_file *file)
{
	if (!file)
		return;
	if (file->descriptor >= 0)
		close(file->descriptor);
	if (file->temporary_z) {
		unlink(file->temporary_z);
		list_remove(file);
	}
	free(file->temporary_z);
	free(file->final_z);
	free(file->path_z);
	free(file);
}

void
output_file_remove_all(void)
{
	for (struct output_file *file = unpublished; file; file = file->next)
		unlink(file->temporary_z);
}

/* folder.c - see folder.h */
#include "run/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

const struct dirent *
folder_next(DIR *folder, const char *path_z, bool *well, struct error *error)
{
	if (!*well)
		return NULL;
	errno = 0;
	const struct dirent *entry = readdir(folder);
	if (!entry && errno)
		*well = error_set_errno(error, "%s: cannot be listed", path_z);
	return entry;
}

bool
folder_sync(const char *path_z, struct error *error)
{
	int descriptor = open(path_z, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* EINVAL: a file system on which a folder cannot be synced has no need of it */
	bool synced = descriptor >= 0 && (fsync(descriptor) == 0 || errno == EINVAL);
	if (!synced)
		error_set_errno(error, "%s: cannot fsync", path_z);
	if (descriptor >= 0)
		close(descriptor);
	return synced;
}

static int
remove_one(const char *path_z, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	return remove(path_z);
}

void
folder_remove(const char *path_z)
{
	nftw(path_z, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* path.c - see path.h */
#include "io/path.h"

#include <errno.h>

static bool
conclude(const char *path_z, int result, bool *there, struct error *error)
{
	*there = result == 0;
	return result == 0 || errno == ENOENT || errno == ENOTDIR ||
	       error_set_errno(error, "%s: cannot be looked at", path_z);
}

bool
path_look(const char *path_z, struct stat *status, bool *there, struct error *error)
{
	return conclude(path_z, stat(path_z, status), there, error);
}

bool
path_look_itself(const char *path_z, struct stat *status, bool *there, struct error *error)
{
	return conclude(path_z, lstat(path_z, status), there, error);
}

bool
path_exists(const char *path_z, bool *there, struct error *error)
{
	struct stat ignored;
	return path_look(path_z, &ignored, there, error);
}

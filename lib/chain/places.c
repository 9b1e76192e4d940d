/* places.c - see places.h */
#include "chain/places.h"

#include "io/path.h"

#include <sys/stat.h>
#include <unistd.h>

/* *there is true for a regular file. */
static bool
look(const char *path_z, int standard, struct stat *status, bool *there, struct error *error)
{
	if (path_z && strcmp(path_z, "-") != 0) {
		if (!path_look(path_z, status, there, error))
			return false;
	} else if (fstat(standard, status) == 0) {
		*there = true;
	} else {
		*there = false;
		return error_set_errno(error, "standard %s: cannot be looked at",
			standard == STDIN_FILENO ? "input" : "output");
	}
	*there = *there && S_ISREG(status->st_mode);
	return true;
}

static bool
is_same(const struct stat *one, const struct stat *other)
{
	return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

static bool
refuse_same_file(const struct stat *output, const char *path_z, struct error *error)
{
	struct stat input;
	bool there;
	if (!look(path_z, STDIN_FILENO, &input, &there, error))
		return false;
	if (there && is_same(&input, output))
		return error_set(error, STATUS_USAGE,
			"%s: is input and output at once; write to another file",
			strcmp(path_z, "-") == 0 ? "standard input" : path_z);
	return true;
}

static bool
check_place(const struct plan *plan, const char *path_z, struct error *error)
{
	struct stat output;
	bool there;
	bool well = look(path_z, STDOUT_FILENO, &output, &there, error);
	for (size_t i = 0; there && well && i < plan->path_count; i++)
		well = refuse_same_file(&output, plan->paths_z[i], error);
	return well;
}

static bool
check_rejects(const struct plan *plan, struct error *error)
{
	struct stat output, rejects;
	bool there, rejects_there;
	bool standard = !plan->output_z || strcmp(plan->output_z, "-") == 0;
	if (!plan->rejects_z)
		return true;
	if (!look(plan->output_z, STDOUT_FILENO, &output, &there, error) ||
		!path_look(plan->rejects_z, &rejects, &rejects_there, error))
		return false;
	if (standard && there && rejects_there && is_same(&output, &rejects))
		return error_set(error, STATUS_USAGE,
			"%s: is the output and --rejects at once; write to another file",
			plan->rejects_z);
	return check_place(plan, plan->rejects_z, error);
}

bool
places_check(const struct plan *plan, struct error *error)
{
	return check_place(plan, plan->output_z, error) && check_rejects(plan, error);
}

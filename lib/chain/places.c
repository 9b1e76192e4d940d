/* places.c - see places.h */
#include "chain/places.h"

#include <sys/stat.h>
#include <unistd.h>

static bool
refuse_same_file(const struct stat *output, const char *path_z, struct error *error)
{
	struct stat input;
	bool standard = strcmp(path_z, "-") == 0;
	int result = standard ? fstat(STDIN_FILENO, &input) : stat(path_z, &input);
	if (result == 0 && input.st_dev == output->st_dev && input.st_ino == output->st_ino)
		return error_set(error, STATUS_USAGE,
			"%s: is input and output at once; write to another file",
			standard ? "standard input" : path_z);
	return true;
}

static bool
check_place(const struct plan *plan, const char *path_z, struct error *error)
{
	struct stat output;
	bool standard = !path_z || strcmp(path_z, "-") == 0;
	int result = standard ? fstat(STDOUT_FILENO, &output) : stat(path_z, &output);
	if (result != 0 || !S_ISREG(output.st_mode))
		return true;
	for (size_t i = 0; i < plan->path_count; i++)
		if (!refuse_same_file(&output, plan->paths_z[i], error))
			return false;
	return true;
}

static bool
check_rejects(const struct plan *plan, struct error *error)
{
	struct stat output, rejects;
	bool standard = !plan->output_z || strcmp(plan->output_z, "-") == 0;
	if (!plan->rejects_z)
		return true;
	if (standard && fstat(STDOUT_FILENO, &output) == 0 && S_ISREG(output.st_mode) &&
		stat(plan->rejects_z, &rejects) == 0 && rejects.st_dev == output.st_dev &&
		rejects.st_ino == output.st_ino)
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

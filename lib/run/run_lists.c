/* run_lists.c - see run_lists.h */
#include "run/run_lists.h"

#include "cli/memory.h"
#include "io/side_file.h"
#include "run/digest.h"
#include "run/folder.h"
#include "run/stage_folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIGITS 16 /* of the path's digest: two lists of one name in two folders differ */

/* The same path gives the same name, whoever reads the list. */
static char *
name_of_copy_z(const char *path_z)
{
	struct digest digest;
	char text_z[DIGEST_TEXT_SIZE];
	digest_begin(&digest);
	digest_add(&digest, span_from_z(path_z));
	digest_end(&digest, text_z);
	const char *slash = strrchr(path_z, '/');
	char *name_z = text_formatted_z("%.*s-%.100s", DIGITS, text_z, slash ? slash + 1 : path_z);
	for (char *c = name_z; *c; c++)
		if ((unsigned char)*c < 0x20)
			*c = '-';
	return name_z;
}

static bool
copy_bytes(FILE *from, const char *from_z, struct side_file *to, struct error *error)
{
	char bytes[8192];
	size_t count;
	while ((count = fread(bytes, 1, sizeof(bytes), from)) > 0)
		if (!side_file_write(to, span_of(bytes, count), error))
			return false;
	return !ferror(from) || error_set_errno(error, "%s: cannot read", from_z);
}

/* What comes only once, as from <(...), has another path in a repeat, and cannot be compared. */
static bool
check_regular(const char *path_z, struct error *error)
{
	struct stat status;
	if (stat(path_z, &status) != 0)
		return error_set_errno(error, "%s: cannot open", path_z);
	return S_ISREG(status.st_mode) ||
	       error_set(error, STATUS_USAGE,
		       "%s: is no regular file; a run keeps the lists that its stages read, so write "
		       "this one to a file first",
		       path_z);
}

/* Copies go by the path alone, which may mean another list after cd, or when it was written anew.
 */
static bool
check_same(const char *path_z, const char *copy_z, struct error *error)
{
	char list_z[DIGEST_TEXT_SIZE], kept_z[DIGEST_TEXT_SIZE];
	uint64_t size;
	if (!digest_file(path_z, list_z, &size, error) ||
		!digest_file(copy_z, kept_z, &size, error))
		return false;
	return strcmp(list_z, kept_z) == 0 ||
	       error_set(error, STATUS_USAGE,
		       "%s: another stage of this run read another list by that path; give each its "
		       "own name",
		       path_z);
}

/* Two stages may read the same list at once, so it appears whole. */
static bool
copy_list(const char *from_z, const char *to_z, struct error *error)
{
	FILE *from = fopen(from_z, "rb");
	if (!from)
		return error_set_errno(error, "%s: cannot open", from_z);
	struct side_file *to = side_file_create(to_z, OUTPUT_NEW, error);
	bool well = to && copy_bytes(from, from_z, to, error) && side_file_publish(to, error);
	side_file_free(to);
	fclose(from);
	return well;
}

static bool
copy_or_compare(const char *path_z, const char *copy_z, struct error *error)
{
	if (access(copy_z, R_OK) == 0)
		return check_same(path_z, copy_z, error);
	if (copy_list(path_z, copy_z, error))
		return true;
	if (access(copy_z, R_OK) != 0)
		return false;
	*error = (struct error){0}; /* another stage was faster */
	return check_same(path_z, copy_z, error);
}

static char *
keep(const char *run_z, const char *path_z, const char *name_z, struct error *error)
{
	char *folder_z = text_formatted_z("%s/%s", run_z, RUN_LISTS);
	char *copy_z = text_formatted_z("%s/%s", folder_z, name_z);
	bool made = mkdir(folder_z, 0700) == 0 || errno == EEXIST ||
		    error_set_errno(error, "%s: cannot make it", folder_z);
	free(folder_z);
	if (made && check_regular(path_z, error) && copy_or_compare(path_z, copy_z, error))
		return copy_z;
	free(copy_z);
	return NULL;
}

static char *
find_kept(const char *lists_z, const char *path_z, const char *name_z, struct error *error)
{
	char *copy_z = text_formatted_z("%s/%s", lists_z, name_z);
	if (access(copy_z, R_OK) == 0)
		return copy_z;
	error_set_errno(error, "%s: the list was not kept by the run (%s)", path_z, copy_z);
	free(copy_z);
	return NULL;
}

bool
run_lists_copy(const char *from_run_z, const char *to_run_z, struct error *error)
{
	char *from_z = text_formatted_z("%s/%s", from_run_z, RUN_LISTS);
	DIR *folder = opendir(from_z);
	const struct dirent *entry;
	bool well = folder || errno == ENOENT || error_set_errno(error, "%s: cannot open", from_z);
	while (folder && (entry = folder_next(folder, from_z, &well, error))) {
		if (entry->d_name[0] == '.')
			continue;
		char *path_z = text_formatted_z("%s/%s", from_z, entry->d_name);
		char *copy_z = keep(to_run_z, path_z, entry->d_name, error);
		well = copy_z != NULL;
		free(copy_z);
		free(path_z);
	}
	if (folder)
		closedir(folder);
	free(from_z);
	return well;
}

char *
run_list_path_z(const char *path_z, struct error *error)
{
	return run_list_locate_z(path_z, NULL, error);
}

char *
run_list_locate_z(const char *path_z, const char *kept_z, struct error *error)
{
	const char *run_z = getenv(STAGE_RUN_VARIABLE);
	const char *lists_z = kept_z ? kept_z : getenv(RUN_LISTS_VARIABLE);
	if (!run_z && !kept_z)
		return memory_copied_z(path_z, strlen(path_z));
	char *name_z = name_of_copy_z(path_z);
	char *found_z = lists_z ? find_kept(lists_z, path_z, name_z, error)
				: keep(run_z, path_z, name_z, error);
	free(name_z);
	return found_z;
}

/* manual.c - see manual.h */
#include "guide/manual.h"

#include "io/buffer.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_MOST 4096

/* The folder that this program is in; false where the system does not say. */
static bool
find_own_folder(char path_z[PATH_MOST])
{
	ssize_t length = readlink("/proc/self/exe", path_z, PATH_MOST - 1);
	if (length <= 0)
		return false;
	path_z[length] = '\0';
	char *slash = strrchr(path_z, '/');
	if (!slash)
		return false;
	*slash = '\0';
	return true;
}

/* Pages as `make install` leaves them, as a package compresses them, and beside the sources. */
static char *
find_page(const char *folder_z, const char *name_z)
{
	bool suite = strcmp(name_z, "roster") == 0;
	const char *prefix_z = suite ? "" : "roster-";
	int section = suite ? 7 : 1;
	char *paths[] = {
		text_formatted_z("%s/../share/man/man%d/%s%s.%d", folder_z, section, prefix_z,
			name_z, section),
		text_formatted_z("%s/../share/man/man%d/%s%s.%d.gz", folder_z, section, prefix_z,
			name_z, section),
		text_formatted_z("%s/../filters/%s.%d", folder_z, name_z, section),
		text_formatted_z("%s/../../filters/%s.%d", folder_z, name_z, section),
	};
	char *found = NULL;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		if (!found && access(paths[i], R_OK) == 0)
			found = paths[i];
		else
			free(paths[i]);
	}
	return found;
}

void
manual_show(const char *name_z)
{
	char folder_z[PATH_MOST];
	char *page_z = find_own_folder(folder_z) ? find_page(folder_z, name_z) : NULL;
	if (!page_z)
		return;
	char man_z[] = "man", option_z[] = "-l";
	char *const arguments[] = {man_z, option_z, page_z, NULL};
	execvp(man_z, arguments);
	free(page_z);
}

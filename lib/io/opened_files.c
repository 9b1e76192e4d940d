/* opened_files.c - see opened_files.h */
#include "io/opened_files.h"

#include "cli/memory.h"

#include <stdlib.h>

/* An inode is given to another file when this one is gone, so the time of its change counts. */
struct opened_file {
	dev_t device;
	ino_t inode;
	struct timespec changed;
};

/* Every regular file that was opened; only the thread that opens sources looks at it. */
static struct {
	struct opened_file *list;
	size_t count;
} opened;

bool
opened_files_have(const struct stat *status)
{
	for (size_t i = 0; i < opened.count; i++)
		if (opened.list[i].device == status->st_dev &&
			opened.list[i].inode == status->st_ino &&
			opened.list[i].changed.tv_sec == status->st_ctim.tv_sec &&
			opened.list[i].changed.tv_nsec == status->st_ctim.tv_nsec)
			return true;
	return false;
}

void
opened_files_add(const struct stat *status)
{
	if (!S_ISREG(status->st_mode) || opened_files_have(status))
		return;
	opened.list = memory_resized(opened.list, opened.count + 1, sizeof(*opened.list));
	opened.list[opened.count].device = status->st_dev;
	opened.list[opened.count].inode = status->st_ino;
	opened.list[opened.count++].changed = status->st_ctim;
}

void
opened_files_forget(void)
{
	free(opened.list);
	opened.list = NULL;
	opened.count = 0;
}

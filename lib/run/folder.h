/* folder.h - what is in a folder, and that it stays there */
#ifndef ROSTER_RUN_FOLDER_H
#define ROSTER_RUN_FOLDER_H

#include "cli/error.h"

#include <dirent.h>

/*
 * The next entry of `folder`, which is the one of `path_z`, while *well. NULL at the end, and where
 * it cannot be read: then with *well false and error filled. readdir says neither.
 */
const struct dirent *folder_next(DIR *folder, const char *path_z, bool *well, struct error *error);

/* fsync it, so that names given in it last; false with error filled. */
bool folder_sync(const char *path_z, struct error *error);

/* Remove one that is all ours, and everything in it, as far as that can be done. */
void folder_remove(const char *path_z);

#endif

/* path.h - what is at a path; that nothing is there is told from that it cannot be looked at */
#ifndef ROSTER_IO_PATH_H
#define ROSTER_IO_PATH_H

#include "cli/error.h"

#include <sys/stat.h>

/*
 * Look at what path_z leads to, by way of symbolic links: stat. Where nothing is there *there is
 * false, and `status` is left as it was. False, with error filled (STATUS_SYSTEM) and *there false,
 * where the system does not say: who goes on as if nothing were there leaves something out.
 */
bool path_look(const char *path_z, struct stat *status, bool *there, struct error *error);

/* The same of what is at the path itself, be it a symbolic link: lstat. */
bool path_look_itself(const char *path_z, struct stat *status, bool *there, struct error *error);

/* path_look, for whoever wants to know only whether something is there. */
bool path_exists(const char *path_z, bool *there, struct error *error);

#endif

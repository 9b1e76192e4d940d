/* run_lists.h - the lists that the stages of a run read, kept in its folder */
#ifndef ROSTER_RUN_RUN_LISTS_H
#define ROSTER_RUN_RUN_LISTS_H

#include "cli/error.h"

#define RUN_LISTS "lists"

/* When a run is repeated: the folder that lists are read from instead of from their paths. */
#define RUN_LISTS_VARIABLE "ROSTER_LISTS"

/*
 * The path to read a list from. Outside of a run it is `path_z` itself; in one (ROSTER_RUN) the
 * list is copied into the run's folder first, and in a repeat (ROSTER_LISTS) the copy is what is
 * read. Free with free(). NULL with error filled when it cannot be copied, or was not kept.
 */
char *run_list_path_z(const char *path_z, struct error *error);

/* The same, but of the copies in the folder `kept_z`, unless that is NULL. */
char *run_list_locate_z(const char *path_z, const char *kept_z, struct error *error);
/* Copy the lists that were kept in the folder of one run to that of another; none is well, too. */
bool run_lists_copy(const char *from_run_z, const char *to_run_z, struct error *error);

#endif

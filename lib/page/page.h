/* page.h - review.html: what a run would do, for the person who decides about it */
#ifndef ROSTER_PAGE_PAGE_H
#define ROSTER_PAGE_PAGE_H

#include "cli/error.h"

#define PAGE_FILE "review.html"

/*
 * Write the page of a run's folder to a new file: one file that needs no network and no other. It
 * is made from what the folder holds, in one pass that proves the run, with constant memory but for
 * the groups that there are; `runs_z` is the folder of earlier nights. The numbers are the
 * manifest's.
 *
 * Of up to 100,000 contacts that change, all are on the page. Of more there are all with a change
 * of `active`, all who can be reached only now, all who are purged, all of the rules with few
 * changes, and of the rest a sample spread over the export.
 *
 * False with error filled: what the proof says, or STATUS_SYSTEM.
 */
bool page_write(const char *run_z, const char *runs_z, const char *page_z, struct error *error);

/* The same into the folder itself, as PAGE_FILE. */
bool page_write_into_run(const char *run_z, const char *runs_z, struct error *error);

/*
 * Copy page and journal of a finished run into DIR/RUN, for those who may not read the run's
 * folder; modes are those of the caller's umask. The path of the copy is put into `path_z` (new,
 * free with free()), NULL when it fails.
 */
bool page_share(const char *run_z, const char *share_z, char **path_z, struct error *error);

#endif

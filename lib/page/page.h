/* page.h - review.html: what a run would do, for the person who decides about it */
#ifndef ROSTER_PAGE_PAGE_H
#define ROSTER_PAGE_PAGE_H

#include "run/page_maker.h"

#define PAGE_FILE "review.html"

/*
 * Makes the page of a run as PAGE_FILE in its folder: one file that needs no network and no other,
 * in one pass, with constant memory but for the groups that there are. Its numbers are the
 * manifest's.
 *
 * All contacts that something happens to are on it, unless the rules' changes, counted rule by
 * rule, are more than 200,000: then there are all with a change of `active`, all who can be reached
 * only now, all who are purged, all of the rules with up to 1,000 changes, and of the rest up to
 * 20,000, spread over the export.
 */
extern const struct page_maker review_page_maker;

/*
 * Make the page of a finished run anew, as `page_z`, proving the run on the way; `runs_z` is the
 * folder of all runs. False with error filled: what the proof says, or STATUS_SYSTEM.
 */
bool page_write(const char *run_z, const char *runs_z, const char *page_z, struct error *error);

/*
 * Copy page and journal of a finished run into DIR/RUN, for those who may not read the run's
 * folder; modes are those of the caller's umask. The path of the copy is put into `path_z` (new,
 * free with free()), NULL when it fails.
 */
bool page_share(const char *run_z, const char *share_z, char **path_z, struct error *error);

#endif

/* summary_page.h - review.html: what a run would do, for a person */
#ifndef ROSTER_RUN_SUMMARY_PAGE_H
#define ROSTER_RUN_SUMMARY_PAGE_H

#include "run/run_internal.h"

#define SUMMARY_PAGE_FILE "review.html"

/* Write the page into the run's folder: the counts, and those of each rule. */
bool summary_page_write(const struct run *run, struct error *error);

#endif

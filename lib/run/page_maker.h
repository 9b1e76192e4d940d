/* page_maker.h - who makes the page of a run for people: by looking on while it is proved */
#ifndef ROSTER_RUN_PAGE_MAKER_H
#define ROSTER_RUN_PAGE_MAKER_H

#include "record/date.h"
#include "run/proof.h"

struct page;

struct page_maker {
	/*
	 * Begin the page of the run in that folder, whose stages (borrowed) have ended. NULL with
	 * error filled.
	 */
	struct page *(*begin)(const char *run_z, const struct stage_list *stages, struct date as_of,
		struct error *error);

	/* Who is to watch the proof. */
	const struct proof_watcher *(*watcher)(const struct page *page);

	/* The manifest is there: write the rest, and give the file its name. */
	bool (*finish)(struct page *page, const char *runs_z, struct error *error);

	/* A page that was not finished leaves nothing. NULL is allowed. */
	void (*free)(struct page *page);
};

#endif

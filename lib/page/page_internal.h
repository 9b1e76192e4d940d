/* page_internal.h - what the parts of the page share; nobody else includes it */
#ifndef ROSTER_PAGE_PAGE_INTERNAL_H
#define ROSTER_PAGE_PAGE_INTERNAL_H

#include "io/side_file.h"
#include "page/page_contact.h"
#include "page/page_cuts.h"
#include "page/page_groups.h"
#include "page/page_texts.h"
#include "run/proof.h"

#include <jansson.h>

/* What is dangerous about a contact: bits of a row, which lib/page/data.js knows too. */
enum page_flag {
	FLAG_STARTS = 1,      /* could not be sent a text, and can be then */
	FLAG_STOPS = 2,       /* the other way round */
	FLAG_ACTIVATED = 4,   /* active becomes TRUE */
	FLAG_DEACTIVATED = 8, /* active is no longer TRUE */
	FLAG_PURGED = 16,
	FLAG_DROPPED = 32, /* changed perhaps, but not in the cleaned file */
	FLAG_ACTIVE = 64,  /* some stage has written to the column */
};

/* The dangerous kinds, of which all contacts are shown. */
#define FLAGS_ALWAYS_SHOWN                                                                         \
	(FLAG_STARTS | FLAG_ACTIVATED | FLAG_DEACTIVATED | FLAG_PURGED | FLAG_ACTIVE)

struct page_totals {
	uint64_t starts, stops, activated, deactivated, purged, dropped;
	uint64_t touched; /* changed or taken out */
	uint64_t shown;
};

/* Of the contact at hand; of the line field, from and to. */
struct page_change {
	size_t stage;
	struct cursor_line line;
};

/* The one that a stage had last. */
struct page_effect {
	bool known, removed;
	struct buffer field, to;
	uint32_t number; /* in page->effects */
};

struct page {
	char *run_z;
	const char *runs_z;
	json_t *manifest; /* from page_finish on */
	uint64_t begun;   /* seconds of POSIX time */
	struct date as_of;
	const struct stage_list *stages;
	struct proof_watcher watcher;
	size_t frame_at; /* how much of the frame is written */
	struct side_file *file;
	struct buffer buffer;  /* to be written to the file */
	struct buffer scratch; /* JSON of one thing */

	struct columns *asked; /* of the export */
	struct page_columns columns;
	struct page_cut *cuts; /* by stage */
	struct page_groups groups;
	struct page_texts changes;        /* [STAGE,FIELD,FROM,TO] */
	struct page_texts effects;        /* [STAGE,FIELD,TO], counted */
	struct page_effect *last_effects; /* by stage */
	struct page_texts group_lists;    /* texts */
	struct page_texts key_fields;     /* texts */
	struct page_totals totals;
	uint64_t expected; /* what the rules change and purge, which is no less than the contacts */

	/* of the contact at hand */
	struct page_contact contact;
	enum format format;
	struct arena arena; /* its changes */
	struct page_change *change_list;
	size_t change_count, change_capacity;
	bool *touched_by; /* by stage */
	bool writes_active;
};

/* Who watches the proof, and writes a row of each contact that is shown. */
struct proof_watcher page_watcher(struct page *page);

/* Write all else as one JSON object. */
bool page_write_summary(struct page *page, struct error *error);

/* Append the members `nights` and `policy`: earlier runs of this program and pipeline. */
bool page_add_nights(struct buffer *json, const struct page *page, struct error *error);

/* Append the member `since`: what the export shows otherwise than the last one, counted. */
bool page_add_seen(struct buffer *json, const struct page *page, struct error *error);

/* Write what is in page->buffer, and clear it. */
bool page_flush(struct page *page, struct error *error);

#endif

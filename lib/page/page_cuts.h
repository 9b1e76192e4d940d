/* page_cuts.h - the date that a rule cuts at, and who stands next to it on both sides */
#ifndef ROSTER_PAGE_PAGE_CUTS_H
#define ROSTER_PAGE_PAGE_CUTS_H

#include "page/page_contact.h"
#include "run/stage_list.h"
#include "where/where_cut.h"

#define PAGE_NEAREST_MOST 10

struct page_near {
	struct buffer json; /* of the contact and its date */
	int64_t days;       /* from the cut */
};

/* The nearest first. */
struct page_nearest {
	struct page_near list[PAGE_NEAREST_MOST];
	size_t count;
};

/* Of one rule. Initialise to {0}; free with page_cut_free. */
struct page_cut {
	struct page_cut *twin; /* one of the same expression, which is asked for both; or NULL */
	struct where *where;   /* NULL: every contact, or it cannot be read here */
	struct where *open;    /* the same with the cut taken out; NULL: it has none */
	struct where_cut cut;
	bool met;         /* the contact at hand is meant, and has a date */
	int64_t days;     /* that it is from the cut */
	struct date date; /* of the contact at hand */
	struct page_nearest inside, outside;
};

/* Read the rule's expression, with the lists that the run has kept, and ask for its columns. */
void page_cut_open(struct page_cut *cut, const struct run_stage *stage, const char *run_z,
	struct date as_of, struct columns *columns);

/* The same for a rule that has the expression of an earlier one, and its keys. */
void page_cut_open_twin(struct page_cut *cut, struct page_cut *twin);

/* A contact as the export has it; the twin has to be asked first. */
void page_cut_before(
	struct page_cut *cut, struct record *record, const struct page_contact *contact);

/* The rule has changed it or taken it out. */
void page_cut_touched(struct page_cut *cut, const struct page_contact *contact);

/* Append the empty values that it met and, where there is one, the cut, as members of an object. */
void page_cut_add(struct buffer *json, const struct page_cut *cut);

void page_cut_free(struct page_cut *cut);

#endif

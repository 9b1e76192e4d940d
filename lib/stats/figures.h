/* figures.h - what is to be shown of one export, or of two side by side */
#ifndef ROSTER_STATS_FIGURES_H
#define ROSTER_STATS_FIGURES_H

#include "stats/tally.h"

#define FIGURES_SIDES 2

/* One row. `known` is false where a file does not have the column that it is about. */
struct figure {
	struct span name; /* borrowed from a tally, from `texts` or from the program */
	bool plain;       /* the name is a word of ours, not one of the file's */
	struct figure_side {
		bool known;
		struct tally_share share; /* reachable: of groups and years only */
	} sides[FIGURES_SIDES];
};

struct figures_section {
	const char *name_z;  /* "contacts", "groups", "years", "blank": for machines */
	struct buffer title; /* for people */
	bool reachable;      /* how many are reachable is known of each row */
	bool of_all;         /* a bar's whole is all contacts, not the longest row */
	struct figure *list;
	size_t count, capacity;
};

#define FIGURES_SECTIONS_MOST 4

/* Initialise to {0}; free with figures_free. */
struct figures {
	const struct tally *const *tallies; /* borrowed */
	size_t side_count;                  /* 1 or 2 */
	struct figures_section sections[FIGURES_SECTIONS_MOST];
	size_t section_count;
	struct arena texts;
};

/*
 * Groups stand by the number of their contacts in the last file, years and columns in their order.
 * A section that no file has a column for is left out. `date_z` is what the years are of.
 */
void figures_make(struct figures *figures, const struct tally *const *tallies, size_t count,
	const char *date_z);

/* What a whole bar of the section stands for; at least 1. */
uint64_t figures_whole(const struct figures *figures, const struct figures_section *section);

/* How long the bar of a row is, of `width`: its whole, and the part that is reachable. */
struct figure_bar {
	int length, reachable;
};
struct figure_bar figures_bar(const struct figures_section *section, const struct figure_side *side,
	uint64_t whole, int width);

/* "12.3%", or "<0.1%" and ">99.9%" for what is neither nothing nor all. */
#define FIGURE_SHARE_SIZE 8
const char *figure_share_z(uint64_t part, uint64_t whole, char text_z[FIGURE_SHARE_SIZE]);

void figures_free(struct figures *figures);

#endif

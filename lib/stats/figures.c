/* figures.c - see figures.h */
#include "stats/figures.h"

#include "cli/memory.h"
#include "record/date.h"

#include <stdio.h>
#include <stdlib.h>

static struct figures_section *
section_add(struct figures *figures, const char *name_z, const char *title_z)
{
	struct figures_section *section = &figures->sections[figures->section_count++];
	section->name_z = name_z;
	buffer_add_z(&section->title, title_z);
	return section;
}

static struct figure *
row_add(struct figures_section *section, struct span name)
{
	if (section->count == section->capacity) {
		section->capacity = section->capacity ? section->capacity * 2 : 32;
		section->list = memory_resized(
			section->list, section->capacity, sizeof(*section->list));
	}
	struct figure *row = &section->list[section->count++];
	*row = (struct figure){.name = name};
	return row;
}

static struct figure *
plain_row_add(struct figures_section *section, const char *name_z)
{
	struct figure *row = row_add(section, span_from_z(name_z));
	row->plain = true;
	return row;
}

static void
make_contacts(struct figures *figures)
{
	static const struct {
		const char *name_z;
		enum tally_role role;
	} rows[TALLY_COUNTS] = {
		[TALLY_IS_ACTIVE] = {"active", TALLY_ACTIVE},
		[TALLY_IS_INACTIVE] = {"inactive", TALLY_ACTIVE},
		[TALLY_IS_INVALID] = {"phone not valid", TALLY_PHONE_VALID},
		[TALLY_IS_PHONELESS] = {"without a phone", TALLY_PHONE},
		[TALLY_IS_REACHABLE] = {"reachable", TALLY_PHONE},
	};
	struct figures_section *section = section_add(figures, "contacts", "contacts");
	section->of_all = true;
	for (size_t i = 0; i <= TALLY_COUNTS; i++) {
		struct figure *row = plain_row_add(section, i ? rows[i - 1].name_z : "contacts");
		for (size_t j = 0; j < figures->side_count; j++) {
			const struct tally *tally = figures->tallies[j];
			row->sides[j].known = !i || tally_has(tally, rows[i - 1].role);
			row->sides[j].share.contacts = i ? tally->counts[i - 1] : tally->contacts;
		}
	}
}

/* The most contacts first; where they are as many, by the bytes of the name. */
static int
compare_groups(const void *a, const void *b)
{
	const struct figure *first = a, *second = b;
	for (size_t i = FIGURES_SIDES; i-- > 0;) {
		uint64_t one = first->sides[i].share.contacts;
		uint64_t other = second->sides[i].share.contacts;
		if (one != other)
			return one < other ? 1 : -1;
	}
	return span_compare(first->name, second->name);
}

static bool
any_has(const struct figures *figures, enum tally_role role)
{
	for (size_t i = 0; i < figures->side_count; i++)
		if (tally_has(figures->tallies[i], role))
			return true;
	return false;
}

static void
add_groups(struct figures *figures, struct figures_section *section)
{
	struct span_map rows = {0};
	for (size_t i = 0; i < figures->side_count; i++) {
		const struct tally *tally = figures->tallies[i];
		for (size_t j = 0; j < tally->group_count; j++) {
			bool added;
			uint32_t row = *span_map_add(
				&rows, tally->groups[j].name, (uint32_t)section->count, &added);
			if (added)
				row_add(section, tally->groups[j].name);
			section->list[row].sides[i].share = tally->groups[j].share;
		}
	}
	span_map_free(&rows);
}

static void
make_groups(struct figures *figures)
{
	if (!any_has(figures, TALLY_GROUP_LIST))
		return;
	struct figures_section *section = section_add(figures, "groups", "groups");
	section->reachable = true;
	add_groups(figures, section);
	if (section->count)
		qsort(section->list, section->count, sizeof(*section->list), compare_groups);
	struct figure *none = plain_row_add(section, "no group");
	for (size_t i = 0; i < figures->side_count; i++) {
		none->sides[i].share = figures->tallies[i]->groupless;
		for (size_t j = 0; j < section->count; j++)
			section->list[j].sides[i].known = tally_has(
				figures->tallies[i], TALLY_GROUP_LIST);
	}
}

/* `shares` are as many as there are sides. */
static void
add_year(struct figures *figures, struct figures_section *section, struct span name, bool plain,
	const struct tally_share *shares)
{
	struct figure *row = row_add(section, name);
	row->plain = plain;
	for (size_t i = 0; i < figures->side_count; i++) {
		row->sides[i].share = shares[i];
		row->sides[i].known = tally_has(figures->tallies[i], TALLY_DATE);
	}
}

static void
make_years(struct figures *figures, const char *date_z)
{
	struct tally_share shares[FIGURES_SIDES] = {{0}};
	if (!any_has(figures, TALLY_DATE))
		return;
	struct figures_section *section = section_add(figures, "years", "years of ");
	section->reachable = true;
	buffer_add_z(&section->title, date_z);
	for (size_t year = 0; year < TALLY_YEARS; year++) {
		char text_z[DATE_TEXT_SIZE];
		for (size_t i = 0; i < figures->side_count; i++)
			shares[i] = figures->tallies[i]->years[year];
		if (!shares[0].contacts && !shares[1].contacts)
			continue;
		snprintf(text_z, sizeof(text_z), "%04u", (unsigned)year);
		add_year(figures, section, arena_copy(&figures->texts, span_from_z(text_z)), false,
			shares);
	}
	for (size_t i = 0; i < figures->side_count; i++)
		shares[i] = figures->tallies[i]->dateless;
	add_year(figures, section, span_from_z("blank"), true, shares);
	for (size_t i = 0; i < figures->side_count; i++)
		shares[i] = figures->tallies[i]->undated;
	add_year(figures, section, span_from_z("not a date"), true, shares);
}

static void
make_blank(struct figures *figures)
{
	struct span_map rows = {0};
	struct figures_section *section = section_add(figures, "blank", "blank values");
	section->of_all = true;
	for (size_t i = 0; i < figures->side_count; i++) {
		const struct tally *tally = figures->tallies[i];
		for (size_t j = 0; j < tally->column_count; j++) {
			const struct tally_column *column = &tally->list[j];
			bool added;
			uint32_t row = *span_map_add(
				&rows, column->name, (uint32_t)section->count, &added);
			if (added)
				row_add(section, column->name);
			section->list[row].sides[i].known = true;
			section->list[row].sides[i].share.contacts = tally->contacts -
								     column->filled;
		}
	}
	span_map_free(&rows);
}

void
figures_make(struct figures *figures, const struct tally *const *tallies, size_t count,
	const char *date_z)
{
	figures->tallies = tallies;
	figures->side_count = count;
	make_contacts(figures);
	make_groups(figures);
	make_years(figures, date_z);
	make_blank(figures);
}

uint64_t
figures_whole(const struct figures *figures, const struct figures_section *section)
{
	uint64_t whole = 1;
	for (size_t i = 0; i < figures->side_count; i++) {
		if (section->of_all && figures->tallies[i]->contacts > whole)
			whole = figures->tallies[i]->contacts;
		for (size_t j = 0; !section->of_all && j < section->count; j++)
			if (section->list[j].sides[i].share.contacts > whole)
				whole = section->list[j].sides[i].share.contacts;
	}
	return whole;
}

/* Rounded, but never nothing for something. */
static int
length_of(uint64_t part, uint64_t whole, int width)
{
	int length = (int)((part * (uint64_t)width * 2 + whole) / (whole * 2));
	return part && !length ? 1 : length;
}

struct figure_bar
figures_bar(const struct figures_section *section, const struct figure_side *side, uint64_t whole,
	int width)
{
	struct figure_bar bar = {.length = length_of(side->share.contacts, whole, width)};
	bar.reachable = section->reachable ? length_of(side->share.reachable, whole, width)
					   : bar.length;
	return bar;
}

const char *
figure_share_z(uint64_t part, uint64_t whole, char text_z[FIGURE_SHARE_SIZE])
{
	unsigned permille = whole ? (unsigned)((part * 1000 + whole / 2) / whole) : 0;
	if (part && !permille)
		return "<0.1%";
	if (part < whole && permille == 1000)
		return ">99.9%";
	snprintf(text_z, FIGURE_SHARE_SIZE, "%u.%u%%", permille / 10 % 1000, permille % 10);
	return text_z;
}

void
figures_free(struct figures *figures)
{
	for (size_t i = 0; i < figures->section_count; i++) {
		buffer_free(&figures->sections[i].title);
		free(figures->sections[i].list);
	}
	arena_free(&figures->texts);
	*figures = (struct figures){0};
}

/* stats_text.c - see stats_text.h */
#include "stats/stats_text.h"

#include "cli/message.h"
#include "format/shown_text.h"

#include <stdio.h>

#define NAME_LEAST 16
#define NAME_MOST 28 /* a longer name moves its own line only */
#define COUNT_WIDTH 11
#define SHARE_WIDTH 7
#define BAR_LEAST 4
#define BAR_MOST 40
#define INDENT 2

#define COLOUR_TITLE "\33[1m"
#define COLOUR_REACHABLE "\33[32m"
#define COLOUR_OTHER "\33[2m"
#define COLOUR_END "\33[m"

struct layout {
	const struct figures *figures;
	const struct stats_look *look;
	int name_width, bar_width; /* 0: no bars */
	struct buffer *text, name;
};

/* Characters, as far as one can tell without a font: UTF-8 sequences. */
static int
character_count(struct span text)
{
	int count = 0;
	for (size_t i = 0; i < text.length; i++)
		count += ((unsigned char)text.data[i] & 0xc0) != 0x80;
	return count;
}

static void
pad(struct buffer *text, int count)
{
	for (; count > 0; count--)
		buffer_add_byte(text, ' ');
}

static void
begin_colour(const struct layout *layout, const char *colour_z)
{
	if (layout->look->colour)
		buffer_add_z(layout->text, colour_z);
}

/* Our words in parentheses where names of the file stand around them. */
static struct span
name_of(struct layout *layout, const struct figures_section *section, const struct figure *row)
{
	bool among_names = row->plain && section->reachable;
	buffer_clear(&layout->name);
	if (among_names)
		buffer_add_byte(&layout->name, '(');
	if (row->plain)
		buffer_add(&layout->name, row->name);
	else
		shown_value_add(&layout->name, row->name);
	if (among_names)
		buffer_add_byte(&layout->name, ')');
	return buffer_span(&layout->name);
}

static void
add_right(struct buffer *text, const char *word_z, int width)
{
	buffer_add_format(text, "%*s", width, word_z);
}

static void
add_cells(const struct layout *layout, const char *cell_z, int count)
{
	for (; count > 0; count--)
		buffer_add_z(layout->text, cell_z);
}

static void
add_bar(const struct layout *layout, const struct figures_section *section,
	const struct figure_side *side)
{
	uint64_t whole = figures_whole(layout->figures, section);
	struct figure_bar bar = figures_bar(section, side, whole, layout->bar_width);
	begin_colour(layout, COLOUR_REACHABLE);
	add_cells(layout, layout->look->blocks ? "\u2588" : "#", bar.reachable);
	begin_colour(layout, COLOUR_END);
	if (bar.length > bar.reachable) {
		begin_colour(layout, COLOUR_OTHER);
		add_cells(
			layout, layout->look->blocks ? "\u2591" : ".", bar.length - bar.reachable);
		begin_colour(layout, COLOUR_END);
	}
	pad(layout->text, layout->bar_width - bar.length);
}

static void
add_side(const struct layout *layout, const struct figures_section *section,
	const struct figure *row, size_t i)
{
	const struct figure_side *side = &row->sides[i];
	struct message_number number;
	char share_z[FIGURE_SHARE_SIZE];
	if (!side->known) {
		add_right(layout->text, "-", COUNT_WIDTH);
		pad(layout->text, SHARE_WIDTH + (layout->bar_width ? layout->bar_width + 2 : 0));
		return;
	}
	add_right(layout->text, message_number_z(&number, side->share.contacts), COUNT_WIDTH);
	add_right(layout->text,
		figure_share_z(
			side->share.contacts, layout->figures->tallies[i]->contacts, share_z),
		SHARE_WIDTH);
	if (!layout->bar_width)
		return;
	pad(layout->text, 2);
	add_bar(layout, section, side);
}

static void
add_difference(const struct layout *layout, const struct figure *row)
{
	const struct figure_side *sides = row->sides;
	if (layout->figures->side_count < 2)
		return;
	if (!sides[0].known || !sides[1].known) {
		add_right(layout->text, "-", COUNT_WIDTH);
		return;
	}
	uint64_t old = sides[0].share.contacts, new = sides[1].share.contacts;
	struct message_number number;
	char text_z[sizeof(number.text) + 1];
	snprintf(text_z, sizeof(text_z), "%s%s",
		new > old   ? "+"
		: new < old ? "-"
			    : "",
		message_number_z(&number, new > old ? new - old : old - new));
	add_right(layout->text, text_z, COUNT_WIDTH);
}

/* No spaces at a line's end: a bar is padded, as if something stood behind it. */
static void
end_line(struct buffer *text)
{
	while (text->length && text->data[text->length - 1] == ' ')
		text->length--;
	buffer_add_byte(text, '\n');
}

static void
add_row(struct layout *layout, const struct figures_section *section, const struct figure *row)
{
	struct span name = name_of(layout, section, row);
	pad(layout->text, INDENT);
	buffer_add(layout->text, name);
	pad(layout->text, layout->name_width - character_count(name));
	for (size_t i = 0; i < layout->figures->side_count; i++)
		add_side(layout, section, row, i);
	add_difference(layout, row);
	end_line(layout->text);
}

/* Above the columns of two files, their names. */
static void
add_heads(const struct layout *layout)
{
	int width = COUNT_WIDTH + SHARE_WIDTH + (layout->bar_width ? layout->bar_width + 2 : 0);
	pad(layout->text, INDENT + layout->name_width);
	for (size_t i = 0; i < layout->figures->side_count; i++) {
		struct buffer name = {0};
		const char *path_z = layout->figures->tallies[i]->name_z;
		const char *slash = strrchr(path_z, '/');
		shown_text_add(&name, span_from_z(slash && slash[1] ? slash + 1 : path_z));
		struct span shown = span_excerpt(buffer_span(&name), (size_t)width - 3);
		pad(layout->text, 3);
		buffer_add(layout->text, shown);
		pad(layout->text, width - 3 - character_count(shown));
		buffer_free(&name);
	}
	add_right(layout->text, "change", COUNT_WIDTH);
	end_line(layout->text);
}

static void
add_section(struct layout *layout, const struct figures_section *section)
{
	bool groups = strcmp(section->name_z, "groups") == 0;
	size_t shown = section->count;
	begin_colour(layout, COLOUR_TITLE);
	shown_text_add(layout->text, buffer_span(&section->title));
	begin_colour(layout, COLOUR_END);
	if (section->reachable && layout->bar_width)
		buffer_add_format(layout->text, " (%s reachable, %s not)",
			layout->look->blocks ? "\u2588" : "#",
			layout->look->blocks ? "\u2591" : ".");
	buffer_add_byte(layout->text, '\n');
	if (groups && section->count - 1 > layout->look->groups)
		shown = layout->look->groups;
	for (size_t i = 0; i < shown; i++)
		add_row(layout, section, &section->list[i]);
	if (shown == section->count)
		return;
	struct message_number number;
	buffer_add_format(layout->text, "  and %s more (--groups N shows N)\n",
		message_number_z(&number, section->count - 1 - shown));
	add_row(layout, section, &section->list[section->count - 1]);
}

static void
measure(struct layout *layout)
{
	int width = NAME_LEAST;
	for (size_t i = 0; i < layout->figures->section_count; i++) {
		const struct figures_section *section = &layout->figures->sections[i];
		for (size_t j = 0; j < section->count; j++) {
			int name = character_count(name_of(layout, section, &section->list[j]));
			if (name > width)
				width = name;
		}
	}
	layout->name_width = width < NAME_MOST ? width : NAME_MOST;
	int sides = (int)layout->figures->side_count;
	int fixed = INDENT + layout->name_width + sides * (COUNT_WIDTH + SHARE_WIDTH + 2) +
		    (sides - 1) * COUNT_WIDTH;
	int bar = (layout->look->width - 1 - fixed) / sides;
	layout->bar_width = bar < BAR_LEAST ? 0 : bar < BAR_MOST ? bar : BAR_MOST;
}

void
stats_add_text(struct buffer *text, const struct figures *figures, const struct stats_look *look)
{
	struct layout layout = {.figures = figures, .look = look, .text = text};
	measure(&layout);
	if (figures->side_count > 1)
		add_heads(&layout);
	for (size_t i = 0; i < figures->section_count; i++) {
		if (i)
			buffer_add_byte(text, '\n');
		add_section(&layout, &figures->sections[i]);
	}
	buffer_free(&layout.name);
}

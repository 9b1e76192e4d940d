/* stats_svg.c - see stats_svg.h */
#include "stats/stats_svg.h"

#include "cli/message.h"
#include "format/shown_text.h"

#define WIDTH 860
#define MARGIN 24
#define BAR_LEFT 270
#define BAR_WIDTH 400
#define BAR_HEIGHT 14
#define BAR_STEP 18
#define ROW_GAP 6
#define TITLE_HEIGHT 40
#define NAME_MOST 30 /* bytes that fit before the bars; the whole name is the row's title */

static const char style[] = "<style>\n"
			    "svg { color-scheme: light dark; background: #fff; }\n"
			    "text { font: 13px system-ui, sans-serif; fill: #222; }\n"
			    ".title { font-weight: 600; font-size: 15px; }\n"
			    ".number { font-variant-numeric: tabular-nums; }\n"
			    ".reachable { fill: #2a6f97; }\n"
			    ".other { fill: #a9c6d8; }\n"
			    ".second .reachable { fill: #c1661c; }\n"
			    ".second .other { fill: #ecc9a8; }\n"
			    "@media (prefers-color-scheme: dark) {\n"
			    "svg { background: #181a1b; }\n"
			    "text { fill: #ddd; }\n"
			    ".reachable { fill: #6fb3d9; }\n"
			    ".other { fill: #31505f; }\n"
			    ".second .reachable { fill: #e8a263; }\n"
			    ".second .other { fill: #66482e; }\n"
			    "}\n"
			    "</style>\n";

/* Text as text (XML 1.0), whatever stands in it. */
static void
add_text(struct buffer *svg, struct span text)
{
	struct buffer shown = {0};
	shown_text_add(&shown, text);
	for (size_t i = 0; i < shown.length; i++) {
		char c = shown.data[i];
		if (c == '&')
			buffer_add_z(svg, "&amp;");
		else if (c == '<')
			buffer_add_z(svg, "&lt;");
		else if (c == '>')
			buffer_add_z(svg, "&gt;");
		else
			buffer_add_byte(svg, c);
	}
	buffer_free(&shown);
}

static void
add_bar(struct buffer *svg, const char *class_z, int left, int y, int width)
{
	if (width > 0)
		buffer_add_format(svg,
			"<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n",
			class_z, BAR_LEFT + left, y, width, BAR_HEIGHT);
}

static void
add_numbers(struct buffer *svg, const struct figures *figures,
	const struct figures_section *section, const struct figure_side *side, size_t i, int y)
{
	struct message_number number;
	char share_z[FIGURE_SHARE_SIZE];
	buffer_add_format(svg, "<text class=\"number\" x=\"%d\" y=\"%d\">",
		BAR_LEFT + BAR_WIDTH + 8, y + BAR_HEIGHT - 2);
	if (side->known) {
		buffer_add_z(svg, message_number_z(&number, side->share.contacts));
		buffer_add_z(svg, ", ");
		add_text(svg, span_from_z(figure_share_z(side->share.contacts,
				      figures->tallies[i]->contacts, share_z)));
	} else {
		buffer_add_z(svg, "no such column");
	}
	if (side->known && section->reachable)
		buffer_add_format(svg, "<title>%s reachable</title>",
			message_number_z(&number, side->share.reachable));
	buffer_add_z(svg, "</text>\n");
}

/* Returns the y behind it. */
static int
add_row(struct buffer *svg, const struct figures *figures, const struct figures_section *section,
	const struct figure *row, int y)
{
	uint64_t whole = figures_whole(figures, section);
	struct span name = span_excerpt(row->name, NAME_MOST);
	bool other = row->plain && section->reachable;
	buffer_add_format(svg, "<g>\n<title>");
	add_text(svg, row->name);
	buffer_add_format(svg, "</title>\n<text x=\"%d\" y=\"%d\" text-anchor=\"end\">",
		BAR_LEFT - 8, y + BAR_HEIGHT - 2);
	buffer_add_z(svg, other ? "(" : "");
	add_text(svg, name);
	buffer_add_z(svg, name.length < row->name.length ? "\u2026" : other ? ")" : "");
	buffer_add_z(svg, "</text>\n");
	for (size_t i = 0; i < figures->side_count; i++) {
		const struct figure_side *side = &row->sides[i];
		struct figure_bar bar = figures_bar(section, side, whole, BAR_WIDTH);
		buffer_add_z(svg, i ? "<g class=\"second\">\n" : "<g>\n");
		add_bar(svg, "reachable", 0, y, bar.reachable);
		add_bar(svg, "other", bar.reachable, y, bar.length - bar.reachable);
		add_numbers(svg, figures, section, side, i, y);
		buffer_add_z(svg, "</g>\n");
		y += BAR_STEP;
	}
	buffer_add_z(svg, "</g>\n");
	return y + ROW_GAP;
}

static bool
is_shown(const struct figures_section *section, size_t row, size_t groups)
{
	return strcmp(section->name_z, "groups") != 0 || row < groups || row == section->count - 1;
}

static int
add_section(struct buffer *svg, const struct figures *figures,
	const struct figures_section *section, size_t groups, int y)
{
	size_t left_out = 0;
	buffer_add_format(
		svg, "<text class=\"title\" x=\"%d\" y=\"%d\">", MARGIN, y + TITLE_HEIGHT - 14);
	add_text(svg, buffer_span(&section->title));
	if (section->reachable)
		buffer_add_z(svg, ", the dark part reachable");
	buffer_add_z(svg, "</text>\n");
	y += TITLE_HEIGHT;
	for (size_t i = 0; i < section->count; i++) {
		if (is_shown(section, i, groups))
			y = add_row(svg, figures, section, &section->list[i], y);
		else
			left_out++;
	}
	if (!left_out)
		return y;
	struct message_number number;
	buffer_add_format(svg,
		"<text x=\"%d\" y=\"%d\" text-anchor=\"end\">and %s smaller groups</text>\n",
		BAR_LEFT - 8, y + BAR_HEIGHT - 2, message_number_z(&number, left_out));
	return y + BAR_STEP + ROW_GAP;
}

static int
add_names(struct buffer *svg, const struct figures *figures)
{
	int y = MARGIN;
	for (size_t i = 0; i < figures->side_count; i++) {
		buffer_add_format(svg,
			"<g%s><rect class=\"reachable\" x=\"%d\" y=\"%d\" width=\"%d\" "
			"height=\"%d\"/>\n<text class=\"title\" x=\"%d\" y=\"%d\">",
			i ? " class=\"second\"" : "", MARGIN, y, BAR_HEIGHT, BAR_HEIGHT,
			MARGIN + BAR_HEIGHT + 8, y + BAR_HEIGHT - 2);
		add_text(svg, span_from_z(figures->tallies[i]->name_z));
		buffer_add_z(svg, "</text></g>\n");
		y += BAR_STEP;
	}
	return y;
}

void
stats_add_svg(struct buffer *svg, const struct figures *figures, size_t groups)
{
	struct buffer body = {0};
	int y = add_names(&body, figures);
	for (size_t i = 0; i < figures->section_count; i++)
		y = add_section(&body, figures, &figures->sections[i], groups, y);
	buffer_add_format(svg,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" "
		"height=\"%d\" viewBox=\"0 0 %d %d\">\n<title>",
		WIDTH, y + MARGIN, WIDTH, y + MARGIN);
	for (size_t i = 0; i < figures->side_count; i++) {
		buffer_add_z(svg, i ? " and " : "");
		add_text(svg, span_from_z(figures->tallies[i]->name_z));
	}
	buffer_add_z(svg, "</title>\n");
	buffer_add_z(svg, style);
	buffer_add(svg, buffer_span(&body));
	buffer_add_z(svg, "</svg>\n");
	buffer_free(&body);
}

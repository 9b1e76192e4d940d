/* stats_ndjson.c - see stats_ndjson.h */
#include "stats/stats_ndjson.h"

#include "format/json_text.h"

static void
add_side(struct buffer *text, const struct figures *figures, const struct figures_section *section,
	const struct figure *row, size_t i)
{
	const struct tally *tally = figures->tallies[i];
	const struct figure_side *side = &row->sides[i];
	bool other = row->plain && section->reachable;
	if (!side->known)
		return;
	buffer_add_byte(text, '{');
	json_add_path(text, "file", tally->name_z);
	json_add_member(text, "section", span_from_z(section->name_z));
	json_add_member(text, other ? "other" : "name", row->name);
	buffer_add_format(text, ",\"count\":%llu,\"of\":%llu",
		(unsigned long long)side->share.contacts, (unsigned long long)tally->contacts);
	if (section->reachable)
		buffer_add_format(
			text, ",\"reachable\":%llu", (unsigned long long)side->share.reachable);
	buffer_add_z(text, "}\n");
}

void
stats_add_ndjson(struct buffer *text, const struct figures *figures)
{
	for (size_t i = 0; i < figures->section_count; i++) {
		const struct figures_section *section = &figures->sections[i];
		for (size_t j = 0; j < section->count; j++)
			for (size_t k = 0; k < figures->side_count; k++)
				add_side(text, figures, section, &section->list[j], k);
	}
}

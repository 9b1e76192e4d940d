/* page_seen.c - see page_internal.h: what the export shows otherwise than the last one */
#include "nights/night_lines.h"
#include "page/page_internal.h"
#include "page/page_text.h"
#include "record/truth.h"

#include <stdlib.h>

#define KINDS_MOST 1000u /* fields, and the two words for each */

struct seen_counts {
	uint64_t added, gone, changed;
	struct page_texts kinds; /* [FIELD,TO], counted; TO is null unless it is TRUE or FALSE */
	struct buffer kind;
};

static void
count_change(struct seen_counts *counts, const struct night_line *line)
{
	bool truth;
	buffer_clear(&counts->kind);
	buffer_add_byte(&counts->kind, '[');
	page_add_text(&counts->kind, line->field);
	buffer_add_z(&counts->kind, !truth_parse(line->to, &truth) ? ",null]"
				    : truth                        ? ",\"TRUE\"]"
								   : ",\"FALSE\"]");
	counts->changed++;
	page_texts_count(&counts->kinds, buffer_span(&counts->kind));
}

static void
count_line(struct seen_counts *counts, const struct night_line *line)
{
	if (line->field.length)
		count_change(counts, line);
	else if (span_equal_z(line->change, "added"))
		counts->added++;
	else
		counts->gone++;
}

static bool
count_lines(struct seen_counts *counts, const char *run_z, struct error *error)
{
	struct night_lines lines = {0};
	bool well = night_lines_open(&lines, run_z, SEEN_FILE, error);
	while (well && lines.more) {
		count_line(counts, &lines.line);
		well = night_lines_advance(&lines, error);
	}
	night_lines_close(&lines);
	return well;
}

bool
page_add_seen(struct buffer *json, const struct page *page, struct error *error)
{
	struct seen_counts counts = {.kinds = {.most = KINDS_MOST}};
	bool well = count_lines(&counts, page->run_z, error);
	buffer_add_format(json, ",\"since\":{\"added\":%llu,\"gone\":%llu,\"changed\":%llu",
		(unsigned long long)counts.added, (unsigned long long)counts.gone,
		(unsigned long long)counts.changed);
	page_texts_write(json, "kinds", &counts.kinds);
	page_texts_write_counts(json, "kindCounts", &counts.kinds);
	buffer_add_byte(json, '}');
	page_texts_free(&counts.kinds);
	buffer_free(&counts.kind);
	return well;
}

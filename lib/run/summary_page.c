/* summary_page.c - see summary_page.h */
#include "run/summary_page.h"

#include "cli/message.h"
#include "io/side_file.h"

#include <stdlib.h>

static const char head[] =
	"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	"style-src 'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width\">\n"
	"<style>\n"
	":root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }\n"
	"body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }\n"
	"table { border-collapse: collapse; }\n"
	"th, td { text-align: left; padding: .3rem .8rem; border-bottom: 1px solid #8888; "
	"vertical-align: top; }\n"
	"td.number { text-align: right; font-variant-numeric: tabular-nums; }\n"
	"code { font-family: ui-monospace, monospace; }\n"
	"</style>\n";

/* Text as text, whatever stands in it. */
static void
add_text(struct buffer *page, const char *text_z)
{
	for (const char *c = text_z; *c; c++) {
		if (*c == '&')
			buffer_add_z(page, "&amp;");
		else if (*c == '<')
			buffer_add_z(page, "&lt;");
		else if (*c == '>')
			buffer_add_z(page, "&gt;");
		else if (*c == '"')
			buffer_add_z(page, "&quot;");
		else
			buffer_add_byte(page, *c);
	}
}

static void
add_element(struct buffer *page, const char *name_z, const char *text_z)
{
	buffer_add_format(page, "<%s>", name_z);
	add_text(page, text_z);
	buffer_add_format(page, "</%s>\n", name_z);
}

static void
add_number_cell(struct buffer *page, uint64_t value)
{
	struct message_number number;
	buffer_add_format(page, "<td class=\"number\">%s</td>\n", message_number_z(&number, value));
}

static void
add_count(struct buffer *page, const char *what_z, uint64_t value)
{
	buffer_add_z(page, "<tr>\n");
	add_element(page, "th scope=\"row\"", what_z);
	add_number_cell(page, value);
	buffer_add_z(page, "</tr>\n");
}

static void
add_counts(struct buffer *page, const struct proof_counts *counts)
{
	buffer_add_z(page, "<table>\n");
	add_count(page, "contacts in the export", counts->export);
	add_count(page, "contacts in the cleaned file", counts->cleaned);
	add_count(page, "contacts changed", counts->changed);
	add_count(page, "values changed", counts->changes);
	add_count(page, "contacts taken out", counts->gone);
	add_count(page, "bad records set aside", counts->rejected);
	buffer_add_z(page, "</table>\n");
}

static void
add_rule(struct buffer *page, const struct run_stage *stage)
{
	buffer_add_z(page, "<tr>\n");
	add_element(page, "th scope=\"row\"", stage->name_z);
	buffer_add_z(page, "<td><code>");
	add_text(page, stage->where_z ? stage->where_z : "every contact");
	buffer_add_z(page, "</code></td>\n");
	add_element(page, "td", stage->reason_z ? stage->reason_z : "");
	add_number_cell(page, stage->changed);
	add_number_cell(page, stage->gone);
	add_number_cell(page, stage->held);
	add_number_cell(page, stage->protected);
	add_number_cell(page, stage->rejected);
	buffer_add_z(page, "</tr>\n");
}

static void
add_rules(struct buffer *page, const struct stage_list *stages)
{
	static const char *const columns[] = {"stage", "whom", "why", "changed", "taken out",
		"held back", "protected", "rejected"};
	buffer_add_z(page, "<h2>Rule by rule</h2>\n<table>\n<thead>\n<tr>\n");
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		add_element(page, "th scope=\"col\"", columns[i]);
	buffer_add_z(page, "</tr>\n</thead>\n<tbody>\n");
	for (size_t i = 0; i < stages->count; i++)
		add_rule(page, &stages->list[i]);
	buffer_add_z(page, "</tbody>\n</table>\n");
}

bool
summary_page_write(const struct run *run, struct error *error)
{
	struct buffer page = {0};
	buffer_add_z(&page, head);
	add_element(&page, "title", run_folder_name_z(run->folder));
	add_element(&page, "h1", run_folder_name_z(run->folder));
	buffer_add_z(&page, "<p>Program <strong>");
	add_text(&page, run->request->program_z);
	buffer_add_z(&page, "</strong>, as of ");
	add_text(&page, run->as_of_z);
	buffer_add_z(&page, ". Proposed and proved; nothing has been uploaded.</p>\n");
	add_counts(&page, &run->counts);
	add_rules(&page, &run->stages);
	buffer_add_z(
		&page, "<p>Every changed value is in <code>journal.ndjson</code>.</p>\n</html>\n");
	char *path_z = run_folder_file_z(run->folder, SUMMARY_PAGE_FILE);
	struct side_file *file = side_file_create(path_z, OUTPUT_NEW, error);
	bool well = file && side_file_write(file, buffer_span(&page), error) &&
		    side_file_publish(file, error);
	side_file_free(file);
	free(path_z);
	buffer_free(&page);
	return well;
}

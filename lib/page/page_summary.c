/* page_summary.c - see page_internal.h: all that the page says besides its contacts */
#include "nights/night_lines.h"
#include "page/page_internal.h"
#include "page/page_text.h"
#include "run/digest.h"
#include "run/manifest.h"
#include "run/stage_order.h"

#include <stdlib.h>

#define LINES_MOST 200 /* of a file beside the page */

static bool
add_manifest(struct buffer *json, const struct page *page, struct error *error)
{
	char digest_z[DIGEST_TEXT_SIZE];
	uint64_t size;
	char *path_z = text_formatted_z("%s/%s", page->run_z, MANIFEST_FILE);
	bool well = digest_file(path_z, digest_z, &size, error);
	free(path_z);
	if (!well)
		return false;
	buffer_add_z(json, "{\"manifest\":");
	page_add_document(json, page->manifest);
	buffer_add_format(json, ",\"manifestDigest\":\"%s\",\"begun\":%llu", digest_z,
		(unsigned long long)page->begun);
	return true;
}

static void
add_totals(struct buffer *json, const struct page_totals *totals)
{
	buffer_add_format(json,
		",\"totals\":{\"starts\":%llu,\"stops\":%llu,\"activated\":%llu,"
		"\"deactivated\":%llu,\"purged\":%llu,\"dropped\":%llu,\"touched\":%llu,"
		"\"shown\":%llu}",
		(unsigned long long)totals->starts, (unsigned long long)totals->stops,
		(unsigned long long)totals->activated, (unsigned long long)totals->deactivated,
		(unsigned long long)totals->purged, (unsigned long long)totals->dropped,
		(unsigned long long)totals->touched, (unsigned long long)totals->shown);
}

/* By stage, in the manifest's order, which is that of their names. */
static void
add_rules(struct buffer *json, const struct page *page)
{
	buffer_add_z(json, ",\"rules\":[");
	for (size_t i = 0; i < page->stages->count; i++) {
		buffer_add_z(json, i ? ",{" : "{");
		page_cut_add(json, &page->cuts[i]);
		buffer_add_byte(json, '}');
	}
	buffer_add_byte(json, ']');
}

/* The stages from the export to the cleaned file; those beside the way are not in it. */
static void
add_way(struct buffer *json, const struct page *page)
{
	struct stage_order order;
	const char *cleaned_z = json_string_value(
		json_object_get(json_object_get(page->manifest, "cleaned"), MANIFEST_PRINT));
	stage_order_find(&order, page->stages, cleaned_z ? cleaned_z : "");
	buffer_add_z(json, ",\"way\":[");
	for (size_t i = 0; i < order.count; i++)
		buffer_add_format(json, "%s%zu", i ? "," : "", order.way[i]);
	buffer_add_byte(json, ']');
	stage_order_free(&order);
}

/* What other programs have left beside the page, each with how many lines it has. */
static bool
add_files(struct buffer *json, const struct page *page, struct error *error)
{
	static const struct {
		const char *name_z, *file_z;
	} files[] = {
		{"checks", "check.ndjson"},
		{"cameBack", CAME_BACK_FILE},
		{"seen", SEEN_FILE},
		{"rejects", "rejects.ndjson"},
	};
	bool well = true;
	for (size_t i = 0; well && i < sizeof(files) / sizeof(*files); i++) {
		char *path_z = text_formatted_z("%s/%s", page->run_z, files[i].file_z);
		size_t count;
		buffer_add_format(json, ",\"%s\":{\"lines\":", files[i].name_z);
		well = page_add_lines(json, path_z, LINES_MOST, &count, error);
		buffer_add_format(json, ",\"count\":%zu}", count);
		free(path_z);
	}
	return well;
}

bool
page_write_summary(struct page *page, struct error *error)
{
	struct buffer *json = &page->buffer;
	if (!add_manifest(json, page, error) || !page_add_nights(json, page, error) ||
		!page_add_seen(json, page, error))
		return false;
	add_totals(json, &page->totals);
	add_rules(json, page);
	add_way(json, page);
	buffer_add_z(json, ",\"groups\":[");
	page_groups_add(json, &page->groups);
	buffer_add_byte(json, ']');
	page_texts_write(json, "effects", &page->effects);
	page_texts_write_counts(json, "effectCounts", &page->effects);
	page_texts_write(json, "changes", &page->changes);
	page_texts_write(json, "groupLists", &page->group_lists);
	page_texts_write(json, "keyFields", &page->key_fields);
	if (!add_files(json, page, error))
		return false;
	buffer_add_byte(json, '}');
	return page_flush(page, error);
}

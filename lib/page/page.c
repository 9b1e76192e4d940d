/* page.c - see page.h */
#include "page/page.h"

#include "cli/memory.h"
#include "page/page_internal.h"
#include "page/page_parts.h"
#include "run/document.h"
#include "run/manifest.h"

#include <stdlib.h>

/* Texts that contacts share: more would be as many as there are contacts. */
#define SHARED_MOST 20000u
#define EFFECTS_MOST 200u

bool
page_flush(struct page *page, struct error *error)
{
	bool well = side_file_write(page->file, buffer_span(&page->buffer), error);
	buffer_clear(&page->buffer);
	return well;
}

static json_t *
read_document(const struct page *page, const char *name_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", page->run_z, name_z);
	json_t *document = document_read(path_z, error);
	free(path_z);
	return document;
}

static bool
read_begin(struct page *page, struct error *error)
{
	json_t *started = read_document(page, "started.json", error);
	page->begun = document_number(started, "at");
	json_decref(started);
	page->manifest = started ? read_document(page, MANIFEST_FILE, error) : NULL;
	if (!page->manifest)
		return false;
	char *as_of_z = document_text_z(page->manifest, "as_of");
	bool well = (as_of_z && date_parse(span_from_z(as_of_z), &page->as_of)) ||
		    error_set(error, STATUS_SYSTEM, "%s/%s: names no day (as_of)", page->run_z,
			    MANIFEST_FILE);
	free(as_of_z);
	return well;
}

static bool
open_page(struct page *page, const char *page_z, struct error *error)
{
	if (!read_begin(page, error) || !stage_list_read(&page->stages, page->run_z, error))
		return false;
	page->cuts = memory_zeroed(page->stages.count, sizeof(*page->cuts));
	page->touched_by = memory_zeroed(page->stages.count, sizeof(*page->touched_by));
	page->expected = document_number(json_object_get(page->manifest, "counts"), "changed");
	for (size_t i = 0; i < page->stages.count; i++)
		if (strcmp(page->stages.list[i].filter_z, "purge") == 0)
			page->expected += page->stages.list[i].gone;
	page->file = side_file_create(page_z, OUTPUT_NEW, error);
	return page->file != NULL;
}

/* What stands where the frame says {{NAME}}. */
static bool
fill_in(struct page *page, struct span name, struct error *error)
{
	if (span_equal_z(name, "contacts"))
		return page_flush(page, error) && page_write_contacts(page, error);
	if (span_equal_z(name, "summary"))
		return page_write_summary(page, error);
	if (span_equal_z(name, "style"))
		buffer_add(&page->buffer, page_part(PAGE_STYLE));
	else if (span_equal_z(name, "script"))
		buffer_add(&page->buffer, page_part(PAGE_SCRIPT));
	else if (span_equal_z(name, "style-digest"))
		page_add_part_digest(&page->buffer, PAGE_STYLE);
	else if (span_equal_z(name, "script-digest"))
		page_add_part_digest(&page->buffer, PAGE_SCRIPT);
	return page_flush(page, error);
}

static void
close_page(struct page *page)
{
	for (size_t i = 0; page->cuts && i < page->stages.count; i++)
		page_cut_free(&page->cuts[i]);
	free(page->cuts);
	free(page->touched_by);
	free(page->pieces);
	page_groups_free(&page->groups);
	page_texts_free(&page->changes);
	page_texts_free(&page->effects);
	page_texts_free(&page->group_lists);
	page_texts_free(&page->key_fields);
	arena_free(&page->arena);
	stage_list_free(&page->stages);
	json_decref(page->manifest);
	side_file_free(page->file);
	buffer_free(&page->buffer);
}

bool
page_write(const char *run_z, const char *runs_z, const char *page_z, struct error *error)
{
	struct page page = {
		.run_z = run_z,
		.runs_z = runs_z,
		.changes = {.most = SHARED_MOST},
		.effects = {.most = EFFECTS_MOST},
		.group_lists = {.most = SHARED_MOST},
		.key_fields = {.most = KEY_COLUMNS_MOST + 1},
	};
	size_t at = 0;
	struct span name = span_of("", 0);
	bool well = open_page(&page, page_z, error);
	while (well && (name = page_add_frame(&page.buffer, &at)).length)
		well = fill_in(&page, name, error);
	well = well && page_flush(&page, error) && side_file_publish(page.file, error);
	close_page(&page);
	return well;
}

bool
page_write_into_run(const char *run_z, const char *runs_z, struct error *error)
{
	char *page_z = text_formatted_z("%s/%s", run_z, PAGE_FILE);
	bool well = page_write(run_z, runs_z, page_z, error);
	free(page_z);
	return well;
}

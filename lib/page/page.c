/* page.c - see page.h: begun before the proof, filled during it, finished when the manifest is
 * there */
#include "page/page.h"

#include "cli/memory.h"
#include "page/page_internal.h"
#include "page/page_parts.h"
#include "run/document.h"
#include "run/manifest.h"
#include "run/run_folder.h"

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
	json_t *started = read_document(page, RUN_STARTED_FILE, error);
	page->begun = document_number(started, "at");
	json_decref(started);
	return started != NULL;
}

/* What stands where the frame says {{NAME}}; the data is written by others. */
static void
fill_in(struct buffer *buffer, struct span name)
{
	if (span_equal_z(name, "style"))
		buffer_add(buffer, page_part(PAGE_STYLE));
	else if (span_equal_z(name, "script"))
		buffer_add(buffer, page_part(PAGE_SCRIPT));
	else if (span_equal_z(name, "style-digest"))
		page_add_part_digest(buffer, PAGE_STYLE);
	else if (span_equal_z(name, "script-digest"))
		page_add_part_digest(buffer, PAGE_SCRIPT);
}

/* Add the frame up to where it says {{STOP}}, or to its end. */
static void
add_frame_until(struct page *page, const char *stop_z)
{
	struct span name;
	while ((name = page_add_frame(&page->buffer, &page->frame_at)).length &&
		!span_equal_z(name, stop_z))
		fill_in(&page->buffer, name);
}

static void
free_stage(struct page *page, size_t i)
{
	page_cut_free(&page->cuts[i]);
	buffer_free(&page->last_effects[i].field);
	buffer_free(&page->last_effects[i].to);
}

static void
page_free(struct page *page)
{
	if (!page)
		return;
	for (size_t i = 0; i < page->stages->count; i++)
		free_stage(page, i);
	free(page->cuts);
	free(page->touched_by);
	free(page->change_list);
	free(page->last_effects);
	free(page->run_z);
	page_groups_free(&page->groups);
	page_texts_free(&page->changes);
	page_texts_free(&page->effects);
	page_texts_free(&page->group_lists);
	page_texts_free(&page->key_fields);
	arena_free(&page->arena);
	json_decref(page->manifest);
	side_file_free(page->file);
	buffer_free(&page->buffer);
	buffer_free(&page->scratch);
	free(page);
}

static struct page *
page_new(const char *run_z, const struct stage_list *stages, struct date as_of)
{
	struct page *page = memory_zeroed(1, sizeof(*page));
	page->run_z = memory_copied_z(run_z, strlen(run_z));
	page->stages = stages;
	page->as_of = as_of;
	page->changes.most = page->group_lists.most = SHARED_MOST;
	page->effects.most = EFFECTS_MOST;
	page->key_fields.most = KEY_COLUMNS_MOST + 1;
	page->cuts = memory_zeroed(stages->count, sizeof(*page->cuts));
	page->last_effects = memory_zeroed(stages->count, sizeof(*page->last_effects));
	page->touched_by = memory_zeroed(stages->count, sizeof(*page->touched_by));
	for (size_t i = 0; i < stages->count; i++) {
		const struct run_stage *stage = &stages->list[i];
		page->expected += stage->changed;
		page->expected += strcmp(stage->filter_z, "purge") == 0 ? stage->gone : 0;
	}
	page->watcher = page_watcher(page);
	return page;
}

static struct page *
begin_as(const char *run_z, const char *page_z, const struct stage_list *stages, struct date as_of,
	struct error *error)
{
	struct page *page = page_new(run_z, stages, as_of);
	if (read_begin(page, error))
		page->file = side_file_create(page_z, OUTPUT_NEW, error);
	if (!page->file) {
		page_free(page);
		return NULL;
	}
	add_frame_until(page, "contacts");
	buffer_add_byte(&page->buffer, '[');
	return page;
}

static struct page *
page_begin(
	const char *run_z, const struct stage_list *stages, struct date as_of, struct error *error)
{
	char *page_z = text_formatted_z("%s/%s", run_z, PAGE_FILE);
	struct page *page = begin_as(run_z, page_z, stages, as_of, error);
	free(page_z);
	return page;
}

static const struct proof_watcher *
page_get_watcher(const struct page *page)
{
	return &page->watcher;
}

static bool
page_finish(struct page *page, const char *runs_z, struct error *error)
{
	page->runs_z = runs_z;
	page->manifest = read_document(page, MANIFEST_FILE, error);
	if (!page->manifest)
		return false;
	buffer_add_z(&page->buffer, "\n]");
	add_frame_until(page, "summary");
	if (!page_write_summary(page, error))
		return false;
	add_frame_until(page, "");
	return page_flush(page, error) && side_file_publish(page->file, error);
}

const struct page_maker review_page_maker = {
	.begin = page_begin,
	.watcher = page_get_watcher,
	.finish = page_finish,
	.free = page_free,
};

static char *
file_z(const char *run_z, const json_t *manifest, const char *part_z)
{
	const char *name_z = json_string_value(
		json_object_get(json_object_get(manifest, part_z), "file"));
	return text_formatted_z("%s/%s", run_z, name_z ? name_z : "");
}

/* The day that the manifest says the run took for today. */
static bool
read_as_of(const json_t *manifest, struct date *as_of, struct error *error)
{
	const char *as_of_z = json_string_value(json_object_get(manifest, "as_of"));
	return (as_of_z && date_parse(span_from_z(as_of_z), as_of)) ||
	       error_set(error, STATUS_SYSTEM, "%s: as_of is no day", MANIFEST_FILE);
}

static bool
prove(const char *run_z, const json_t *manifest, const struct page *page, struct error *error)
{
	char *export_z = file_z(run_z, manifest, "export");
	char *cleaned_z = file_z(run_z, manifest, "cleaned");
	const char *print_z = json_string_value(
		json_object_get(json_object_get(manifest, "cleaned"), MANIFEST_PRINT));
	size_t column_count = 0;
	char **columns_z = document_texts_z(
		json_object_get(manifest, "export"), "columns", &column_count);
	struct proof_request request = {
		.export_z = export_z,
		.cleaned_z = cleaned_z,
		.stages = page->stages,
		.cleaned_print_z = print_z ? print_z : "",
		.columns_z = (const char *const *)columns_z,
		.column_count = column_count,
		.quiet = true,
		.watcher = &page->watcher,
	};
	struct proof_counts counts;
	bool well = proof_run(&request, &counts, error);
	document_texts_free(columns_z, column_count);
	free(export_z);
	free(cleaned_z);
	return well;
}

bool
page_write(const char *run_z, const char *runs_z, const char *page_z, struct error *error)
{
	struct stage_list stages = {0};
	struct date as_of;
	char *manifest_z = text_formatted_z("%s/%s", run_z, MANIFEST_FILE);
	json_t *manifest = document_read(manifest_z, error);
	struct page *page = NULL;
	if (manifest && read_as_of(manifest, &as_of, error) &&
		stage_list_read(&stages, run_z, error))
		page = begin_as(run_z, page_z, &stages, as_of, error);
	bool well = page && prove(run_z, manifest, page, error) && page_finish(page, runs_z, error);
	page_free(page);
	stage_list_free(&stages);
	json_decref(manifest);
	free(manifest_z);
	return well;
}

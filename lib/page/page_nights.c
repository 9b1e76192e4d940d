/* page_nights.c - see page_internal.h: what came before this run */
#include "cli/memory.h"
#include "page/page_internal.h"
#include "page/page_text.h"
#include "run/approval.h"
#include "run/document.h"
#include "run/manifest.h"
#include "run/run_command.h"
#include "run/run_folder.h"
#include "run/run_list.h"

#include <stdlib.h>
#include <unistd.h>

#define NIGHTS_MOST 9 /* the tenth is this one */

/* What all earlier runs are compared with. */
struct own_names {
	const char *run_z, *program_z; /* of the manifest */
	char *pipeline_z;
};

static bool
read_name(const struct page *page, const char *name_z, const char **text_z, struct error *error)
{
	*text_z = json_string_value(json_object_get(page->manifest, name_z));
	return *text_z ||
	       error_set(error, STATUS_SYSTEM, "%s: %s is no text", MANIFEST_FILE, name_z);
}

/* Earlier runs of the same program and pipeline, which were proposed: oldest first. */
static size_t
find_earlier(const struct run_list *runs, const struct page *page, const struct own_names *own,
	const struct listed_run **earlier)
{
	size_t count = 0;
	for (size_t i = 0; i < runs->count; i++) {
		const struct listed_run *run = &runs->list[i];
		if (run->state == RUN_PROPOSED && (uint64_t)run->at <= page->begun &&
			strcmp(run->name_z, own->run_z) != 0 &&
			strcmp(run->program_z, own->program_z) == 0 &&
			strcmp(run->pipeline_z, own->pipeline_z) == 0)
			earlier[count++] = run;
	}
	return count;
}

static void
add_night(struct buffer *json, const struct listed_run *run, bool approved)
{
	const struct proof_counts *counts = &run->counts;
	buffer_add_z(json, "{\"run\":");
	page_add_text(json, span_from_z(run->name_z));
	buffer_add_format(json,
		",\"at\":%lld,\"reachable\":%llu,\"reachableAfter\":%llu,\"changed\":%llu,"
		"\"approved\":%s}",
		(long long)run->at, (unsigned long long)counts->reachable,
		(unsigned long long)counts->reachable_after, (unsigned long long)counts->changed,
		approved ? "true" : "false");
}

/* The policy as text: the script, or the filters that were given by hand. */
static void
add_policy_of(struct buffer *json, const char *run_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", run_z, MANIFEST_FILE);
	json_t *manifest = document_read(path_z, error);
	free(path_z);
	const json_t *pipeline = json_object_get(manifest, "pipeline");
	const json_t *filters = json_object_get(pipeline, "filters");
	char *script_z = text_formatted_z("%s/%s", run_z, RUN_PIPELINE);
	if (json_is_array(filters))
		page_add_document(json, filters);
	else
		page_add_file(json, script_z, error);
	free(script_z);
	json_decref(manifest);
}

static void
add_policy(struct buffer *json, const struct page *page, const struct listed_run *approved,
	struct error *error)
{
	buffer_add_z(json, ",\"policy\":{\"now\":");
	add_policy_of(json, page->run_z, error);
	if (approved) {
		buffer_add_z(json, ",\"approvedRun\":");
		page_add_text(json, span_from_z(approved->name_z));
		buffer_add_z(json, ",\"approved\":");
		add_policy_of(json, approved->path_z, error);
	}
	buffer_add_byte(json, '}');
}

static bool
read_own_names(const struct page *page, struct own_names *own, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", page->run_z, RUN_STARTED_FILE);
	json_t *started = document_read(path_z, error);
	free(path_z);
	own->pipeline_z = document_text_z(started, "pipeline");
	json_decref(started);
	if (!own->pipeline_z)
		own->pipeline_z = memory_copied_z("", 0);
	return started && read_name(page, "run", &own->run_z, error) &&
	       read_name(page, "program", &own->program_z, error);
}

/* The last of the earlier runs, and the one of them that was approved last (NULL: none was). */
static void
add_nights(struct buffer *json, const struct listed_run **earlier, size_t count,
	const struct listed_run **approved, struct error *error)
{
	*approved = NULL;
	buffer_add_z(json, ",\"nights\":[");
	for (size_t i = 0; i < count; i++) {
		bool is_approved = false;
		approval_exists(earlier[i]->path_z, &is_approved, error);
		if (is_approved)
			*approved = earlier[i];
		if (i + NIGHTS_MOST < count)
			continue;
		if (i && i + NIGHTS_MOST > count)
			buffer_add_byte(json, ',');
		add_night(json, earlier[i], is_approved);
	}
	buffer_add_byte(json, ']');
}

bool
page_add_nights(struct buffer *json, const struct page *page, struct error *error)
{
	struct run_list runs = {0};
	struct own_names own = {0};
	const struct listed_run **earlier = NULL, *approved;
	if (read_own_names(page, &own, error) && run_list_read(&runs, page->runs_z, error)) {
		earlier = memory_zeroed(runs.count + 1, sizeof(const void *));
		size_t count = find_earlier(&runs, page, &own, earlier);
		add_nights(json, earlier, count, &approved, error);
		add_policy(json, page, approved, error);
	}
	free(own.pipeline_z);
	free(earlier);
	run_list_free(&runs);
	return error->status == STATUS_OK;
}

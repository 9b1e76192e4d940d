/* stage_list.c - see stage_list.h */
#include "run/stage_list.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "run/document.h"
#include "run/folder.h"
#include "run/stage_folder.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static bool
refuse_unended(const struct run_stage *stage, struct error *error)
{
	return error_set(error, STATUS_REFUSED,
		"the stage %s did not end; what it said (in a run, log.txt) tells why",
		stage->name_z);
}

/* One that is not there says that the stage did not end; one that cannot be read, why not. */
static json_t *
read_document(const struct run_stage *stage, const char *name_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", stage->path_z, name_z);
	json_t *document = document_read(path_z, error);
	if (!document && access(path_z, F_OK) != 0)
		refuse_unended(stage, error);
	free(path_z);
	return document;
}

static bool
read_started(struct run_stage *stage, struct error *error)
{
	json_t *document = read_document(stage, STAGE_STARTED, error);
	if (!document)
		return false;
	stage->filter_z = document_text_z(document, "filter");
	stage->where_z = document_text_z(document, "where");
	stage->reason_z = document_text_z(document, "reason");
	stage->keys_z = document_texts_z(document, "keys", &stage->key_count);
	stage->has_journal = json_is_true(json_object_get(document, "journal"));
	stage->capped = json_object_get(document, "max_changes") != NULL;
	stage->max_changes = document_number(document, "max_changes");
	stage->takes_out = json_is_true(json_object_get(document, "takes_out"));
	json_decref(document);
	return stage->filter_z ||
	       error_set(error, STATUS_SYSTEM, "%s: started.json names no filter", stage->path_z);
}

static enum format
format_of(const json_t *document, const char *name_z)
{
	const char *text_z = json_string_value(json_object_get(document, name_z));
	return text_z && strcmp(text_z, "ndjson") == 0 ? FORMAT_NDJSON : FORMAT_CSV;
}

static bool
read_ended(struct run_stage *stage, struct error *error)
{
	json_t *document = read_document(stage, STAGE_ENDED, error);
	if (!document)
		return false;
	stage->from = format_of(document, "from");
	stage->to = format_of(document, "to");
	const char *delimiter_z = json_string_value(json_object_get(document, "delimiter"));
	stage->delimiter = delimiter_z && *delimiter_z ? (unsigned char)*delimiter_z : ',';
	stage->fields_z = document_texts_z(document, "fields", &stage->field_count);
	stage->process_z = document_text_z(document, "process");
	stage->place = document_number(document, "place");
	stage->input_z = document_text_z(document, "input");
	stage->output_z = document_text_z(document, "output");
	stage->read = document_number(document, "read");
	stage->written = document_number(document, "written");
	stage->changed = document_number(document, "changed");
	stage->gone = document_number(document, "gone");
	stage->rejected = document_number(document, "rejected");
	stage->held = document_number(document, "held");
	stage->protected = document_number(document, "protected");
	stage->keyless = document_number(document, "keyless");
	stage->left_alone = document_number(document, "left_alone");
	json_decref(document);
	if (!stage->process_z || !stage->input_z || !stage->output_z)
		return error_set(error, STATUS_REFUSED,
			"the stage %s does not tell what it read and wrote", stage->name_z);
	if (stage->read == stage->written + stage->gone + stage->rejected)
		return true;
	return error_set(error, STATUS_REFUSED,
		"the stage %s read %llu records, but wrote %llu, took out %llu and rejected %llu",
		stage->name_z, (unsigned long long)stage->read, (unsigned long long)stage->written,
		(unsigned long long)stage->gone, (unsigned long long)stage->rejected);
}

static int
by_name(const void *a, const void *b)
{
	const struct run_stage *first = a, *second = b;
	return strcmp(first->name_z, second->name_z);
}

static bool
find_stages(struct stage_list *stages, const char *path_z, struct error *error)
{
	DIR *folder = opendir(path_z);
	if (!folder)
		return error_set_errno(error, "%s: cannot open", path_z);
	bool well = true;
	const struct dirent *entry;
	while ((entry = folder_next(folder, path_z, &well, error))) {
		if (entry->d_name[0] == '.')
			continue;
		stages->list = memory_resized(
			stages->list, stages->count + 1, sizeof(*stages->list));
		stages->list[stages->count++] = (struct run_stage){
			.name_z = memory_copied_z(entry->d_name, strlen(entry->d_name)),
			.path_z = text_formatted_z("%s/%s", path_z, entry->d_name),
		};
	}
	closedir(folder);
	if (stages->count)
		qsort(stages->list, stages->count, sizeof(*stages->list), by_name);
	return well;
}

bool
stage_list_read(struct stage_list *stages, const char *run_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", run_z, "stages");
	bool well = find_stages(stages, path_z, error);
	free(path_z);
	if (well && !stages->count)
		return error_set(error, STATUS_REFUSED,
			"the pipeline ran no filter of roster, so nothing can be proved");
	for (size_t i = 0; well && i < stages->count; i++)
		well = read_started(&stages->list[i], error) && read_ended(&stages->list[i], error);
	return well;
}

void
stage_list_free(struct stage_list *stages)
{
	for (size_t i = 0; i < stages->count; i++) {
		struct run_stage *stage = &stages->list[i];
		free(stage->name_z);
		free(stage->path_z);
		free(stage->filter_z);
		free(stage->where_z);
		free(stage->reason_z);
		free(stage->process_z);
		free(stage->input_z);
		free(stage->output_z);
		document_texts_free(stage->keys_z, stage->key_count);
		document_texts_free(stage->fields_z, stage->field_count);
	}
	free(stages->list);
	*stages = (struct stage_list){0};
}

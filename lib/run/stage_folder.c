/* stage_folder.c - see stage_folder.h */
#include "run/stage_folder.h"

#include "cli/memory.h"
#include "format/json_text.h"
#include "io/buffer.h"
#include "io/sink.h"
#include "run/document.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct stage_folder {
	char *path_z;
	struct sink *gone;
	struct buffer line;
};

static bool
make_folder(const char *path_z, struct error *error)
{
	if (mkdir(path_z, 0700) == 0)
		return true;
	if (errno == EEXIST)
		return error_set(error, STATUS_USAGE,
			"%s: a stage of that name is in the run already; give one of them another "
			"name with --stage",
			path_z);
	return error_set_errno(error, "%s: cannot make the stage's folder", path_z);
}

static json_t *
text_of(struct span text)
{
	return json_stringn(text.data, text.length);
}

static bool
write_started(struct stage_folder *folder, const struct stage_description *description,
	struct error *error)
{
	json_t *keys = json_array();
	for (size_t i = 0; i < description->key_count; i++)
		json_array_append_new(keys, text_of(description->keys[i]));
	json_t *document = json_pack("{ss ss ss* ss* so sb sb ss}", "stage", description->stage_z,
		"filter", description->filter_z, "where", description->where_z, "reason",
		description->reason_z, "keys", keys, "journal", description->has_journal,
		"takes_out", description->takes_out, "roster", ROSTER_VERSION);
	if (description->max_changes)
		json_object_set_new(document, "max_changes",
			json_integer((json_int_t)*description->max_changes));
	char *path_z = stage_folder_path_z(folder, STAGE_STARTED);
	bool well = document_write(path_z, document, error);
	free(path_z);
	json_decref(document);
	return well;
}

static bool
open_gone(struct stage_folder *folder, struct error *error)
{
	char *path_z = stage_folder_path_z(folder, STAGE_GONE);
	struct sink_options options = {
		.path_z = path_z, .kind = OUTPUT_NEW, .gzip = true, .threads = 1};
	folder->gone = sink_open(&options, error);
	free(path_z);
	return folder->gone != NULL;
}

struct stage_folder *
stage_folder_create(const struct stage_description *description, struct error *error)
{
	struct stage_folder *folder = memory_zeroed(1, sizeof(*folder));
	folder->path_z = text_formatted_z("%s/stages/%s", description->run_z, description->stage_z);
	if (!make_folder(folder->path_z, error) || !write_started(folder, description, error) ||
		!open_gone(folder, error)) {
		stage_folder_free(folder);
		return NULL;
	}
	return folder;
}

char *
stage_folder_path_z(const struct stage_folder *folder, const char *name_z)
{
	return text_formatted_z("%s/%s", folder->path_z, name_z);
}

bool
stage_folder_add_gone(
	struct stage_folder *folder, const struct stage_gone *gone, struct error *error)
{
	struct buffer *line = &folder->line;
	buffer_clear(line);
	buffer_add_byte(line, '{');
	if (gone->key.length)
		json_add_member(line, "key", gone->key);
	if (gone->key_field.length)
		json_add_member(line, "key_field", gone->key_field);
	buffer_add_format(line, "%s\"number\":%llu", gone->key.length ? "," : "",
		(unsigned long long)gone->number);
	buffer_add_z(line, gone->rejected ? ",\"rejected\":true}\n" : "}\n");
	return sink_write(folder->gone, buffer_span(line), error);
}

bool
stage_folder_end(
	struct stage_folder *folder, const struct stage_result *result, struct error *error)
{
	if (!sink_finish(folder->gone, error))
		return false;
	const struct stage_passage *passage = result->passage;
	const char delimiter_z[] = {passage->delimiter, '\0'};
	json_t *document = json_pack("{ss ss ss ss sI ss ss}", "from", passage->from_z, "to",
		passage->to_z, "delimiter", delimiter_z, "process", passage->process_z, "place",
		(json_int_t)result->place, "input", passage->input_z, "output", passage->output_z);
	json_t *fields = json_array();
	for (size_t i = 0; i < result->field_count; i++)
		json_array_append_new(fields, text_of(result->fields[i]));
	json_object_set_new(document, "fields", fields);
	for (size_t i = 0; i < result->count_count; i++)
		json_object_set_new(document, result->counts[i].name_z,
			json_integer((json_int_t)result->counts[i].value));
	char *path_z = stage_folder_path_z(folder, STAGE_ENDED);
	bool well = document_write(path_z, document, error);
	free(path_z);
	json_decref(document);
	return well;
}

void
stage_folder_free(struct stage_folder *folder)
{
	if (!folder)
		return;
	sink_close(folder->gone);
	buffer_free(&folder->line);
	free(folder->path_z);
	free(folder);
}

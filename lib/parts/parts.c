/* parts.c - see parts.h */
#include "parts/parts.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/path.h"
#include "run/document.h"

#include <stdlib.h>

struct part *
parts_add(struct parts *parts)
{
	parts->list = memory_resized(parts->list, parts->count + 1, sizeof(*parts->list));
	struct part *part = &parts->list[parts->count++];
	*part = (struct part){
		.path_z = text_formatted_z("%s/%04zu", parts->folder_z, parts->count)};
	return part;
}

char *
part_path_z(const struct part *part, const char *name_z)
{
	return text_formatted_z("%s/%s", part->path_z, name_z);
}

bool
parts_write(const struct parts *parts, struct error *error)
{
	json_t *list = json_array();
	for (size_t i = 0; i < parts->count; i++)
		json_array_append_new(
			list, json_pack("{sI sI ss}", "records", (json_int_t)parts->list[i].records,
				      "lines_before", (json_int_t)parts->list[i].lines_before,
				      "xxh128", parts->list[i].print_z));
	json_t *document = json_pack(
		"{ss ss so}", "export", parts->export_z, "xxh128", parts->print_z, "parts", list);
	char *path_z = text_formatted_z("%s/%s", parts->folder_z, PARTS_DOCUMENT);
	bool well = document ? document_write(path_z, document, error)
			     : error_set(error, STATUS_USAGE, "%s: the file's name is not UTF-8",
				       parts->export_z);
	free(path_z);
	json_decref(document);
	return well;
}

static void
read_print(char print_z[FINGERPRINT_TEXT_SIZE], const json_t *document)
{
	const char *text_z = json_string_value(json_object_get(document, "xxh128"));
	if (text_z && strlen(text_z) == FINGERPRINT_TEXT_SIZE - 1)
		memcpy(print_z, text_z, FINGERPRINT_TEXT_SIZE);
}

static void
read_list(struct parts *parts, const json_t *list)
{
	uint64_t records = 0;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *entry = json_array_get(list, i);
		struct part *part = parts_add(parts);
		part->records_before = records;
		part->records = document_number(entry, "records");
		part->lines_before = document_number(entry, "lines_before");
		read_print(part->print_z, entry);
		records += part->records;
	}
}

bool
parts_read(struct parts *parts, const char *folder_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", folder_z, PARTS_DOCUMENT);
	bool there;
	bool looked = path_exists(path_z, &there, error);
	json_t *document = there ? document_read(path_z, error) : NULL;
	free(path_z);
	if (!looked || (there && !document))
		return false;
	if (document) {
		parts->folder_z = memory_copied_z(folder_z, strlen(folder_z));
		parts->export_z = document_text_z(document, "export");
		read_print(parts->print_z, document);
		read_list(parts, json_object_get(document, "parts"));
		json_decref(document);
	}
	return (parts->export_z && parts->count) ||
	       error_set(error, STATUS_USAGE,
		       "%s: is no folder that roster split has finished (it has no " PARTS_DOCUMENT
		       ")",
		       folder_z);
}

void
parts_free(struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		free(parts->list[i].path_z);
	free(parts->list);
	free(parts->folder_z);
	free(parts->export_z);
	*parts = (struct parts){0};
}

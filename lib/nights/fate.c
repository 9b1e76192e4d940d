/* fate.c - see fate.h */
#include "nights/fate.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "run/document.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct fate_part *
find_part(const struct fate *fate, const char *name_z)
{
	for (size_t i = 0; i < fate->part_count; i++)
		if (strcmp(fate->parts[i].name_z, name_z) == 0)
			return &fate->parts[i];
	return NULL;
}

static struct fate_part *
add_part(struct fate *fate, const char *name_z)
{
	fate->parts = memory_resized(fate->parts, fate->part_count + 1, sizeof(*fate->parts));
	struct fate_part *part = &fate->parts[fate->part_count++];
	*part = (struct fate_part){.name_z = memory_copied_z(name_z, strlen(name_z))};
	return part;
}

/* A name that leads elsewhere is none of ours. */
static bool
is_name(const char *name_z)
{
	return name_z && *name_z && !strchr(name_z, '/');
}

static bool
read_approval(struct fate *fate, const char *path_z, struct error *error)
{
	if (access(path_z, F_OK) != 0 && errno == ENOENT)
		return true;
	json_t *document = document_read(path_z, error);
	if (!document)
		return false;
	fate->by_z = document_text_z(document, "by");
	fate->at_z = document_text_z(document, "at");
	const json_t *files = json_object_get(document, "files");
	for (size_t i = 0; i < json_array_size(files); i++) {
		const char *name_z = json_string_value(
			json_object_get(json_array_get(files, i), "name"));
		if (is_name(name_z) && !find_part(fate, name_z))
			add_part(fate, name_z);
	}
	json_decref(document);
	return (fate->by_z && fate->at_z) ||
	       error_set(error, STATUS_SYSTEM, "%s: it does not say by whom and when", path_z);
}

static bool
take_line(struct fate *fate, const json_t *line)
{
	const char *name_z = json_string_value(json_object_get(line, "part"));
	const char *at_z = json_string_value(json_object_get(line, "at"));
	if (!is_name(name_z) || !at_z)
		return false;
	struct fate_part *part = find_part(fate, name_z);
	if (!part)
		part = add_part(fate, name_z);
	if (part->uploaded_z) /* said twice; the first time counts */
		return true;
	part->uploaded_z = memory_copied_z(at_z, strlen(at_z));
	part->uploaded_by_z = document_text_z(line, "by");
	fate->uploaded_count++;
	return true;
}

static bool
read_uploads(struct fate *fate, const char *path_z, struct error *error)
{
	FILE *file = fopen(path_z, "r");
	if (!file)
		return errno == ENOENT || error_set_errno(error, "%s: cannot open", path_z);
	char *line_z = NULL;
	size_t capacity = 0;
	ssize_t length;
	bool well = true;
	for (uint64_t number = 1; well && (length = getline(&line_z, &capacity, file)) > 0;
		number++) {
		if (line_z[length - 1] != '\n') /* cut off by a crash, so it was not noted */
			break;
		json_t *line = json_loadb(line_z, (size_t)length, JSON_REJECT_DUPLICATES, NULL);
		well = take_line(fate, line) ||
		       error_set(error, STATUS_SYSTEM,
			       "%s:%llu: this line does not say what was uploaded and when", path_z,
			       (unsigned long long)number);
		json_decref(line);
	}
	free(line_z);
	fclose(file);
	return well;
}

bool
fate_read(struct fate *fate, const char *folder_z, struct error *error)
{
	char *approval_z = text_formatted_z("%s/" APPROVAL_FILE, folder_z);
	char *uploaded_z = text_formatted_z("%s/" UPLOADED_FILE, folder_z);
	bool well = read_approval(fate, approval_z, error) && read_uploads(fate, uploaded_z, error);
	free(approval_z);
	free(uploaded_z);
	return well;
}

void
fate_free(struct fate *fate)
{
	for (size_t i = 0; i < fate->part_count; i++) {
		free(fate->parts[i].name_z);
		free(fate->parts[i].uploaded_z);
		free(fate->parts[i].uploaded_by_z);
	}
	free(fate->parts);
	free(fate->by_z);
	free(fate->at_z);
	*fate = (struct fate){0};
}

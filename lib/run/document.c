/* document.c - see document.h */
#include "run/document.h"

#include "cli/memory.h"
#include "io/side_file.h"

#include <stdlib.h>

json_t *
document_read(const char *path_z, struct error *error)
{
	json_error_t reason;
	json_t *document = json_load_file(path_z, JSON_REJECT_DUPLICATES, &reason);
	if (document && json_is_object(document))
		return document;
	json_decref(document);
	error_set(error, STATUS_SYSTEM, "%s: cannot be read as a JSON object: %s", path_z,
		document ? "it is none" : reason.text);
	return NULL;
}

bool
document_write(const char *path_z, const json_t *document, struct error *error)
{
	char *text_z = json_dumps(document, JSON_INDENT(2));
	if (!text_z)
		return error_set(error, STATUS_SYSTEM, "%s: the document is no JSON", path_z);
	struct side_file *file = side_file_create(path_z, OUTPUT_NEW, error);
	bool well = file && side_file_write(file, span_from_z(text_z), error) &&
		    side_file_write(file, span_of("\n", 1), error) &&
		    side_file_publish(file, error);
	side_file_free(file);
	free(text_z);
	return well;
}

char *
document_text_z(const json_t *document, const char *name_z)
{
	const json_t *member = json_object_get(document, name_z);
	return member && json_is_string(member)
		       ? memory_copied_z(json_string_value(member), json_string_length(member))
		       : NULL;
}

char **
document_texts_z(const json_t *document, const char *name_z, size_t *count)
{
	const json_t *array = json_object_get(document, name_z);
	size_t size = array ? json_array_size(array) : 0;
	char **texts_z = memory_zeroed(size, sizeof(*texts_z));
	*count = 0;
	for (size_t i = 0; i < size; i++) {
		const json_t *element = json_array_get(array, i);
		if (json_is_string(element))
			texts_z[(*count)++] = memory_copied_z(
				json_string_value(element), json_string_length(element));
	}
	return texts_z;
}

void
document_texts_free(char **texts_z, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(texts_z[i]);
	free(texts_z);
}

uint64_t
document_number(const json_t *document, const char *name_z)
{
	json_int_t value = json_integer_value(json_object_get(document, name_z));
	return value > 0 ? (uint64_t)value : 0;
}

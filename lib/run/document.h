/* document.h - small JSON documents, read and written by jansson */
#ifndef ROSTER_RUN_DOCUMENT_H
#define ROSTER_RUN_DOCUMENT_H

#include "cli/error.h"

#include <jansson.h>
#include <stdint.h>

/* A JSON object from a file (new); NULL with error filled (STATUS_SYSTEM). */
json_t *document_read(const char *path_z, struct error *error);

/* Write `document` (borrowed) to a new file, durably: indented, its keys in their order. */
bool document_write(const char *path_z, const json_t *document, struct error *error);

/* The text of a member, NULL if it is no string; free with free(). */
char *document_text_z(const json_t *document, const char *name_z);

/* The texts of an array of strings; free with document_texts_free. */
char **document_texts_z(const json_t *document, const char *name_z, size_t *count);
void document_texts_free(char **texts_z, size_t count);

/* A number that is not negative; 0 if it is none. */
uint64_t document_number(const json_t *document, const char *name_z);

#endif

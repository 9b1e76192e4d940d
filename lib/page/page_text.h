/* page_text.h - JSON inside of HTML: nothing that a file says may end the element it stands in */
#ifndef ROSTER_PAGE_PAGE_TEXT_H
#define ROSTER_PAGE_PAGE_TEXT_H

#include "cli/error.h"
#include "io/buffer.h"

#include <jansson.h>

/* Append text, UTF-8, as a JSON string. */
void page_add_text(struct buffer *page, struct span text);

/* Append a document (borrowed); NULL is null. */
void page_add_document(struct buffer *page, const json_t *document);

#define PAGE_FILE_MOST ((size_t)1 << 20)

/*
 * Append the text of a file, of which at most the first PAGE_FILE_MOST bytes are shown; `null`
 * where there is none; what is no UTF-8 becomes `?`. False with error filled when it cannot be
 * read.
 */
bool page_add_file(struct buffer *page, const char *path_z, struct error *error);

/*
 * Append the objects of an NDJSON file as an array, at most `most` of them, and count in *count how
 * many there are: 0 where there is no such file. Members that hold whole records are left out; what
 * is no JSON is null. False with error filled when the file cannot be read.
 */
bool page_add_lines(
	struct buffer *page, const char *path_z, size_t most, size_t *count, struct error *error);

#endif

/* page_text.h - JSON inside of HTML: nothing that a file says may end the element it stands in */
#ifndef ROSTER_PAGE_PAGE_TEXT_H
#define ROSTER_PAGE_PAGE_TEXT_H

#include "io/buffer.h"

#include <jansson.h>

/*
 * Append JSON with each `<` as \u003c, which may only stand in its strings, and the line ends of
 * Unicode, which JavaScript once had trouble with, escaped too.
 */
void page_add_json(struct buffer *page, struct span json);

/* Append text, UTF-8, as a JSON string, safe in the same way. */
void page_add_text(struct buffer *page, struct span text);

/* Append a document (borrowed); NULL is null. */
void page_add_document(struct buffer *page, const json_t *document);

/* Append the text of a file, `null` where there is none; what is no UTF-8 becomes `?`. */
void page_add_file(struct buffer *page, const char *path_z);

/*
 * Append the objects of an NDJSON file as an array, at most `most` of them, and return how many
 * there are: 0 where there is no such file. Members that hold whole records are left out.
 */
size_t page_add_lines(struct buffer *page, const char *path_z, size_t most);

#endif

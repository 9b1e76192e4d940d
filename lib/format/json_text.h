/* json_text.h - the text of a JSON string, and a JSON string of a text (RFC 8259) */
#ifndef ROSTER_FORMAT_JSON_TEXT_H
#define ROSTER_FORMAT_JSON_TEXT_H

#include "io/arena.h"
#include "io/buffer.h"

/*
 * The text of a string between its quotes: itself when nothing is escaped, else decoded by
 * jansson into `arena`. False for what has no text: \u0000 and lone surrogates.
 */
bool json_text_of(struct span escaped, struct span *text, struct arena *arena);

/*
 * The texts of a raw array of strings, decoded by jansson into `arena`; *texts is an array of
 * *count spans. False when it is no array or something in it is no string with a text.
 */
bool json_texts_of_array(struct span raw, struct span **texts, size_t *count, struct arena *arena);

/* Append text as a string with its quotes; only what must be escaped is. */
void json_add_text(struct buffer *buffer, struct span text);

/* Append `"key_z":` and the text as a string, with a comma before it unless a { or [ is last. */
void json_add_member(struct buffer *buffer, const char *key_z, struct span text);

/* The same of a file's name, which may be any bytes: those that are no UTF-8 become U+FFFD. */
void json_add_path(struct buffer *buffer, const char *key_z, const char *path_z);

#endif

/* page_changes.h - one change of a journal, as JSON for the page */
#ifndef ROSTER_PAGE_PAGE_CHANGES_H
#define ROSTER_PAGE_PAGE_CHANGES_H

#include "format/format.h"
#include "io/arena.h"
#include "io/buffer.h"
#include "run/stage_cursor.h"

/*
 * Append [STAGE,FIELD,FROM,TO]: the texts that the raw bytes of the journal stand for, null where
 * the object has no such key. `arena` is for decoding.
 */
void page_add_change(struct buffer *json, size_t stage, const struct cursor_line *line,
	enum format format, struct arena *arena);

/* Append [STAGE,FIELD,TO], for counting; with `only_field` TO is null. */
void page_add_effect(struct buffer *json, size_t stage, const struct cursor_line *line,
	enum format format, bool only_field, struct arena *arena);

#endif

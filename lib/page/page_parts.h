/* page_parts.h - the plain files of the page, which the build puts into the program */
#ifndef ROSTER_PAGE_PAGE_PARTS_H
#define ROSTER_PAGE_PAGE_PARTS_H

#include "cli/span.h"
#include "io/buffer.h"

/* A part: the page around what is filled in, its style, its script. */
enum page_part { PAGE_FRAME, PAGE_STYLE, PAGE_SCRIPT };

struct span page_part(enum page_part part);

/* Append how a Content-Security-Policy names a part that may be used: sha256-BASE64. */
void page_add_part_digest(struct buffer *page, enum page_part part);

/*
 * Append the frame from *at up to its next {{NAME}} and return that name; empty at its end. *at is
 * 0 at first.
 */
struct span page_add_frame(struct buffer *page, size_t *at);

#endif

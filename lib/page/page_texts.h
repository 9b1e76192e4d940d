/* page_texts.h - texts that many contacts share, told once and counted */
#ifndef ROSTER_PAGE_PAGE_TEXTS_H
#define ROSTER_PAGE_PAGE_TEXTS_H

#include "io/buffer.h"
#include "io/span_map.h"

/* Initialise to {.most = N}; free with page_texts_free. */
struct page_texts {
	uint32_t most; /* no more than these are kept, so that memory has an end */
	struct span_map index;
	struct buffer list; /* the texts, which are JSON, joined by commas */
	uint64_t *counts;
	size_t capacity;
};

/*
 * Append the number of a text that is JSON, and no number, to `row`: or, when there are too many
 * already, the text itself.
 */
void page_texts_add(struct page_texts *texts, struct span json, struct buffer *row);

#define PAGE_TEXTS_FULL UINT32_MAX

/* Count a text: its number, or PAGE_TEXTS_FULL when it is new and there are too many already. */
uint32_t page_texts_count(struct page_texts *texts, struct span json);

/* Count one of a few texts for which there is always room: its number. */
uint32_t page_texts_count_always(struct page_texts *texts, struct span json);

/* Count a text by its number. */
void page_texts_count_again(struct page_texts *texts, uint32_t number);

/* Append the member `name_z`, an array of the texts, or of how often each was counted. */
void page_texts_write(struct buffer *json, const char *name_z, const struct page_texts *texts);
void page_texts_write_counts(
	struct buffer *json, const char *name_z, const struct page_texts *texts);

void page_texts_free(struct page_texts *texts);

#endif

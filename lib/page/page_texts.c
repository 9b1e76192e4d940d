/* page_texts.c - see page_texts.h */
#include "page/page_texts.h"

#include "cli/memory.h"

#include <stdlib.h>

/* The number of a text, PAGE_TEXTS_FULL when it is new and there is no room among `most`. */
static uint32_t
number_of(struct page_texts *texts, struct span json, uint32_t most)
{
	const uint32_t *known = span_map_find(&texts->index, json);
	if (known)
		return *known;
	uint32_t number = (uint32_t)texts->index.count;
	if (number >= most)
		return PAGE_TEXTS_FULL;
	if (number == texts->capacity) {
		texts->capacity = texts->capacity ? 2 * texts->capacity : 64;
		texts->counts = memory_resized(
			texts->counts, texts->capacity, sizeof(*texts->counts));
	}
	texts->counts[number] = 0;
	span_map_add(&texts->index, json, number, NULL);
	if (number)
		buffer_add_byte(&texts->list, ',');
	buffer_add(&texts->list, json);
	return number;
}

void
page_texts_add(struct page_texts *texts, struct span json, struct buffer *row)
{
	uint32_t number = number_of(texts, json, texts->most);
	if (number == PAGE_TEXTS_FULL)
		buffer_add(row, json);
	else
		buffer_add_format(row, "%lu", (unsigned long)number);
}

uint32_t
page_texts_count(struct page_texts *texts, struct span json)
{
	uint32_t number = number_of(texts, json, texts->most);
	if (number != PAGE_TEXTS_FULL)
		texts->counts[number]++;
	return number;
}

uint32_t
page_texts_count_always(struct page_texts *texts, struct span json)
{
	uint32_t number = number_of(texts, json, UINT32_MAX);
	texts->counts[number]++;
	return number;
}

void
page_texts_count_again(struct page_texts *texts, uint32_t number)
{
	texts->counts[number]++;
}

void
page_texts_write(struct buffer *json, const char *name_z, const struct page_texts *texts)
{
	buffer_add_format(json, ",\"%s\":[", name_z);
	buffer_add(json, buffer_span(&texts->list));
	buffer_add_byte(json, ']');
}

void
page_texts_write_counts(struct buffer *json, const char *name_z, const struct page_texts *texts)
{
	buffer_add_format(json, ",\"%s\":[", name_z);
	for (size_t i = 0; i < texts->index.count; i++)
		buffer_add_format(
			json, "%s%llu", i ? "," : "", (unsigned long long)texts->counts[i]);
	buffer_add_byte(json, ']');
}

void
page_texts_free(struct page_texts *texts)
{
	span_map_free(&texts->index);
	buffer_free(&texts->list);
	free(texts->counts);
}

/* groups.c - see groups.h */
#include "record/groups.h"

#include "format/json_text.h"

#include <stdint.h>

static void
drop_empty(struct groups *groups, struct span *names, size_t count)
{
	groups->names = names;
	for (size_t i = 0; i < count; i++)
		if (names[i].length)
			names[groups->count++] = names[i];
}

static size_t
text_left(struct span text, const char *from)
{
	return text.length - (size_t)(from - text.data);
}

static void
split(struct record *record, struct groups *groups, struct span text)
{
	size_t most = 1;
	for (const char *c = text.data; (c = memchr(c, ';', text_left(text, c))); c++)
		most++;
	struct span *names = arena_take_aligned(&record->arena, most * sizeof(*names));
	size_t count = 0;
	while (count < most) {
		const char *end = count + 1 < most ? memchr(text.data, ';', text.length)
						   : text.data + text.length;
		size_t length = (size_t)(end - text.data);
		names[count++] = span_of(text.data, length);
		if (count < most)
			text = span_of(end + 1, text.length - length - 1);
	}
	drop_empty(groups, names, count);
}

bool
groups_read(struct record *record, struct column column, struct groups *groups)
{
	struct value value;
	if (!record_value(record, column, &value))
		return false;
	*groups = (struct groups){.array = value.kind == VALUE_ARRAY};
	if (value.kind == VALUE_MISSING)
		return true;
	if (value.kind == VALUE_TEXT) {
		split(record, groups, value.text);
		return true;
	}
	struct span *names;
	size_t count;
	if (value.kind != VALUE_ARRAY ||
		!json_texts_of_array(value.text, &names, &count, &record->arena))
		return record_fail(record, column, "is neither a text nor an array of texts");
	drop_empty(groups, names, count);
	return true;
}

void
groups_replace(
	struct record *record, struct column column, const struct groups *groups, struct span group)
{
	if (!groups->array) {
		record_set_text(record, column, group);
		return;
	}
	struct buffer array = {0};
	buffer_add_byte(&array, '[');
	json_add_text(&array, group);
	buffer_add_byte(&array, ']');
	record_set_raw(record, column, buffer_span(&array));
	buffer_free(&array);
}

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

static void
write_names(
	struct record *record, struct column column, const struct groups *groups, struct span group)
{
	struct buffer value = {0};
	buffer_add_z(&value, groups->array ? "[" : "");
	for (size_t i = 0; i <= groups->count; i++) {
		struct span name = i < groups->count ? groups->names[i] : group;
		if (i)
			buffer_add_byte(&value, groups->array ? ',' : ';');
		if (groups->array)
			json_add_text(&value, name);
		else
			buffer_add(&value, name);
	}
	buffer_add_z(&value, groups->array ? "]" : "");
	if (groups->array)
		record_set_raw(record, column, buffer_span(&value));
	else
		record_set_text(record, column, buffer_span(&value));
	buffer_free(&value);
}

void
groups_replace(
	struct record *record, struct column column, const struct groups *groups, struct span group)
{
	const struct groups none = {.array = groups->array};
	if (!groups->array) {
		record_set_text(record, column, group);
		return;
	}
	write_names(record, column, &none, group);
}

void
groups_add(
	struct record *record, struct column column, const struct groups *groups, struct span group)
{
	const struct span *other;
	if (!groups_have(groups, group, &other))
		write_names(record, column, groups, group);
}

bool
groups_have(const struct groups *groups, struct span group, const struct span **other)
{
	*other = NULL;
	bool found = false;
	for (size_t i = 0; i < groups->count; i++) {
		bool same = span_equal(groups->names[i], group);
		if (!same && span_equal_fold(groups->names[i], group))
			*other = &groups->names[i];
		found = found || same;
	}
	return found;
}

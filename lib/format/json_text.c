/* json_text.c - see json_text.h */
#include "format/json_text.h"

#include "format/utf8.h"

#include <jansson.h>

/* jansson reads a value only as a whole text, so the quotes must be there */
static json_t *
load(struct span raw)
{
	return json_loadb(raw.data, raw.length, JSON_DECODE_ANY, NULL);
}

bool
json_text_of(struct span escaped, struct span *text, struct arena *arena)
{
	*text = escaped;
	if (!escaped.length || !memchr(escaped.data, '\\', escaped.length))
		return true;
	json_t *string = load(span_of(escaped.data - 1, escaped.length + 2));
	if (!string)
		return false;
	*text = arena_copy(arena, span_of(json_string_value(string), json_string_length(string)));
	json_decref(string);
	return true;
}

bool
json_texts_of_array(struct span raw, struct span **texts, size_t *count, struct arena *arena)
{
	json_t *array = load(raw);
	bool well = json_is_array(array);
	*count = well ? json_array_size(array) : 0;
	*texts = arena_take_aligned(arena, (*count + 1) * sizeof(**texts));
	for (size_t i = 0; well && i < *count; i++) {
		const json_t *element = json_array_get(array, i);
		well = json_is_string(element);
		if (well)
			(*texts)[i] = arena_copy(arena,
				span_of(json_string_value(element), json_string_length(element)));
	}
	json_decref(array);
	return well;
}

static void
add_escaped(struct buffer *buffer, unsigned char c)
{
	static const char short_forms[] = "\b\t\n\f\r\"\\";
	const char *form = strchr(short_forms, c);
	if (c && form) {
		buffer_add_byte(buffer, '\\');
		buffer_add_byte(buffer, "btnfr\"\\"[form - short_forms]);
	} else {
		buffer_add_format(buffer, "\\u%04x", c);
	}
}

void
json_add_text(struct buffer *buffer, struct span text)
{
	buffer_add_byte(buffer, '"');
	size_t plain = 0;
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.data[i];
		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buffer_add(buffer, span_of(text.data + plain, i - plain));
		add_escaped(buffer, c);
		plain = i + 1;
	}
	buffer_add(buffer, span_of(text.data + plain, text.length - plain));
	buffer_add_byte(buffer, '"');
}

void
json_add_member(struct buffer *buffer, const char *key_z, struct span text)
{
	char last = buffer->length ? buffer->data[buffer->length - 1] : '{';
	if (last != '{' && last != '[')
		buffer_add_byte(buffer, ',');
	json_add_text(buffer, span_from_z(key_z));
	buffer_add_byte(buffer, ':');
	json_add_text(buffer, text);
}

void
json_add_path(struct buffer *buffer, const char *key_z, const char *path_z)
{
	struct buffer shown = {0};
	struct span rest = span_from_z(path_z);
	for (;;) {
		size_t good = utf8_check(rest);
		buffer_add(&shown, span_of(rest.data, good));
		if (good == rest.length)
			break;
		buffer_add_z(&shown, "\ufffd");
		rest = span_of(rest.data + good + 1, rest.length - good - 1);
	}
	json_add_member(buffer, key_z, buffer_span(&shown));
	buffer_free(&shown);
}

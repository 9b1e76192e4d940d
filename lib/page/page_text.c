/* page_text.c - see page_text.h */
#include "page/page_text.h"

#include "format/json_text.h"
#include "format/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* U+2028 and U+2029, of which the last byte differs. */
static bool
is_line_end(struct span json, size_t at)
{
	return json.length - at >= 3 && memcmp(json.data + at, "\xe2\x80", 2) == 0 &&
	       ((unsigned char)json.data[at + 2] & 0xfe) == 0xa8;
}

/*
 * Append JSON with each `<` as \u003c, which may only stand in its strings, and the line ends of
 * Unicode, which JavaScript once had trouble with, escaped too.
 */
static void
add_json(struct buffer *page, struct span json)
{
	size_t from = 0;
	for (size_t i = 0; i < json.length; i++) {
		bool line_end = json.data[i] == '\xe2' && is_line_end(json, i);
		if (json.data[i] != '<' && !line_end)
			continue;
		buffer_add(page, span_of(json.data + from, i - from));
		if (line_end)
			buffer_add_format(
				page, "\\u20%02x", (unsigned char)json.data[i + 2] - 0x80);
		else
			buffer_add_z(page, "\\u003c");
		i += line_end ? 2 : 0;
		from = i + 1;
	}
	buffer_add(page, span_of(json.data + from, json.length - from));
}

void
page_add_text(struct buffer *page, struct span text)
{
	struct buffer json = {0};
	json_add_text(&json, text);
	add_json(page, buffer_span(&json));
	buffer_free(&json);
}

void
page_add_document(struct buffer *page, const json_t *document)
{
	char *text_z = json_dumps(document, JSON_COMPACT | JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
	add_json(page, span_from_z(text_z ? text_z : "null"));
	free(text_z);
}

static void
make_utf8(struct buffer *text)
{
	size_t good = 0;
	for (;;) {
		struct span rest = span_of(text->data + good, text->length - good);
		good += utf8_check(rest);
		if (good == text->length)
			return;
		text->data[good++] = '?';
	}
}

/* NULL without an error where there is none. */
static FILE *
open_if_there(const char *path_z, struct error *error)
{
	FILE *file = fopen(path_z, "re");
	if (!file && errno != ENOENT)
		error_set_errno(error, "%s: cannot open", path_z);
	return file;
}

bool
page_add_file(struct buffer *page, const char *path_z, struct error *error)
{
	FILE *file = open_if_there(path_z, error);
	if (!file) {
		buffer_add_z(page, "null");
		return error->status == STATUS_OK;
	}
	struct buffer text = {0};
	buffer_reserve(&text, PAGE_FILE_MOST);
	text.length = fread(text.data, 1, PAGE_FILE_MOST, file);
	bool well = !ferror(file) || error_set_errno(error, "%s: cannot read", path_z);
	fclose(file);
	make_utf8(&text);
	page_add_text(page, buffer_span(&text));
	buffer_free(&text);
	return well;
}

static void
add_line(struct buffer *page, struct span line)
{
	json_t *object = json_loadb(line.data, line.length, 0, NULL);
	json_object_del(object, "raw");
	json_object_del(object, "raw_base64");
	page_add_document(page, object);
	json_decref(object);
}

bool
page_add_lines(
	struct buffer *page, const char *path_z, size_t most, size_t *count, struct error *error)
{
	FILE *file = open_if_there(path_z, error);
	char *line_z = NULL;
	size_t capacity = 0;
	ssize_t length;
	*count = 0;
	buffer_add_byte(page, '[');
	while (file && (length = getline(&line_z, &capacity, file)) > 0) {
		if (length <= 1 || ++*count > most)
			continue;
		if (*count > 1)
			buffer_add_byte(page, ',');
		add_line(page, span_of(line_z, (size_t)length));
	}
	buffer_add_byte(page, ']');
	if (file && ferror(file))
		error_set_errno(error, "%s: cannot read", path_z);
	free(line_z);
	if (file)
		fclose(file);
	return error->status == STATUS_OK;
}

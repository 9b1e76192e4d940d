/* shown_text.c - see shown_text.h */
#include "review/shown_text.h"

#include <stdint.h>

/* The character at text.data[*at], which is moved behind it; a stray byte stands for itself. */
static uint32_t
next_code(struct span text, size_t *at)
{
	const unsigned char *bytes = (const unsigned char *)text.data + *at;
	size_t length = bytes[0] < 0xc0 ? 1 : bytes[0] < 0xe0 ? 2 : bytes[0] < 0xf0 ? 3 : 4;
	if (length > text.length - *at)
		length = 1;
	*at += length;
	if (length == 1)
		return bytes[0];
	uint32_t code = bytes[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++)
		code = code << 6 | (bytes[i] & 0x3fu);
	return code;
}

static bool
is_unseen(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code <= 0xa0) || code == 0xad ||
	       (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202f) ||
	       (code >= 0x2060 && code <= 0x2069) || code == 0xfeff;
}

static bool
is_plain(struct span text)
{
	for (size_t i = 0; i < text.length; i++)
		if ((unsigned char)(text.data[i] - 0x20) >= 0x5f)
			return false;
	return true;
}

void
shown_text_add(struct buffer *buffer, struct span text)
{
	if (is_plain(text)) {
		buffer_add(buffer, text);
		return;
	}
	for (size_t at = 0; at < text.length;) {
		size_t start = at;
		uint32_t code = next_code(text, &at);
		if (is_unseen(code))
			buffer_add_format(buffer, "<U+%04X>", (unsigned)code);
		else
			buffer_add(buffer, span_of(text.data + start, at - start));
	}
}

static bool
must_be_quoted(struct span value)
{
	static const char arrow[] = " -> ";
	if (strchr(" \"(", value.data[0]) || value.data[value.length - 1] == ' ')
		return true;
	for (size_t i = 0; i + sizeof(arrow) - 1 <= value.length; i++)
		if (memcmp(value.data + i, arrow, sizeof(arrow) - 1) == 0)
			return true;
	return false;
}

void
shown_value_add(struct buffer *buffer, struct span value)
{
	if (!value.length) {
		buffer_add_z(buffer, "(blank)");
		return;
	}
	bool quoted = must_be_quoted(value);
	if (quoted)
		buffer_add_byte(buffer, '"');
	shown_text_add(buffer, value);
	if (quoted)
		buffer_add_byte(buffer, '"');
}

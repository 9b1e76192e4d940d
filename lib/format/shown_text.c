/* shown_text.c - see shown_text.h */
#include "format/shown_text.h"

#include "format/utf8.h"

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
		uint32_t code = utf8_next(text, &at);
		if (is_unseen(code))
			buffer_add_format(buffer, "<U+%04X>", (unsigned)code);
		else
			buffer_add(buffer, span_of(text.data + start, at - start));
	}
}

void
shown_excerpt_add(struct buffer *buffer, struct span text, size_t most)
{
	struct span excerpt = span_excerpt(text, most);
	shown_text_add(buffer, excerpt);
	if (excerpt.length < text.length)
		buffer_add_z(buffer, "...");
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

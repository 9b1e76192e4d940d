/* where_error.c - see where_error.h */
#include "where/where_error.h"

#include "io/buffer.h"

#include <stdarg.h>
#include <stdio.h>

#define WHOLE 92 /* bytes of an expression that is shown whole */
#define SIDE 40  /* characters that are shown on either side of the place else */

static bool
continues_character(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Four bytes a character at most, whatever the expression holds. */
static size_t
window_start(struct span expression, size_t offset)
{
	size_t start = offset;
	for (size_t characters = 0; start && characters < SIDE && offset - start < SIDE * 4;)
		characters += !continues_character(expression.data[--start]);
	return start;
}

static size_t
window_end(struct span expression, size_t offset)
{
	size_t end = offset;
	for (size_t characters = 0; end < expression.length && end - offset < SIDE * 4; end++) {
		characters += !continues_character(expression.data[end]);
		if (characters > SIDE)
			break;
	}
	return end;
}

/* Control characters would move the caret away from its place, or worse. */
static void
add_visible(struct buffer *buffer, struct span text)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.data[i];
		buffer_add_byte(buffer, c < 0x20 || c == 0x7f ? ' ' : text.data[i]);
	}
}

static void
add_blanks(struct buffer *buffer, struct span below)
{
	for (size_t i = 0; i < below.length; i++)
		if (!continues_character(below.data[i]))
			buffer_add_byte(buffer, ' ');
}

static void
add_place(struct buffer *buffer, struct span expression, size_t offset)
{
	static const char indent[] = "\n    ";
	size_t start = 0, end = expression.length;
	if (expression.length > WHOLE) {
		start = window_start(expression, offset);
		end = window_end(expression, offset);
	}
	struct span cut = span_from_z(start ? "..." : "");
	buffer_add_z(buffer, indent);
	buffer_add(buffer, cut);
	add_visible(buffer, span_of(expression.data + start, end - start));
	buffer_add_z(buffer, end < expression.length ? "..." : "");
	buffer_add_z(buffer, indent);
	add_blanks(buffer, cut);
	add_blanks(buffer, span_of(expression.data + start, offset - start));
	buffer_add_byte(buffer, '^');
}

bool
where_fail(const struct where_source *source, size_t offset, const char *format, ...)
{
	char message[1024];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	struct buffer text = {0};
	buffer_add_z(&text, "--where: ");
	add_visible(&text, span_from_z(message));
	add_place(&text, source->expression, offset);
	error_set(source->error, STATUS_USAGE, "%.*s", SPAN_ARGUMENTS(buffer_span(&text)));
	buffer_free(&text);
	return false;
}

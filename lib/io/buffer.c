/* buffer.c - see buffer.h */
#include "io/buffer.h"

#include "cli/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void
buffer_reserve(struct buffer *buffer, size_t more)
{
	if (buffer->capacity - buffer->length >= more)
		return;
	size_t capacity = buffer->capacity ? buffer->capacity : 64;
	while (capacity - buffer->length < more)
		capacity *= 2;
	buffer->data = memory_resized(buffer->data, capacity, 1);
	buffer->capacity = capacity;
}

void
buffer_add(struct buffer *buffer, struct span bytes)
{
	if (!bytes.length)
		return;
	buffer_reserve(buffer, bytes.length);
	memcpy(buffer->data + buffer->length, bytes.data, bytes.length);
	buffer->length += bytes.length;
}

void
buffer_add_z(struct buffer *buffer, const char *text_z)
{
	buffer_add(buffer, span_from_z(text_z));
}

void
buffer_add_byte(struct buffer *buffer, char byte)
{
	buffer_reserve(buffer, 1);
	buffer->data[buffer->length++] = byte;
}

void
buffer_add_number(struct buffer *buffer, uint64_t number)
{
	char digits[20];
	size_t first = sizeof(digits);
	do
		digits[--first] = (char)('0' + number % 10);
	while (number /= 10);
	buffer_add(buffer, span_of(digits + first, sizeof(digits) - first));
}

static void
add_arguments(struct buffer *buffer, const char *format, va_list arguments)
{
	va_list again;
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0)
		return;
	buffer_reserve(buffer, (size_t)length + 1);
	vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
	buffer->length += (size_t)length;
}

void
buffer_add_format(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	add_arguments(buffer, format, arguments);
	va_end(arguments);
}

char *
text_formatted_z(const char *format, ...)
{
	struct buffer text = {0};
	va_list arguments;
	va_start(arguments, format);
	add_arguments(&text, format, arguments);
	va_end(arguments);
	buffer_add_byte(&text, '\0');
	return text.data;
}

void
buffer_clear(struct buffer *buffer)
{
	buffer->length = 0;
}

void
buffer_free(struct buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct buffer){0};
}

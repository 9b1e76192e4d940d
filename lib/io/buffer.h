/* buffer.h - bytes that grow; clearing keeps the memory */
#ifndef ROSTER_IO_BUFFER_H
#define ROSTER_IO_BUFFER_H

#include "cli/span.h"

#include <stdint.h>

/* Initialise to {0}. Owns data until buffer_free. */
struct buffer {
	char *data;
	size_t length;
	size_t capacity;
};

void buffer_reserve(struct buffer *buffer, size_t more);
void buffer_add(struct buffer *buffer, struct span bytes);
void buffer_add_z(struct buffer *buffer, const char *text_z);
void buffer_add_byte(struct buffer *buffer, char byte);

/* Its decimal digits. */
void buffer_add_number(struct buffer *buffer, uint64_t number);

void buffer_add_format(struct buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A text of its own; free it with free(). */
char *text_formatted_z(const char *format, ...) __attribute__((format(printf, 1, 2)));

void buffer_clear(struct buffer *buffer);
void buffer_free(struct buffer *buffer);

/* The content; it holds until the next call that adds. */
static inline struct span
buffer_span(const struct buffer *buffer)
{
	return (struct span){buffer->data, buffer->length};
}

#endif

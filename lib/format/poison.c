/* poison.c - see poison.h */
#include "format/poison.h"

#define POISON_CSV "\"roster: this output is incomplete, do not use it: "
#define POISON_NDJSON "{\"roster: this output is incomplete, do not use it: "

void
poison_add(struct buffer *buffer, enum format format, const char *message_z)
{
	buffer_add_z(buffer, format == FORMAT_NDJSON ? POISON_NDJSON : POISON_CSV);
	for (const char *c = message_z; *c; c++) {
		bool unsafe = *c == '"' || *c == '\\' || (unsigned char)*c < 0x20;
		buffer_add_byte(buffer, unsafe ? (*c == '"' ? '\'' : ' ') : *c);
	}
	buffer_add_byte(buffer, '\n');
}

bool
poison_find(struct span line, struct span *message)
{
	static const char *const marks_z[] = {POISON_CSV, POISON_NDJSON};
	for (size_t i = 0; i < 2; i++) {
		struct span mark = span_from_z(marks_z[i]);
		if (span_starts_with(line, mark)) {
			*message = span_of(line.data + mark.length, line.length - mark.length);
			const char *end = memchr(message->data, '\n', message->length);
			if (end)
				message->length = (size_t)(end - message->data);
			return true;
		}
	}
	return false;
}

/* poison.c - see poison.h */
#include "format/poison.h"

#define MARK "roster: this output is incomplete, do not use it"
#define STATUS_MARK " (status "

void
poison_add(struct buffer *buffer, enum format format, enum status status, const char *message_z)
{
	buffer_add_z(buffer, format == FORMAT_NDJSON ? "{\"" MARK : "\"" MARK);
	buffer_add_format(buffer, STATUS_MARK "%d): ", (int)status);
	for (const char *c = message_z; *c; c++) {
		bool unsafe = *c == '"' || *c == '\\' || (unsigned char)*c < 0x20;
		buffer_add_byte(buffer, unsafe ? (*c == '"' ? '\'' : ' ') : *c);
	}
	buffer_add_byte(buffer, '\n');
}

/* Whether `text` begins with that, which is left behind. */
static bool
take(struct span *text, const char *mark_z)
{
	struct span mark = span_from_z(mark_z);
	if (!span_starts_with(*text, mark))
		return false;
	*text = span_of(text->data + mark.length, text->length - mark.length);
	return true;
}

static void
take_status(struct span *text, enum status *status)
{
	*status = STATUS_BAD_DATA;
	struct span left = *text;
	if (!take(&left, STATUS_MARK) || left.length < 2 || left.data[1] != ')' ||
		left.data[0] <= '0' + STATUS_OK || left.data[0] > '0' + STATUS_SYSTEM)
		return;
	*status = (enum status)(left.data[0] - '0');
	*text = span_of(left.data + 2, left.length - 2);
}

bool
poison_find(struct span line, struct poison *poison)
{
	const char *end = memchr(line.data, '\n', line.length);
	if (end)
		line.length = (size_t)(end - line.data);
	if (!take(&line, "\"" MARK) && !take(&line, "{\"" MARK))
		return false;
	take_status(&line, &poison->status);
	poison->message = line;
	return take(&poison->message, ": ");
}

bool
poison_refuse(const struct poison *poison, const char *place_z, struct error *error)
{
	return error_set(error, poison->status,
		"%s: the program that wrote this failed, and the output is incomplete: %.*s",
		place_z, SPAN_ARGUMENTS(poison->message));
}

/* message.c - see message.h */
#include "cli/message.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

void
message_say(const char *program_z, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	flockfile(stderr);
	fprintf(stderr, "%s: ", program_z);
	vfprintf(stderr, format, arguments);
	putc('\n', stderr);
	funlockfile(stderr);
	va_end(arguments);
}

const char *
message_number_z(struct message_number *number, uint64_t value)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%" PRIu64, value);
	char *to = number->text;
	for (int i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			*to++ = ',';
		*to++ = digits[i];
	}
	*to = '\0';
	return number->text;
}

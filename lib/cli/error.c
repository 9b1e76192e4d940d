/* error.c - see error.h */
#include "cli/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* names from files stand in messages: they shall not talk to a terminal */
static void
make_printable(char *text_z)
{
	for (char *c = text_z; *c; c++)
		if (((unsigned char)*c < 0x20 && *c != '\n') || *c == 0x7f)
			*c = ' ';
}

bool
error_set(struct error *error, enum status status, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(error->text, sizeof(error->text), format, arguments);
	va_end(arguments);
	make_printable(error->text);
	error->status = status;
	return false;
}

bool
error_set_errno(struct error *error, const char *format, ...)
{
	int number = errno;
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(error->text, sizeof(error->text), format, arguments);
	va_end(arguments);
	size_t used = length < 0 ? 0 : (size_t)length;
	if (used < sizeof(error->text))
		snprintf(error->text + used, sizeof(error->text) - used, ": %s", strerror(number));
	make_printable(error->text);
	error->status = STATUS_SYSTEM;
	return false;
}

/* defect.c - see defect.h */
#include "format/defect.h"

#include "cli/span.h"

#include <stdarg.h>
#include <stdio.h>

bool
defect_set(struct defect *defect, size_t offset, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(defect->reason, sizeof(defect->reason), format, arguments);
	va_end(arguments);
	struct span reason = span_excerpt(span_from_z(defect->reason), sizeof(defect->reason) - 4);
	defect->reason[reason.length] = '\0';
	/* values are quoted in it: they shall not end the line nor talk to a terminal */
	for (char *c = defect->reason; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = ' ';
	defect->offset = offset;
	return false;
}

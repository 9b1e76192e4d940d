/* time_span.c - see time_span.h */
#include "cli/time_span.h"

#include <stdlib.h>

#define MOST 1000000

bool
time_span_parse(const char *text_z, uint64_t *seconds)
{
	char *end;
	unsigned long count = strtoul(text_z, &end, 10);
	uint64_t unit = *end == 'h' ? 3600 : *end == 'd' ? 86400 : 0;
	*seconds = count * unit;
	return text_z[0] >= '1' && text_z[0] <= '9' && unit && !end[1] && count <= MOST;
}

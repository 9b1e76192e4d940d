/* option_number.c - see option_number.h */
#include "cli/option_number.h"

#include <errno.h>
#include <stdlib.h>

static bool
refuse(const char *name_z, const char *value_z, struct number_range range, struct error *error)
{
	if (range.most == UINT64_MAX)
		return error_set(error, STATUS_USAGE, "--%s is \"%s\", not a number from %llu on",
			name_z, value_z, (unsigned long long)range.least);
	return error_set(error, STATUS_USAGE, "--%s is \"%s\", not a number from %llu to %llu",
		name_z, value_z, (unsigned long long)range.least, (unsigned long long)range.most);
}

bool
option_number(const char *name_z, const char *value_z, struct number_range range, uint64_t *number,
	struct error *error)
{
	if (!value_z)
		return true;
	char *end;
	errno = 0;
	unsigned long long value = strtoull(value_z, &end, 10);
	if (value_z[0] < '0' || value_z[0] > '9' || *end || errno || value < range.least ||
		value > range.most)
		return refuse(name_z, value_z, range, error);
	*number = value;
	return true;
}

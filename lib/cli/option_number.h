/* option_number.h - a whole number that an option takes */
#ifndef ROSTER_CLI_OPTION_NUMBER_H
#define ROSTER_CLI_OPTION_NUMBER_H

#include "cli/error.h"

#include <stdint.h>

/* `most` is UINT64_MAX where any greater number will do. */
struct number_range {
	uint64_t least, most;
};

/*
 * Read decimal digits. *number stays as it was where value_z is NULL, since the option was not
 * given. False with error filled (STATUS_USAGE) where it is something else, or not in the range.
 */
bool option_number(const char *name_z, const char *value_z, struct number_range range,
	uint64_t *number, struct error *error);

#endif

/* protect_list.h - contacts that are never to be changed, added to a list for --protect */
#ifndef ROSTER_REVIEW_PROTECT_LIST_H
#define ROSTER_REVIEW_PROTECT_LIST_H

#include "cli/error.h"

#include <stdint.h>

/*
 * Append the contacts of `never_z`, a list with customer_id and reason, to the CSV file `path_z`,
 * which is made if it is not there; those that it names already are left out. *added is how many
 * were not. False with error filled: STATUS_BAD_DATA when the file is no CSV with a customer_id.
 */
bool protect_list_extend(
	const char *path_z, const char *never_z, uint64_t *added, struct error *error);

#endif

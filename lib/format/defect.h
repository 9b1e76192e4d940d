/* defect.h - what is wrong with a record */
#ifndef ROSTER_FORMAT_DEFECT_H
#define ROSTER_FORMAT_DEFECT_H

#include <stdbool.h>
#include <stddef.h>

/* Filled by whoever finds a record bad; the caller owns it. */
struct defect {
	size_t offset;    /* where in the record's bytes */
	char reason[512]; /* lower case, no full stop; cut if longer */
};

/* Fill defect and return false. */
bool defect_set(struct defect *defect, size_t offset, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif

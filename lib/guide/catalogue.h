/* catalogue.h - every program of the suite, and what it takes */
#ifndef ROSTER_GUIDE_CATALOGUE_H
#define ROSTER_GUIDE_CATALOGUE_H

#include "chain/filter.h"
#include "cli/program.h"

/* Both lists end with NULL. */
struct catalogue {
	const struct filter *const *filters;
	const struct program *const *programs;
};

/* The filter or program of that name, or NULL. */
const struct filter *catalogue_filter(const struct catalogue *catalogue, const char *name_z);
const struct program *catalogue_program(const struct catalogue *catalogue, const char *name_z);

/* The error for a name that is none, with the nearest, if there is one. */
void catalogue_refuse(const struct catalogue *catalogue, const char *name_z, struct error *error);

/* Print what `roster --help` says. */
void catalogue_print(const struct catalogue *catalogue);

#endif

/* catalogue.c - see catalogue.h */
#include "guide/catalogue.h"

#include "cli/memory.h"
#include "cli/nearest.h"

#include <stdlib.h>

const struct filter *
catalogue_filter(const struct catalogue *catalogue, const char *name_z)
{
	for (size_t i = 0; catalogue->filters[i]; i++)
		if (strcmp(catalogue->filters[i]->name, name_z) == 0)
			return catalogue->filters[i];
	return NULL;
}

const struct program *
catalogue_program(const struct catalogue *catalogue, const char *name_z)
{
	for (size_t i = 0; catalogue->programs[i]; i++)
		if (strcmp(catalogue->programs[i]->name, name_z) == 0)
			return catalogue->programs[i];
	return NULL;
}

void
catalogue_refuse(const struct catalogue *catalogue, const char *name_z, struct error *error)
{
	size_t count = 0, most = 0;
	while (catalogue->filters[most])
		most++;
	for (size_t i = 0; catalogue->programs[i]; i++)
		most++;
	struct span *names = memory_zeroed(most, sizeof(*names));
	for (size_t i = 0; catalogue->filters[i]; i++)
		names[count++] = span_from_z(catalogue->filters[i]->name);
	for (size_t i = 0; catalogue->programs[i]; i++)
		names[count++] = span_from_z(catalogue->programs[i]->name);
	struct span nearest = nearest_of(span_from_z(name_z), names, count);
	free(names);
	error_set(error, STATUS_USAGE, "there is no program \"%s\"%s%.*s%s (roster --help)", name_z,
		nearest.length ? "; the nearest is \"" : "", SPAN_ARGUMENTS(nearest),
		nearest.length ? "\"" : "");
}

void
catalogue_print(const struct catalogue *catalogue)
{
	printf("roster %s - clean up exported contacts\n\n"
	       "usage: roster NAME [OPTIONS] [FILE ...] [+ NAME [OPTIONS]] ...\n\n",
		ROSTER_VERSION);
	for (size_t i = 0; catalogue->filters[i]; i++)
		printf("  %-16s %s\n", catalogue->filters[i]->name, catalogue->filters[i]->summary);
	printf("\n");
	for (size_t i = 0; catalogue->programs[i]; i++)
		printf("  %-16s %s\n", catalogue->programs[i]->name,
			catalogue->programs[i]->summary);
	printf("\nroster NAME --help says more, roster help NAME all. Filters joined by + run in "
	       "one process.\n"
	       "Exit status: 0 well, 1 different, 2 usage, 3 bad input, 4 a cap refused, "
	       "5 system.\n");
}

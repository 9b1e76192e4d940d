/* roster - the front door: `roster NAME` runs a program, and so does a link called roster-NAME */
#include "chain/chain.h"
#include "cli/message.h"
#include "cli/nearest.h"
#include "cli/program.h"

/* Made by the Makefile from the files beside this one; they end with NULL. */
extern const struct filter *const all_filters[];
extern const struct program *const all_programs[];

static const struct filter *
find_filter(const char *name_z)
{
	for (size_t i = 0; all_filters[i]; i++)
		if (strcmp(all_filters[i]->name, name_z) == 0)
			return all_filters[i];
	return NULL;
}

static const struct program *
find_program(const char *name_z)
{
	for (size_t i = 0; all_programs[i]; i++)
		if (strcmp(all_programs[i]->name, name_z) == 0)
			return all_programs[i];
	return NULL;
}

static enum status
print_overview(void)
{
	printf("roster %s - clean up exported contacts\n\n"
	       "usage: roster NAME [OPTIONS] [FILE ...] [+ NAME [OPTIONS]] ...\n\n",
		ROSTER_VERSION);
	for (size_t i = 0; all_filters[i]; i++)
		printf("  %-16s %s\n", all_filters[i]->name, all_filters[i]->summary);
	if (all_programs[0])
		printf("\n");
	for (size_t i = 0; all_programs[i]; i++)
		printf("  %-16s %s\n", all_programs[i]->name, all_programs[i]->summary);
	printf("\nroster NAME --help says more. Filters joined by + run in one process.\n"
	       "Exit status: 0 well, 1 different, 2 usage, 3 bad input, 4 a cap refused, "
	       "5 system.\n");
	return program_finish("roster");
}

static enum status
refuse_name(const char *name_z)
{
	struct span names[64];
	size_t count = 0;
	while (count < sizeof(names) / sizeof(*names) && all_filters[count]) {
		names[count] = span_from_z(all_filters[count]->name);
		count++;
	}
	for (size_t i = 0; count < sizeof(names) / sizeof(*names) && all_programs[i]; i++)
		names[count++] = span_from_z(all_programs[i]->name);
	struct span nearest = nearest_of(span_from_z(name_z), names, count);
	message_say("roster", "there is no program \"%s\"; the nearest is \"%.*s\" (roster --help)",
		name_z, SPAN_ARGUMENTS(nearest));
	return STATUS_USAGE;
}

static enum status
run_program(char *const *argv, size_t argc)
{
	const struct program *program = find_program(argv[0]);
	if (program)
		return program_main(program, argv, argc);
	return find_filter(argv[0]) ? chain_run(find_filter, argv, argc) : refuse_name(argv[0]);
}

int
main(int argc, char **argv)
{
	static const char prefix[] = "roster-";
	const char *slash = strrchr(argv[0], '/');
	char *name_z = argv[0] + (slash ? slash + 1 - argv[0] : 0);
	if (strncmp(name_z, prefix, sizeof(prefix) - 1) == 0) {
		argv[0] = name_z + sizeof(prefix) - 1;
		return (int)run_program(argv, (size_t)argc);
	}
	if (argc < 2) {
		message_say(
			"roster", "say what to do: roster NAME (roster --help lists the names)");
		return STATUS_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0)
		return (int)print_overview();
	if (strcmp(argv[1], "--version") == 0) {
		printf("roster %s\n", ROSTER_VERSION);
		return (int)program_finish("roster");
	}
	return (int)run_program(argv + 1, (size_t)argc - 1);
}

/* roster - the front door: `roster NAME` runs a program, and so does a link called roster-NAME */
#include "chain/chain.h"
#include "cli/message.h"
#include "format/json_memory.h"
#include "guide/catalogue.h"
#include "io/last_words.h"

/* Made by the Makefile from the files beside this one. */
extern const struct catalogue all;

static const struct filter *
find_filter(const char *name_z)
{
	return catalogue_filter(&all, name_z);
}

static enum status
refuse_name(const char *name_z)
{
	struct error error = {0};
	catalogue_refuse(&all, name_z, &error);
	message_say("roster", "%s", error.text);
	return error.status;
}

static enum status
run_program(char *const *argv, size_t argc)
{
	const struct program *program = catalogue_program(&all, argv[0]);
	last_words_prepare(span_of(NULL, 0));
	json_memory_use();
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
	if (strcmp(argv[1], "--help") == 0) {
		catalogue_print(&all);
		return (int)program_finish("roster");
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("roster %s\n", ROSTER_VERSION);
		return (int)program_finish("roster");
	}
	return (int)run_program(argv + 1, (size_t)argc - 1);
}

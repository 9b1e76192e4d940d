/* program.c - see program.h */
#include "cli/program.h"

#include "cli/interrupt.h"
#include "cli/message.h"

#include <errno.h>
#include <signal.h>

static const struct option common_options[] = {
	{"help", NULL, "say what there is to say, and end", false},
	{0},
};

enum status
program_finish(const char *name_z)
{
	struct error error = {0};
	if (fflush(stdout) == 0 && !ferror(stdout))
		return STATUS_OK;
	if (errno == EPIPE)
		interrupt_end(SIGPIPE);
	error_set_errno(&error, "standard output: cannot write");
	message_say(name_z, "%s", error.text);
	return error.status;
}

struct option_tables
program_option_tables(const struct program *program)
{
	return (struct option_tables){{program->options, common_options}};
}

void
program_print_help(const struct program *program)
{
	struct option_tables tables = program_option_tables(program);
	printf("roster %s - %s\n\nusage: roster %s [OPTIONS]%s%s\n\n", program->name,
		program->summary, program->name, *program->operands ? " " : "", program->operands);
	options_print_help(&tables, stdout);
	if (program->notes)
		printf("\n%s\n", program->notes);
}

static bool
check_operands(const struct program *program, const struct options *options, struct error *error)
{
	if (options->operand_count < program->operands_least)
		return error_set(error, STATUS_USAGE,
			"an operand is missing: roster %s [OPTIONS] %s", program->name,
			program->operands);
	if (options->operand_count > program->operands_most)
		return error_set(error, STATUS_USAGE,
			"\"%s\" is one operand too many: roster %s [OPTIONS] %s",
			options->operands[program->operands_most], program->name,
			program->operands);
	return true;
}

static enum status
run_parsed(const struct program *program, const struct options *options, struct error *error)
{
	if (options_value_z(options, "help")) {
		program_print_help(program);
		return program_finish(program->name);
	}
	if (!check_operands(program, options, error))
		return error->status;
	enum status status = program->run(options, error);
	if (status > STATUS_DIFFERENT)
		return status;
	enum status finished = program_finish(program->name);
	return finished == STATUS_OK ? status : finished;
}

enum status
program_main(const struct program *program, char *const *argv, size_t argc)
{
	struct option_tables tables = program_option_tables(program);
	struct options options;
	struct error error = {0};
	size_t used;
	interrupt_catch();
	enum status status = STATUS_USAGE;
	if (!options_parse(&options, &tables, argv + 1, argc - 1, NULL, &used, &error))
		status = error.status;
	else
		status = run_parsed(program, &options, &error);
	if (error.text[0] && error.signal != SIGPIPE)
		message_say(program->name, "%s", error.text);
	options_free(&options);
	if (error.signal)
		interrupt_end(error.signal);
	return status;
}

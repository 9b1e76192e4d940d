/* help - the manual pages, and what could stand at the end of a command line */
#include "chain/chain.h"
#include "cli/message.h"
#include "guide/complete.h"
#include "guide/manual.h"

extern const struct catalogue all;

static const struct option own_options[] = {
	{"complete", NULL, "for shells: what could go on with the words behind --", false},
	{0},
};

static enum status
show_page(const char *name_z, struct error *error)
{
	const struct filter *filter = catalogue_filter(&all, name_z);
	const struct program *program = catalogue_program(&all, name_z);
	if (!filter && !program && strcmp(name_z, "roster") != 0) {
		catalogue_refuse(&all, name_z, error);
		return error->status;
	}
	manual_show(name_z);
	message_say("help", "there is no man here, or no page; this is what --help says");
	if (filter)
		chain_print_help(filter);
	else if (program)
		program_print_help(program);
	else
		catalogue_print(&all);
	return STATUS_OK;
}

static enum status
run(const struct options *options, struct error *error)
{
	if (options_value_z(options, "complete")) {
		struct buffer candidates = {0};
		complete(&all, options->operands, options->operand_count, &candidates);
		fwrite(candidates.data, 1, candidates.length, stdout);
		buffer_free(&candidates);
		return STATUS_OK;
	}
	if (options->operand_count > 1) {
		error_set(error, STATUS_USAGE, "\"%s\" is one operand too many: roster help [NAME]",
			options->operands[1]);
		return error->status;
	}
	if (options->operand_count)
		return show_page(options->operands[0], error);
	catalogue_print(&all);
	return STATUS_OK;
}

const struct program program_help = {
	.name = "help",
	.summary = "show a program's manual page",
	.operands = "[NAME]",
	.notes = "roster help roster shows the page of the whole suite.",
	.options = own_options,
	.operands_least = 0,
	.operands_most = SIZE_MAX,
	.run = run,
};

/* option.c - see option.h */
#include "cli/option.h"

#include "cli/memory.h"
#include "cli/nearest.h"

#include <stdlib.h>

const struct option *
option_find(const struct option_tables *tables, struct span name)
{
	for (size_t i = 0; tables->list[i]; i++)
		for (const struct option *option = tables->list[i]; option->name; option++)
			if (span_equal_z(name, option->name))
				return option;
	return NULL;
}

static bool
refuse_unknown(const struct option_tables *tables, struct span name, struct error *error)
{
	struct span names[128];
	size_t count = 0;
	for (size_t i = 0; tables->list[i]; i++)
		for (const struct option *option = tables->list[i]; option->name; option++)
			if (count < sizeof(names) / sizeof(*names))
				names[count++] = span_from_z(option->name);
	struct span nearest = nearest_of(name, names, count);
	return error_set(error, STATUS_USAGE,
		"there is no option --%.*s%s%.*s (--help lists them all)", SPAN_ARGUMENTS(name),
		nearest.length ? "; the nearest is --" : "", SPAN_ARGUMENTS(nearest));
}

static bool
add_value(struct options *options, const struct option *option, const char *value_z,
	struct error *error)
{
	if (!option->repeated && options_value_z(options, option->name))
		return error_set(error, STATUS_USAGE, "--%s is given twice", option->name);
	options->values = memory_resized(
		options->values, options->value_count + 1, sizeof(*options->values));
	options->values[options->value_count++] = (struct option_value){option, value_z};
	return true;
}

/* "--name" or "--name=value" at argv[*at]; a value in the next argument moves *at there. */
static bool
parse_option(struct options *options, const struct option_tables *tables, char *const *argv,
	size_t argc, size_t *at, struct error *error)
{
	const char *text_z = argv[*at] + 2;
	const char *equals = strchr(text_z, '=');
	struct span name = span_of(text_z, equals ? (size_t)(equals - text_z) : strlen(text_z));
	const struct option *option = option_find(tables, name);
	if (!option)
		return refuse_unknown(tables, name, error);
	if (!option->argument && equals)
		return error_set(error, STATUS_USAGE, "--%s takes no value", option->name);
	if (!option->argument)
		return add_value(options, option, "", error);
	if (equals)
		return add_value(options, option, equals + 1, error);
	if (*at + 1 == argc)
		return error_set(error, STATUS_USAGE, "--%s needs a value: --%s %s", option->name,
			option->name, option->argument);
	*at += 1;
	return add_value(options, option, argv[*at], error);
}

static void
add_operand(struct options *options, const char *operand_z)
{
	options->operands = memory_resized(
		options->operands, options->operand_count + 1, sizeof(*options->operands));
	options->operands[options->operand_count++] = operand_z;
}

bool
options_parse(struct options *options, const struct option_tables *tables, char *const *argv,
	size_t argc, const char *stop_z, size_t *used, struct error *error)
{
	bool only_operands = false;
	*options = (struct options){0};
	for (*used = 0; *used < argc; *used += 1) {
		const char *argument_z = argv[*used];
		if (stop_z && strcmp(argument_z, stop_z) == 0)
			break;
		if (only_operands || argument_z[0] != '-' || argument_z[1] == '\0') {
			add_operand(options, argument_z);
		} else if (strcmp(argument_z, "--") == 0) {
			only_operands = true;
			options->operands_before_dashes = options->operand_count;
		} else if (argument_z[1] != '-') {
			return error_set(error, STATUS_USAGE,
				"%s: options have two dashes (a file of that name is ./%s)",
				argument_z, argument_z);
		} else if (!parse_option(options, tables, argv, argc, used, error)) {
			return false;
		}
	}
	if (!only_operands)
		options->operands_before_dashes = options->operand_count;
	return true;
}

const char *
options_value_z(const struct options *options, const char *name_z)
{
	for (size_t i = 0; i < options->value_count; i++)
		if (strcmp(options->values[i].option->name, name_z) == 0)
			return options->values[i].value_z;
	return NULL;
}

void
options_print_help(const struct option_tables *tables, FILE *stream)
{
	for (size_t i = 0; tables->list[i]; i++) {
		if (i)
			putc('\n', stream);
		for (const struct option *option = tables->list[i]; option->name; option++) {
			int width = fprintf(stream, "  --%s%s%s", option->name,
				option->argument ? " " : "",
				option->argument ? option->argument : "");
			fprintf(stream, "%*s%s\n", width < 24 ? 24 - width : 1, "", option->help);
		}
	}
}

void
options_free(struct options *options)
{
	free(options->values);
	free(options->operands);
	*options = (struct options){0};
}

/* option.h - one table that parses the command line, prints --help and feeds the completion */
#ifndef ROSTER_CLI_OPTION_H
#define ROSTER_CLI_OPTION_H

#include "cli/error.h"
#include "cli/span.h"

#include <stddef.h>
#include <stdio.h>

/* A table of these ends with one without a name. */
struct option {
	const char *name;     /* without dashes */
	const char *argument; /* what it takes, as --help shows it; NULL: nothing */
	const char *help;     /* one line */
	bool repeated;        /* may be given several times */
};

struct option_value {
	const struct option *option;
	const char *value_z; /* "" for one that takes nothing */
};

/* What one program of the command line was given. All text is borrowed from argv. */
struct options {
	struct option_value *values;
	size_t value_count;
	const char **operands;
	size_t operand_count;
	size_t operands_before_dashes; /* how many stood before `--`; all, where there is none */
};

#define OPTION_TABLES_MOST 8

/* The tables that hold for a program, NULL behind the last. */
struct option_tables {
	const struct option *list[OPTION_TABLES_MOST + 1];
};

/* The option of that name, without dashes; NULL if there is none. */
const struct option *option_find(const struct option_tables *tables, struct span name);

/*
 * Parse argv up to its end or to an operand `stop_z` (NULL: none stops it); *used is how many were
 * taken, that operand not. Options and operands come in any order, "--" ends the options, "-" is an
 * operand. False with error filled (STATUS_USAGE). Free with options_free, in either case.
 */
bool options_parse(struct options *options, const struct option_tables *tables, char *const *argv,
	size_t argc, const char *stop_z, size_t *used, struct error *error);

/* The value of an option, or NULL when it was not given. */
const char *options_value_z(const struct options *options, const char *name_z);

/* Print two columns, table by table. */
void options_print_help(const struct option_tables *tables, FILE *stream);

void options_free(struct options *options);

#endif

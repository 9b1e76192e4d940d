/* program.h - a program of the suite that is no filter: one table of options, one function */
#ifndef ROSTER_CLI_PROGRAM_H
#define ROSTER_CLI_PROGRAM_H

#include "cli/option.h"

struct program {
	const char *name;
	const char *summary;  /* one line for --help */
	const char *operands; /* as --help shows them */
	const char *notes;    /* what --help says below the options; NULL: nothing */
	const struct option *options;
	size_t operands_least, operands_most;

	/*
	 * Do it: STATUS_OK, or STATUS_DIFFERENT where that is the answer. Anything else is error's
	 * status, whose text the caller prints.
	 */
	enum status (*run)(const struct options *options, struct error *error);
};

/*
 * Parse argv (the program's name first), run it, and say what failed. Returns the exit status; does
 * not return after a signal that ends a program.
 */
enum status program_main(const struct program *program, char *const *argv, size_t argc);

/* All options that a program has, own ones first. */
struct option_tables program_option_tables(const struct program *program);

/* Print what --help says. */
void program_print_help(const struct program *program);

/* Flush standard output: every program ends with this, so that a full device is noticed. */
enum status program_finish(const char *name_z);

#endif

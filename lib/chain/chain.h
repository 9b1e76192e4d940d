/* chain.h - filters in a row, over one input, in one process */
#ifndef ROSTER_CHAIN_CHAIN_H
#define ROSTER_CHAIN_CHAIN_H

#include "chain/filter.h"

/* The filter of that name, or NULL. */
typedef const struct filter *filter_finder(const char *name_z);

/*
 * Run "NAME [OPTIONS] [OPERANDS] [+ NAME ...]" and say on standard error what came of it. Returns
 * the exit status; does not return after a signal that ends a program.
 */
enum status chain_run(filter_finder *find, char *const *argv, size_t argc);

/* Print what --help says about a filter. */
void chain_print_help(const struct filter *filter);

/* All options that a filter has, own ones first. */
struct option_tables chain_option_tables(const struct filter *filter);

#endif

/* run_names.h - what a run's export calls the columns that the guard goes by */
#ifndef ROSTER_NIGHTS_RUN_NAMES_H
#define ROSTER_NIGHTS_RUN_NAMES_H

#include "journal/guard_rules.h"
#include "record/columns.h"

#include <jansson.h>

/* Initialise to {0}; free with run_names_free. */
struct run_names {
	struct columns columns;
	struct column active, keys[GUARD_KEY_COUNT];
};

/* What the `export` of a run's manifest says. False with error filled. */
bool run_names_take(struct run_names *names, const json_t *export, struct error *error);

/* What --column says that was read into its columns. */
void run_names_want(struct run_names *names);

bool run_names_is_active(const struct run_names *names, struct span field);

/* The number, of guard_key_names, of the key that the run calls so; GUARD_KEY_COUNT for another. */
size_t run_names_key(const struct run_names *names, struct span name);

void run_names_free(struct run_names *names);

#endif

/* repeat.h - a run's pipeline over its own copies again: does it give the same? */
#ifndef ROSTER_RUN_REPEAT_H
#define ROSTER_RUN_REPEAT_H

#include "cli/error.h"

#include <jansson.h>

/*
 * Run the pipeline of the run again, in a temporary folder that is removed, with its export, lists
 * and date, and compare what it writes with the cleaned file's content. `manifest` is borrowed.
 * False with error filled: STATUS_DIFFERENT with the first line that differs, or what the pipeline
 * ended with.
 */
bool repeat_run(const char *folder_z, const json_t *manifest, struct error *error);

#endif

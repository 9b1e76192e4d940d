/* run_cause.h - why a pipeline failed, in the words of its log */
#ifndef ROSTER_RUN_RUN_CAUSE_H
#define ROSTER_RUN_RUN_CAUSE_H

#include "cli/error.h"

#include <sys/types.h>

/*
 * Append to the error of process_wait what FOLDER/log.txt says behind the offset `from`: the last
 * line that is not of a stage that ended well, as FOLDER/stages tells, and what stands indented
 * below it, or is quoted there by bash: all in one line. Paths in FOLDER are cut to names in it.
 * Where the log says nothing, nothing is appended; where it cannot be opened, why.
 */
void run_cause_add(struct error *error, const char *folder_z, off_t from);

#endif

/* reading_progress.h - tell on a terminal how far the reading of files is */
#ifndef ROSTER_RECORD_READING_PROGRESS_H
#define ROSTER_RECORD_READING_PROGRESS_H

#include "cli/progress.h"
#include "record/reader.h"

/*
 * Begin to tell of a job that reads these files, for reader_options. Nothing is told where one of
 * them is no regular file, so that nobody knows how much will come: the first program of a pipe
 * tells for all of it.
 */
void reading_progress_begin(struct progress *progress, const char *what_z,
	const struct reader_options *options, bool quiet);

#endif

/* progress.h - one line on a terminal that says how far a long job is */
#ifndef ROSTER_CLI_PROGRESS_H
#define ROSTER_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The line is written over itself on standard error, a few times a second, and taken away at the
 * end. Nothing is written where standard error is no terminal, or a dumb one (TERM=dumb).
 */
struct progress {
	bool shown;
	const char *what_z; /* "proving" */
	uint64_t expected;  /* how much there will probably be to do; 0: not known */
	double began, told; /* seconds */
};

/* `what_z` is borrowed until progress_end. */
void progress_begin(struct progress *progress, const char *what_z, uint64_t expected, bool quiet);

/* How far it is since progress_begin: `done` counts as `expected` does, bytes are uncompressed. */
struct progress_state {
	uint64_t done, bytes, records;
};
void progress_tell(struct progress *progress, const struct progress_state *state);

void progress_end(struct progress *progress);

#endif

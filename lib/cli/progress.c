/* progress.c - see progress.h */
#include "cli/progress.h"

#include "cli/message.h"
#include "cli/terminal.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define PAUSE 0.2 /* seconds between two lines */

static double
now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void
progress_begin(struct progress *progress, const char *what_z, uint64_t expected, bool quiet)
{
	*progress = (struct progress){
		.shown = !quiet && terminal_is_able(STDERR_FILENO),
		.what_z = what_z,
		.expected = expected,
	};
	progress->began = progress->told = now();
}

/* What the past tells of the rest. */
static void
print_share(const struct progress *progress, uint64_t done, double seconds)
{
	if (!done || done >= progress->expected || seconds <= 0)
		return;
	double share = (double)done / (double)progress->expected;
	fprintf(stderr, ", %.0f %%, %.0f s left", 100 * share, seconds / share - seconds);
}

void
progress_tell(struct progress *progress, const struct progress_state *state)
{
	if (!progress->shown)
		return;
	double time = now();
	if (time - progress->told < PAUSE)
		return;
	progress->told = time;
	double seconds = time - progress->began;
	struct message_number number, rate;
	fprintf(stderr, "\r\033[K%s: %s records, %s a second, %.0f MB/s", progress->what_z,
		message_number_z(&number, state->records),
		message_number_z(&rate, (uint64_t)((double)state->records / seconds)),
		(double)state->bytes / seconds / 1e6);
	print_share(progress, state->done, seconds);
	fflush(stderr);
}

void
progress_end(struct progress *progress)
{
	if (progress->shown && progress->told > progress->began)
		fprintf(stderr, "\r\033[K");
	progress->shown = false;
}

/* progress.c - see progress.h */
#include "cli/progress.h"

#include "cli/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
progress_begin(struct progress *progress, const char *what_z, uint64_t expected_bytes, bool quiet)
{
	const char *terminal_z = getenv("TERM");
	bool dumb = !terminal_z || strcmp(terminal_z, "dumb") == 0;
	*progress = (struct progress){
		.shown = !quiet && !dumb && isatty(STDERR_FILENO),
		.what_z = what_z,
		.expected_bytes = expected_bytes,
	};
	progress->began = progress->told = now();
}

/* What the last time tells of the rest; it may have been smaller. */
static void
print_share(const struct progress *progress, uint64_t bytes, double rate)
{
	if (bytes >= progress->expected_bytes || rate <= 0)
		return;
	double left = (double)(progress->expected_bytes - bytes) / rate;
	fprintf(stderr, ", about %.0f %%, %.0f s left",
		100.0 * (double)bytes / (double)progress->expected_bytes, left);
}

void
progress_tell(struct progress *progress, uint64_t bytes, uint64_t records)
{
	if (!progress->shown)
		return;
	double time = now();
	if (time - progress->told < PAUSE)
		return;
	progress->told = time;
	double rate = (double)bytes / (time - progress->began);
	struct message_number number;
	fprintf(stderr, "\r\033[K%s: %s records, %.0f MB, %.0f MB/s", progress->what_z,
		message_number_z(&number, records), (double)bytes / 1e6, rate / 1e6);
	print_share(progress, bytes, rate);
	fflush(stderr);
}

void
progress_end(struct progress *progress)
{
	if (progress->shown && progress->told > progress->began)
		fprintf(stderr, "\r\033[K");
	progress->shown = false;
}

/* prune - drop the data of old runs, and keep what explains them */
#include "run/prune.h"

#include "cli/program.h"
#include "cli/time_span.h"

#include <stdio.h>

static const struct option options[] = {
	{"runs", "DIR", "the folder of runs; default runs", false},
	{"keep", "TIME", "drop the data of runs that are older: 90d, 48h", false},
	{0},
};

static void
tell(const char *name_z, unsigned files)
{
	printf("%s: %u file%s dropped\n", name_z, files, files == 1 ? "" : "s");
}

static enum status
run(const struct options *given, struct error *error)
{
	const char *runs_z = options_value_z(given, "runs");
	const char *keep_z = options_value_z(given, "keep");
	uint64_t seconds;
	if (!keep_z)
		error_set(error, STATUS_USAGE, "say how long data is kept: --keep 90d");
	else if (!time_span_parse(keep_z, &seconds))
		error_set(error, STATUS_USAGE,
			"--keep is \"%s\", not a number of hours (48h) or days (90d)", keep_z);
	else if (prune_runs(runs_z ? runs_z : "runs", time(NULL) - (time_t)seconds, tell, error))
		return STATUS_OK;
	return error->status;
}

const struct program program_prune = {
	.name = "prune",
	.summary = "drop the data of old runs, and keep what explains them",
	.operands = "",
	.notes =
		"Export, cleaned file and rejects go. Journals, lists, manifest, page, log, and the\n"
		"backups and requests of purge stay, so that history and undo go on.",
	.options = options,
	.run = run,
};

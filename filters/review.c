/* review - the page of a run: where it is, made anew, or copied for others */
#include "cli/memory.h"
#include "cli/program.h"
#include "io/buffer.h"
#include "page/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct option options[] = {
	{"share", "DIR", "copy page and journal into DIR/RUN, for who may not read the run", false},
	{"output", "FILE", "make the page anew from the run's files, and write it to FILE", false},
	{0},
};

/* The folder of runs that a run's folder is in. */
static char *
runs_of_z(const char *run_z)
{
	return text_formatted_z("%s/..", run_z);
}

static bool
make_anew(const char *run_z, const char *page_z, struct error *error)
{
	char *runs_z = runs_of_z(run_z);
	bool well = page_write(run_z, runs_z, page_z, error);
	free(runs_z);
	return well;
}

/* Where the page is that is to be looked at; NULL with error filled. */
static char *
find_page_z(const struct options *given, struct error *error)
{
	const char *run_z = given->operands[0];
	const char *share_z = options_value_z(given, "share");
	const char *output_z = options_value_z(given, "output");
	char *page_z = NULL;
	if (output_z)
		return make_anew(run_z, output_z, error) ? text_formatted_z("%s", output_z) : NULL;
	if (share_z)
		return page_share(run_z, share_z, &page_z, error) ? page_z : NULL;
	page_z = text_formatted_z("%s/%s", run_z, PAGE_FILE);
	if (access(page_z, R_OK) == 0)
		return page_z;
	error_set_errno(error, "%s: cannot be read; is %s the folder of a run", page_z, run_z);
	free(page_z);
	return NULL;
}

static enum status
run(const struct options *given, struct error *error)
{
	if (options_value_z(given, "share") && options_value_z(given, "output"))
		return error_set(error, STATUS_USAGE, "--share and --output are two ways; say one"),
		       error->status;
	char *page_z = find_page_z(given, error);
	if (!page_z)
		return error->status;
	printf("%s\n", page_z);
	free(page_z);
	return STATUS_OK;
}

const struct program program_review = {
	.name = "review",
	.summary = "where the page of a run is, for a browser; or a copy of it for others",
	.operands = "RUN",
	.options = options,
	.operands_least = 1,
	.operands_most = 1,
	.run = run,
};

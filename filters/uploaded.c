/* uploaded - note that a file of an approved run was uploaded */
#include "run/approval_uploads.h"

#include "cli/message.h"
#include "cli/program.h"
#include "io/buffer.h"

#include <stdlib.h>
#include <sys/stat.h>

static const struct option options[] = {
	{"part", "FILE", "which of the run's update files; required", false},
	{"by", "NAME", "who uploaded it", false},
	{0},
};

/* A file may be named with its folder, as a shell completes it. */
static const char *
base_of_z(const char *path_z)
{
	const char *slash = strrchr(path_z, '/');
	return slash ? slash + 1 : path_z;
}

static void
refuse_part(const struct approval *approval, const char *part_z, struct error *error)
{
	struct buffer names = {0};
	for (size_t i = 0; i < approval->part_count; i++)
		buffer_add_format(&names, "%s%s", i ? ", " : "", approval->parts[i].name_z);
	if (!names.length)
		buffer_add_z(&names, "none");
	error_set(error, STATUS_USAGE, "%s: is no file that was approved; there %s %.*s", part_z,
		approval->part_count == 1 ? "is" : "are", SPAN_ARGUMENTS(buffer_span(&names)));
	buffer_free(&names);
}

static const struct approval_part *
find_part(const struct approval *approval, const char *part_z, struct error *error)
{
	for (size_t i = 0; i < approval->part_count; i++)
		if (strcmp(approval->parts[i].name_z, base_of_z(part_z)) == 0)
			return &approval->parts[i];
	refuse_part(approval, part_z, error);
	return NULL;
}

static bool
note(const char *run_z, const struct approval *approval, const char *part_z, const char *by_z,
	struct error *error)
{
	const struct approval_part *part = find_part(approval, part_z, error);
	char *path_z = part ? approval_part_path_z(part, run_z, error) : NULL;
	free(path_z);
	return path_z && approval_uploads_add(run_z, part, by_z, error);
}

static bool
say_rest(const char *run_z, const struct approval *approval, struct error *error)
{
	struct approval_uploads uploads = {0};
	size_t left = 0;
	bool well = approval_uploads_read(&uploads, run_z, error);
	for (size_t i = 0; i < approval->part_count; i++)
		left += !approval_uploads_at_z(&uploads, approval->parts[i].name_z);
	approval_uploads_free(&uploads);
	if (well && left)
		message_say("uploaded", "%s: noted; %zu of %zu files %s still to be uploaded",
			run_z, left, approval->part_count, left == 1 ? "is" : "are");
	else if (well)
		message_say("uploaded", "%s: noted; that was the last of its files", run_z);
	return well;
}

static bool
is_there(const char *run_z, struct error *error)
{
	struct stat found;
	return stat(run_z, &found) == 0 || error_set_errno(error, "%s: no folder of a run", run_z);
}

static enum status
run(const struct options *given, struct error *error)
{
	const char *run_z = given->operands[0];
	const char *part_z = options_value_z(given, "part");
	const char *by_z = options_value_z(given, "by");
	if (!part_z)
		error_set(error, STATUS_USAGE, "say which file was uploaded: --part FILE");
	struct approval approval = {0};
	bool well = part_z && (!by_z || approval_check_text("by", by_z, error)) &&
		    is_there(run_z, error) && approval_read(&approval, run_z, error) &&
		    note(run_z, &approval, part_z, by_z, error) &&
		    say_rest(run_z, &approval, error);
	approval_free(&approval);
	return well ? STATUS_OK : error->status;
}

const struct program program_uploaded = {
	.name = "uploaded",
	.summary = "note that a file of an approved run was uploaded",
	.operands = "RUN",
	.notes = "What is noted is what undo takes back, and what later runs count as done.",
	.options = options,
	.operands_least = 1,
	.operands_most = 1,
	.run = run,
};

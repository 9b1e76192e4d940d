/* merge - put together what was made of an export's parts, as one machine would have made it */
#include "parts/merge.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/program.h"
#include "format/poison.h"
#include "run/folder.h"
#include "run/stage_folder.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct option own_options[] = {
	{"into", "DIR", "a new folder for journals and counts, in DIR/stages", false},
	{"output", "FILE", "write to FILE, which appears only when all is well", false},
	{"gzip", NULL, "compress; so does a FILE that ends in .gz", false},
	{0},
};

struct merging {
	struct parts parts;
	struct part_stages stages;
	struct merge merge;
	const char *output_z; /* NULL: standard output */
	bool makes_folder;    /* this is no run, which has one */
	bool made_folder;
};

static bool
make_folder(const char *path_z, struct error *error)
{
	return mkdir(path_z, 0700) == 0 || error_set_errno(error, "%s: cannot be made", path_z);
}

/* In a run, its folder; by hand a new one. */
static bool
choose_folder(struct merging *merging, const struct options *options, struct error *error)
{
	const char *into_z = options_value_z(options, "into");
	const char *run_z = getenv(STAGE_RUN_VARIABLE);
	if (into_z && run_z)
		return error_set(error, STATUS_USAGE,
			"a run keeps what its stages leave; leave --into out of its pipeline");
	if (!into_z && !run_z)
		return error_set(error, STATUS_USAGE,
			"say where the journals and counts go: --into DIR, a new folder");
	merging->merge.run_z = run_z ? run_z : into_z;
	merging->makes_folder = !run_z;
	return run_z || access(into_z, F_OK) != 0 ||
	       error_set(error, STATUS_USAGE, "%s: is there already; --into takes a new folder",
		       into_z);
}

static bool
make_stages_folder(struct merging *merging, struct error *error)
{
	if (!merging->makes_folder)
		return true;
	char *stages_z = text_formatted_z("%s/%s", merging->merge.run_z, PART_STAGES);
	merging->made_folder = make_folder(merging->merge.run_z, error);
	bool well = merging->made_folder && make_folder(stages_z, error);
	free(stages_z);
	return well;
}

static bool
open_output(struct merging *merging, const struct options *options, struct error *error)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	const char *path_z = merging->output_z;
	struct sink_options sink = {
		.path_z = path_z,
		.kind = OUTPUT_REPLACE,
		.gzip = options_value_z(options, "gzip") || (path_z && sink_path_is_gzip(path_z)),
		.threads = cores > 0 ? (unsigned)cores : 1,
	};
	merging->merge.print = fingerprint_new();
	sink.tap = fingerprint_tap(merging->merge.print);
	merging->merge.sink = sink_open(&sink, error);
	return merging->merge.sink != NULL;
}

static bool
put_together(struct merging *merging, const struct options *options, struct error *error)
{
	merging->output_z = options_value_z(options, "output");
	merging->merge.parts = &merging->parts;
	merging->merge.stages = &merging->stages;
	return parts_read(&merging->parts, options->operands[0], error) &&
	       part_stages_read(&merging->stages, &merging->parts, error) &&
	       choose_folder(merging, options, error) && make_stages_folder(merging, error) &&
	       open_output(merging, options, error) && merge_outputs(&merging->merge, error) &&
	       merge_stages(&merging->merge, error) && sink_finish(merging->merge.sink, error);
}

/* Whoever reads the output is to learn that it is none. */
static void
fail(struct merging *merging, const struct error *error)
{
	enum format format = merging->stages.sums.count ? part_stages_last(&merging->stages)->to
							: FORMAT_CSV;
	struct buffer poison = {0};
	char *message_z = text_formatted_z("merge: %s", error->text);
	poison_add(&poison, format, error->status, message_z);
	bool standard = !merging->output_z || strcmp(merging->output_z, "-") == 0;
	struct error ignored = {0};
	if (merging->merge.sink)
		sink_fail(merging->merge.sink, buffer_span(&poison));
	else if (standard && !isatty(STDOUT_FILENO))
		output_write(STDOUT_FILENO, "standard output", buffer_span(&poison), &ignored);
	free(message_z);
	buffer_free(&poison);
}

static void
add_count(struct buffer *line, uint64_t count, const char *word_z)
{
	struct message_number number;
	if (count)
		buffer_add_format(line, ", %s %s", message_number_z(&number, count), word_z);
}

static void
say_counts(const struct run_stage *stage)
{
	struct buffer line = {0};
	struct message_number numbers[2];
	buffer_add_format(&line, "%s read, %s written", message_number_z(&numbers[0], stage->read),
		message_number_z(&numbers[1], stage->written));
	add_count(&line, stage->changed, "changed");
	add_count(&line, stage->gone, "taken out");
	add_count(&line, stage->rejected, "rejected");
	add_count(&line, stage->held, "held back");
	add_count(&line, stage->protected, "protected");
	add_count(&line, stage->keyless, "without a key");
	add_count(&line, stage->left_alone, "left alone");
	message_say(stage->name_z, "%.*s", SPAN_ARGUMENTS(buffer_span(&line)));
	buffer_free(&line);
}

static void
report(const struct merging *merging)
{
	const struct part *last = &merging->parts.list[merging->parts.count - 1];
	struct message_number numbers[3];
	for (size_t i = 0; i < merging->stages.sums.count; i++)
		say_counts(&merging->stages.sums.list[i]);
	message_say("merge", "%s part%s, %s records, of which %s are in the output",
		message_number_z(&numbers[0], merging->parts.count),
		merging->parts.count == 1 ? "" : "s",
		message_number_z(&numbers[1], last->records_before + last->records),
		message_number_z(&numbers[2], merging->merge.records));
}

static enum status
run(const struct options *options, struct error *error)
{
	struct merging merging = {0};
	if (put_together(&merging, options, error))
		report(&merging);
	else
		fail(&merging, error);
	sink_close(merging.merge.sink);
	if (error->status != STATUS_OK && merging.made_folder)
		folder_remove(merging.merge.run_z);
	fingerprint_free(merging.merge.print);
	part_stages_free(&merging.stages);
	parts_free(&merging.parts);
	return error->status;
}

const struct program program_merge = {
	.name = "merge",
	.summary = "put together what was made of an export's parts, as if it had not been cut",
	.operands = "FOLDER",
	.notes =
		"FOLDER is what roster split made. --max-changes of the parts' filters is applied to\n"
		"all of them together.",
	.options = own_options,
	.operands_least = 1,
	.operands_most = 1,
	.run = run,
};

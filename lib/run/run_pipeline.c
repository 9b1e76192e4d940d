/* run_pipeline.c - see run_internal.h: the pipeline, and what it writes */
#include "cli/progress.h"
#include "io/sink.h"
#include "io/source.h"
#include "record/window.h"
#include "run/process.h"
#include "run/run_cause.h"
#include "run/run_internal.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define THREADS_MOST 64

static unsigned
cores(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);
	return count < 1 ? 1 : count > THREADS_MOST ? THREADS_MOST : (unsigned)count;
}

/* Take all that the pipeline writes: digested, compressed, counted. */
static bool
pump(struct run *run, struct source *source, struct sink *sink, struct error *error)
{
	char *bytes;
	uint64_t lines = 0;
	ssize_t count;
	bool well = true;
	struct progress progress;
	progress_begin(&progress, "running", run->expected_size, run->request->quiet);
	digest_begin(&run->cleaned_digest);
	while (well && (count = source_lend(source, span_of(NULL, 0), &bytes, error)) != 0) {
		struct span part = span_of(bytes, count > 0 ? (size_t)count : 0);
		digest_add(&run->cleaned_digest, part);
		lines += progress.shown ? count_lines(part) : 0;
		well = count > 0 && sink_write(sink, part, error);
		uint64_t size = run->cleaned_digest.size;
		progress_tell(&progress, &(struct progress_state){size, size, lines});
	}
	progress_end(&progress);
	return well && sink_finish(sink, error);
}

static bool
take_output(struct run *run, int descriptor, struct error *error)
{
	char *path_z = run_folder_file_z(run->folder, run->cleaned_name_z);
	struct fingerprint *print = fingerprint_new();
	struct sink_options options = {.path_z = path_z,
		.kind = OUTPUT_NEW,
		.gzip = true,
		.effort = DEFLATE_QUICK, /* it is kept for a proof, and pruned */
		.threads = cores(),
		.tap = fingerprint_tap(print)};
	struct source *source = source_from_descriptor(descriptor, "the pipeline", error);
	struct sink *sink = source ? sink_open(&options, error) : NULL;
	bool well = sink && pump(run, source, sink, error);
	fingerprint_text(print, run->cleaned_print_z);
	fingerprint_free(print);
	sink_close(sink);
	source_close(source);
	free(path_z);
	return well;
}

bool
run_the_pipeline(struct run *run, struct error *error)
{
	struct process process;
	struct run_command command = {0};
	struct run_command_request request = {
		.stages_in_z = run_folder_path_z(run->folder),
		.inputs_z = run_folder_path_z(run->folder),
		.export_name_z = run->export_name_z,
		.filters = run->request->filters,
		.filter_count = run->request->filter_count,
		.as_of_z = run->as_of_z,
		.allow_rejects = run->request->max_rejects.given,
	};
	off_t log_size = lseek(run_folder_log(run->folder), 0, SEEK_END);
	bool well = run_command_make(&command, &request, error) &&
		    process_start(&process, command.argv, command.environment,
			    run_folder_log(run->folder), error);
	if (well) {
		struct error waited = {0};
		well = take_output(run, process.output, error);
		if (!well)
			process_signal(&process, error->signal ? error->signal : SIGTERM);
		bool ended = process_wait(&process, &waited);
		if (well && !ended) {
			*error = waited;
			if (process.exited)
				run_cause_add(error, run_folder_path_z(run->folder), log_size);
		}
		well = well && ended;
	}
	run_command_free(&command);
	return well;
}

/* repeat.c - see repeat.h */
#include "run/repeat.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/source.h"
#include "record/window.h"
#include "run/document.h"
#include "run/folder.h"
#include "run/process.h"
#include "run/run_cause.h"
#include "run/run_command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((size_t)64 << 10)

struct comparison {
	struct source *again, *before;
	char *again_bytes, *before_bytes;
	uint64_t line; /* of the chunk that is being compared */
};

/* All `wanted` bytes, or fewer at the end. */
static bool
read_fully(struct source *source, char *bytes, size_t wanted, size_t *length, struct error *error)
{
	*length = 0;
	while (*length < wanted) {
		ssize_t count = source_read(source, bytes + *length, wanted - *length, error);
		if (count < 0)
			return false;
		if (count == 0)
			break;
		*length += (size_t)count;
	}
	return true;
}

/* To its end, so that the pipeline comes to its own. */
static bool
drain(const struct comparison *comparison, struct error *error)
{
	ssize_t count;
	do
		count = source_read(comparison->again, comparison->again_bytes, CHUNK, error);
	while (count > 0);
	return count == 0;
}

static bool
refuse_difference(
	const struct comparison *comparison, size_t again, size_t before, struct error *error)
{
	size_t same = 0;
	while (same < again && same < before &&
		comparison->again_bytes[same] == comparison->before_bytes[same])
		same++;
	uint64_t line = comparison->line + count_lines(span_of(comparison->again_bytes, same));
	return drain(comparison, error) &&
	       error_set(error, STATUS_DIFFERENT,
		       "the pipeline, run again, writes something else from line %llu of the cleaned file on",
		       (unsigned long long)line);
}

static bool
compare(struct comparison *comparison, struct error *error)
{
	size_t again, before;
	do {
		if (!read_fully(comparison->again, comparison->again_bytes, CHUNK, &again, error) ||
			!read_fully(comparison->before, comparison->before_bytes, CHUNK, &before,
				error))
			return false;
		if (!span_equal(span_of(comparison->again_bytes, again),
			    span_of(comparison->before_bytes, before)))
			return refuse_difference(comparison, again, before, error);
		comparison->line += count_lines(span_of(comparison->again_bytes, again));
	} while (again == CHUNK);
	return true;
}

static bool
compare_output(int descriptor, const char *cleaned_z, struct error *error)
{
	struct comparison comparison = {.line = 1};
	comparison.again_bytes = memory_resized(NULL, CHUNK, 1);
	comparison.before_bytes = memory_resized(NULL, CHUNK, 1);
	comparison.again = source_from_descriptor(descriptor, "the pipeline", error);
	comparison.before = comparison.again ? source_open(cleaned_z, error) : NULL;
	bool well = comparison.before && compare(&comparison, error);
	source_close(comparison.again);
	source_close(comparison.before);
	free(comparison.again_bytes);
	free(comparison.before_bytes);
	return well;
}

static bool
run_again(struct run_command *command, int log, const char *folder_z, const char *cleaned_z,
	struct error *error)
{
	struct process process;
	if (!process_start(&process, command->argv, command->environment, log, error))
		return false;
	bool same = compare_output(process.output, cleaned_z, error);
	if (!same && error->status != STATUS_DIFFERENT)
		process_signal(&process, error->signal ? error->signal : SIGTERM);
	struct error ended = {0};
	bool well = process_wait(&process, &ended);
	if (well || (!same && error->status != STATUS_DIFFERENT))
		return same;
	/* what is incomplete differs; why it is so is the better answer */
	*error = ended;
	if (process.exited)
		run_cause_add(error, folder_z, 0);
	return false;
}

static const char **
filters_of(const json_t *manifest, size_t *count)
{
	const json_t *words = json_object_get(json_object_get(manifest, "pipeline"), "filters");
	*count = json_array_size(words);
	if (!words)
		return NULL;
	const char **filters = memory_zeroed(*count + 1, sizeof(*filters));
	for (size_t i = 0; i < *count; i++) {
		const char *word_z = json_string_value(json_array_get(words, i));
		filters[i] = word_z ? word_z : "";
	}
	return filters;
}

static const char *
text_in_z(const json_t *manifest, const char *part_z, const char *name_z)
{
	const char *text_z = json_string_value(
		json_object_get(json_object_get(manifest, part_z), name_z));
	return text_z && !strchr(text_z, '/') ? text_z : "?";
}

static bool
repeat_in(
	const char *temporary_z, const char *folder_z, const json_t *manifest, struct error *error)
{
	const char *as_of_z = json_string_value(json_object_get(manifest, "as_of"));
	struct run_command command = {0};
	struct run_command_request request = {
		.stages_in_z = temporary_z,
		.inputs_z = folder_z,
		.export_name_z = text_in_z(manifest, "export", "file"),
		.as_of_z = as_of_z ? as_of_z : "",
		.allow_rejects = document_number(json_object_get(manifest, "counts"), "rejected") >
				 0,
		.repeat = true,
	};
	const char **filters = filters_of(manifest, &request.filter_count);
	request.filters = filters;
	char *stages_z = text_formatted_z("%s/stages", temporary_z);
	char *log_z = text_formatted_z("%s/log.txt", temporary_z);
	char *cleaned_z = text_formatted_z(
		"%s/%s", folder_z, text_in_z(manifest, "cleaned", "file"));
	int log = open(log_z, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	bool well = (log >= 0 && mkdir(stages_z, 0700) == 0) ||
		    error_set_errno(error, "%s: cannot be prepared", temporary_z);
	well = well && run_command_make(&command, &request, error) &&
	       run_again(&command, log, temporary_z, cleaned_z, error);
	if (log >= 0)
		close(log);
	run_command_free(&command);
	free(cleaned_z);
	free(log_z);
	free(stages_z);
	free(filters);
	return well;
}

bool
repeat_run(const char *folder_z, const json_t *manifest, struct error *error)
{
	const char *parent_z = getenv("TMPDIR");
	char *temporary_z = text_formatted_z(
		"%s/roster-repeat-XXXXXX", parent_z ? parent_z : "/tmp");
	bool well = mkdtemp(temporary_z) != NULL ||
		    error_set_errno(error, "%s: cannot make a temporary folder", temporary_z);
	if (well) {
		well = repeat_in(temporary_z, folder_z, manifest, error);
		folder_remove(temporary_z);
	}
	free(temporary_z);
	return well;
}

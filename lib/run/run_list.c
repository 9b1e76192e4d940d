/* run_list.c - see run_list.h */
#include "run/run_list.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/path.h"
#include "record/date.h"
#include "run/document.h"
#include "run/folder.h"
#include "run/manifest.h"
#include "run/run_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static char *
empty_unless(char *text_z)
{
	return text_z ? text_z : memory_copied_z("", 0);
}

static bool
read_started(struct listed_run *run, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", run->path_z, RUN_STARTED_FILE);
	json_t *document = NULL;
	bool there;
	bool well = path_exists(path_z, &there, error);
	if (there)
		document = document_read(path_z, error);
	free(path_z);
	run->program_z = empty_unless(document_text_z(document, "program"));
	run->pipeline_z = empty_unless(document_text_z(document, "pipeline"));
	run->at = (time_t)document_number(document, "at");
	run->export_day_z = empty_unless(document_text_z(document, "export_day"));
	json_decref(document);
	return well && (document || !there);
}

static bool
read_counts(struct listed_run *run, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", run->path_z, MANIFEST_FILE);
	json_t *manifest = document_read(path_z, error);
	free(path_z);
	const json_t *counts = json_object_get(manifest, "counts");
	run->counts = (struct proof_counts){
		.export = document_number(counts, "export"),
		.cleaned = document_number(counts, "cleaned"),
		.changed = document_number(counts, "changed"),
		.changes = document_number(counts, "changes"),
		.gone = document_number(counts, "gone"),
		.rejected = document_number(counts, "rejected"),
		.reachable = document_number(counts, "reachable"),
		.reachable_after = document_number(counts, "reachable_after"),
	};
	run->export_digest_z = empty_unless(
		document_text_z(json_object_get(manifest, "export"), "sha256"));
	run->export_name_z = empty_unless(
		document_text_z(json_object_get(manifest, "export"), "file"));
	run->cleaned_size = document_number(json_object_get(manifest, "cleaned"), "content_size");
	json_decref(manifest);
	return manifest != NULL;
}

/* The last line of the log, without its time and "failed: ". */
static char *
read_cause_z(const struct listed_run *run)
{
	static const char mark_z[] = " failed: ";
	char *path_z = text_formatted_z("%s/log.txt", run->path_z);
	FILE *log = fopen(path_z, "r");
	free(path_z);
	char *line_z = NULL, *cause_z = NULL;
	size_t capacity = 0;
	ssize_t length;
	while (log && (length = getline(&line_z, &capacity, log)) > 0) {
		const char *mark = strstr(line_z, mark_z);
		if (!mark)
			continue;
		free(cause_z);
		const char *cause = mark + sizeof(mark_z) - 1;
		size_t left = (size_t)(line_z + length - cause);
		cause_z = memory_copied_z(cause, left && cause[left - 1] == '\n' ? left - 1 : left);
	}
	free(line_z);
	if (log)
		fclose(log);
	return cause_z ? cause_z : memory_copied_z("it died", 7);
}

static bool
ends_in(const char *name_z, const char *suffix_z)
{
	size_t length = strlen(name_z), suffix = strlen(suffix_z);
	return length > suffix && strcmp(name_z + length - suffix, suffix_z) == 0;
}

static bool
read_run(struct run_list *runs, const char *runs_z, const char *name_z, struct error *error)
{
	runs->list = memory_resized(runs->list, runs->count + 1, sizeof(*runs->list));
	struct listed_run *run = &runs->list[runs->count++];
	*run = (struct listed_run){
		.path_z = text_formatted_z("%s/%s", runs_z, name_z),
		.name_z = memory_copied_z(name_z, strlen(name_z)),
		.state = ends_in(name_z, RUN_FAILED_SUFFIX)    ? RUN_FAILED
			 : ends_in(name_z, RUN_PARTIAL_SUFFIX) ? RUN_UNFINISHED
							       : RUN_PROPOSED,
	};
	if (!read_started(run, error))
		return false;
	run->cause_z = run->state == RUN_FAILED ? read_cause_z(run) : memory_copied_z("", 0);
	return run->state != RUN_PROPOSED || read_counts(run, error);
}

/* Of a name without what says that the run failed or is at work. */
static struct span
bare_name(const char *name_z)
{
	size_t length = strlen(name_z);
	if (ends_in(name_z, RUN_FAILED_SUFFIX))
		length -= strlen(RUN_FAILED_SUFFIX);
	else if (ends_in(name_z, RUN_PARTIAL_SUFFIX))
		length -= strlen(RUN_PARTIAL_SUFFIX);
	return span_of(name_z, length);
}

static bool
is_digit_at(struct span name, size_t at)
{
	return at < name.length && name.data[at] >= '0' && name.data[at] <= '9';
}

/* Of runs that began in one second NAME comes before NAME-2, and that before NAME-10. */
static int
by_name(struct span first, struct span second)
{
	size_t at = 0, ends[2];
	while (at < first.length && at < second.length && first.data[at] == second.data[at])
		at++;
	for (ends[0] = at; is_digit_at(first, ends[0]); ends[0]++)
		;
	for (ends[1] = at; is_digit_at(second, ends[1]); ends[1]++)
		;
	bool numbers = (ends[0] > at && ends[1] > at) || (at && is_digit_at(first, at - 1));
	if (numbers && ends[0] != ends[1])
		return ends[0] < ends[1] ? -1 : 1;
	return span_compare(first, second);
}

static int
by_time(const void *a, const void *b)
{
	const struct listed_run *first = a, *second = b;
	if (first->at != second->at)
		return first->at < second->at ? -1 : 1;
	return by_name(bare_name(first->name_z), bare_name(second->name_z));
}

static bool
is_called_after_day(const char *name_z)
{
	struct date day;
	return date_parse(span_of(name_z, strnlen(name_z, DATE_TEXT_SIZE - 1)), &day);
}

/*
 * A finished one has a manifest: what else lies there is no run, nor is what may not be looked into
 * and is not called like one (lost+found, which is root's alone).
 */
static bool
look_for_run(const char *runs_z, const char *name_z, bool *is_run, struct error *error)
{
	struct stat status;
	bool finished = !ends_in(name_z, RUN_FAILED_SUFFIX) && !ends_in(name_z, RUN_PARTIAL_SUFFIX);
	char *path_z = text_formatted_z("%s/%s", runs_z, name_z);
	char *manifest_z = text_formatted_z("%s/%s", path_z, MANIFEST_FILE);
	bool well = path_look(path_z, &status, is_run, error);
	*is_run = *is_run && S_ISDIR(status.st_mode);
	struct error hidden = {0};
	if (*is_run && finished && !path_exists(manifest_z, is_run, &hidden)) {
		*is_run = false;
		well = !is_called_after_day(name_z);
		if (!well)
			*error = hidden;
	}
	free(manifest_z);
	free(path_z);
	return well;
}

bool
run_list_read(struct run_list *runs, const char *runs_z, struct error *error)
{
	DIR *folder = opendir(runs_z);
	if (!folder)
		return error_set_errno(error, "%s: cannot open", runs_z);
	bool well = true;
	const struct dirent *entry;
	while ((entry = folder_next(folder, runs_z, &well, error))) {
		bool is_run = false;
		if (entry->d_name[0] != '.')
			well = look_for_run(runs_z, entry->d_name, &is_run, error);
		if (is_run)
			well = read_run(runs, runs_z, entry->d_name, error);
	}
	closedir(folder);
	if (runs->count)
		qsort(runs->list, runs->count, sizeof(*runs->list), by_time);
	return well;
}

bool
run_list_is_superseded(const struct run_list *runs, size_t i)
{
	const struct listed_run *run = &runs->list[i];
	for (size_t j = i + 1; j < runs->count; j++)
		if (runs->list[j].state == RUN_PROPOSED &&
			strcmp(runs->list[j].program_z, run->program_z) == 0 &&
			strcmp(runs->list[j].pipeline_z, run->pipeline_z) == 0)
			return true;
	return false;
}

const struct listed_run *
run_list_last(const struct run_list *runs, const char *program_z, const char *pipeline_z)
{
	for (size_t i = runs->count; i > 0; i--) {
		const struct listed_run *run = &runs->list[i - 1];
		if (run->state == RUN_PROPOSED && strcmp(run->program_z, program_z) == 0 &&
			strcmp(run->pipeline_z, pipeline_z) == 0)
			return run;
	}
	return NULL;
}

void
run_list_free(struct run_list *runs)
{
	for (size_t i = 0; i < runs->count; i++) {
		free(runs->list[i].path_z);
		free(runs->list[i].name_z);
		free(runs->list[i].program_z);
		free(runs->list[i].pipeline_z);
		free(runs->list[i].export_day_z);
		free(runs->list[i].cause_z);
		free(runs->list[i].export_digest_z);
		free(runs->list[i].export_name_z);
	}
	free(runs->list);
	*runs = (struct run_list){0};
}

/* run_evidence.c - see run_evidence.h */
#include "run/run_evidence.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "record/list.h"
#include "record/truth.h"
#include "run/digest.h"
#include "run/manifest.h"
#include "run/run_list.h"
#include "run/uploaded_rows.h"

#include <stdlib.h>
#include <unistd.h>

#define RUN_JOURNAL "journal.ndjson"

/* One run that is being read. */
struct reading_run {
	struct evidence *evidence;
	const struct listed_run *run;
	struct uploaded_rows uploaded;
	uint32_t *sources;   /* by upload */
	uint32_t not_loaded; /* the source of what was not uploaded */
	unsigned facts;      /* that hold for all of it */
};

static void
add_sources(struct reading_run *reading)
{
	struct span run = span_from_z(reading->run->name_z);
	char at_z[32];
	struct tm utc;
	gmtime_r(&reading->run->at, &utc);
	strftime(at_z, sizeof(at_z), "%Y-%m-%dT%H:%M:%SZ", &utc);
	reading->not_loaded = evidence_add_source(
		reading->evidence, &(struct evidence_source){span_from_z(at_z), run});
	size_t count = reading->uploaded.upload_count;
	reading->sources = memory_zeroed(count, sizeof(*reading->sources));
	for (size_t i = 0; i < count; i++)
		reading->sources[i] = evidence_add_source(
			reading->evidence, &(struct evidence_source){reading->uploaded.at[i], run});
}

static void
add_step(struct reading_run *reading, const struct journal_line *line)
{
	size_t key = evidence_key(reading->evidence, line);
	unsigned facts = reading->facts;
	uint32_t source = reading->not_loaded;
	const struct uploaded_row *row = uploaded_rows_find(&reading->uploaded, key, line->key);
	if (row) {
		source = reading->sources[row->upload];
		if (row->out == evidence_step_is_out(line))
			facts |= EVIDENCE_UPLOADED;
	}
	evidence_add(reading->evidence, line, source, facts);
}

static bool
add_journal(struct reading_run *reading, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", reading->run->path_z, RUN_JOURNAL);
	struct journal_reader *reader = journal_reader_open(path_z, error);
	struct journal_line line;
	bool more = true, well = reader != NULL;
	while (well && more) {
		well = journal_reader_next(reader, &line, &more, error);
		if (well && more && evidence_is_step(reading->evidence, &line))
			add_step(reading, &line);
	}
	journal_reader_close(reader);
	free(path_z);
	return well;
}

static bool
add_run(struct evidence *evidence, const struct listed_run *run, const char *program_z,
	struct error *error)
{
	struct reading_run reading = {.evidence = evidence, .run = run};
	if (strcmp(run->program_z, program_z) == 0)
		reading.facts = EVIDENCE_OF_PROGRAM;
	bool well = uploaded_rows_read(&reading.uploaded, run->path_z, error);
	if (well) {
		add_sources(&reading);
		well = add_journal(&reading, error);
	}
	uploaded_rows_free(&reading.uploaded);
	free(reading.sources);
	return well;
}

/* A run of its own is the one of that name in the folder that it lies in. */
static bool
split_run(const char *path_z, char **runs_z, char **name_z)
{
	char *manifest_z = text_formatted_z("%s/%s", path_z, MANIFEST_FILE);
	bool is_run = access(manifest_z, F_OK) == 0;
	free(manifest_z);
	size_t length = strlen(path_z);
	while (length > 1 && path_z[length - 1] == '/')
		length--;
	size_t start = length;
	while (start && path_z[start - 1] != '/')
		start--;
	*name_z = is_run ? memory_copied_z(path_z + start, length - start) : NULL;
	if (!is_run)
		*runs_z = memory_copied_z(path_z, length);
	else
		*runs_z = start ? memory_copied_z(path_z, start) : memory_copied_z(".", 1);
	return is_run;
}

bool
run_evidence_add(
	struct evidence *evidence, const char *path_z, const char *program_z, struct error *error)
{
	struct run_list runs = {0};
	char *runs_z, *name_z;
	bool one = split_run(path_z, &runs_z, &name_z);
	bool well = run_list_read(&runs, runs_z, error);
	for (size_t i = 0; well && i < runs.count; i++)
		if (runs.list[i].state == RUN_PROPOSED &&
			(!one || strcmp(runs.list[i].name_z, name_z) == 0))
			well = add_run(evidence, &runs.list[i], program_z, error);
	run_list_free(&runs);
	free(runs_z);
	free(name_z);
	return well;
}

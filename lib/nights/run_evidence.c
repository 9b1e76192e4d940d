/* run_evidence.c - see run_evidence.h */
#include "nights/run_evidence.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/path.h"
#include "nights/night_lines.h"
#include "nights/run_names.h"
#include "nights/uploaded_rows.h"
#include "run/approval.h"
#include "run/document.h"
#include "run/manifest.h"
#include "run/run_list.h"
#include "run/stage_list.h"

#include <stdlib.h>

#define RUN_JOURNAL "journal.ndjson"

/* One run that is being read. */
struct reading_run {
	struct evidence *evidence;
	const struct listed_run *run;
	struct uploaded_rows uploaded;
	uint32_t exported;  /* the source of clean-ups */
	uint32_t *sources;  /* by upload, of other steps */
	uint32_t not_there; /* the source of those that were not uploaded */
	unsigned facts;     /* that hold for all of it */
	bool approved;
	struct run_names names;
};

static uint32_t
add_source(const struct reading_run *reading, struct span at)
{
	return evidence_add_source(reading->evidence, at, span_from_z(reading->run->name_z));
}

static void
add_sources(struct reading_run *reading, const json_t *export)
{
	char *modified_z = document_text_z(export, "modified");
	char at_z[32];
	struct tm utc;
	gmtime_r(&reading->run->at, &utc);
	strftime(at_z, sizeof(at_z), "%Y-%m-%dT%H:%M:%SZ", &utc);
	reading->exported = add_source(reading, span_from_z(modified_z ? modified_z : ""));
	/* what was in a part that is gone may have been uploaded as late as that one */
	struct span begun = span_from_z(at_z), gone_at = reading->uploaded.gone_at;
	reading->not_there = add_source(
		reading, span_compare(gone_at, begun) > 0 ? gone_at : begun);
	size_t count = reading->uploaded.upload_count;
	reading->sources = memory_zeroed(count, sizeof(*reading->sources));
	for (size_t i = 0; i < count; i++)
		reading->sources[i] = add_source(reading, reading->uploaded.at[i]);
	free(modified_z);
}

static bool
read_manifest(struct reading_run *reading, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", reading->run->path_z, MANIFEST_FILE);
	json_t *manifest = document_read(path_z, error);
	const json_t *export = json_object_get(manifest, "export");
	bool well = manifest && run_names_take(&reading->names, export, error);
	if (well)
		add_sources(reading, export);
	json_decref(manifest);
	free(path_z);
	return well;
}

static bool
is_step(const struct reading_run *reading, const struct journal_line *line)
{
	return evidence_is_step(reading->evidence, line) ||
	       run_names_is_active(&reading->names, line->field);
}

/* Let the line call its key as the evidence does. */
static void
name_key(const struct reading_run *reading, struct journal_line *line)
{
	const struct evidence *evidence = reading->evidence;
	size_t i = line->key_field.length ? run_names_key(&reading->names, line->key_field) : 0;
	if (i < GUARD_KEY_COUNT)
		line->key_field = span_from_z(
			evidence->columns->list[evidence->keys[i].index].sought_z);
}

static void
add_step(struct reading_run *reading, const struct journal_line *line)
{
	/* what nobody approved has no file by which it could have reached the platform */
	if (!reading->approved && evidence_step_is_in(line))
		return;
	size_t key = evidence_key(reading->evidence, line);
	unsigned facts = reading->facts;
	const struct uploaded_row *row = uploaded_rows_find(&reading->uploaded, key, line->key);
	uint32_t source = row ? reading->sources[row->upload] : reading->not_there;
	if (row && row->out == evidence_step_is_out(line))
		facts |= EVIDENCE_UPLOADED;
	if (evidence_step_is_clean_up(line))
		source = reading->exported;
	evidence_add(reading->evidence, line, source, facts);
}

/* What came about otherwise between two exports ends what we knew. */
static bool
add_seen(struct reading_run *reading, struct error *error)
{
	struct night_lines lines = {0};
	bool well = night_lines_open(&lines, reading->run->path_z, SEEN_FILE, error);
	while (well && lines.more) {
		struct journal_line line = {
			.key = lines.line.key,
			.key_field = lines.line.key_field,
			.field = lines.line.field,
			.to = lines.line.to,
		};
		name_key(reading, &line);
		/* who is new may be another one, with the key of somebody who was deleted */
		bool is_end = line.field.length ? is_step(reading, &line)
						: span_equal_z(lines.line.change, "added");
		if (is_end)
			evidence_add(reading->evidence, &line, reading->exported, reading->facts);
		well = night_lines_advance(&lines, error);
	}
	night_lines_close(&lines);
	return well;
}

static bool
add_journal(struct reading_run *reading, const char *path_z, struct error *error)
{
	struct journal_reader *reader = journal_reader_open(path_z, error);
	struct journal_line line;
	bool more = true, well = reader != NULL;
	while (well && more) {
		well = journal_reader_next(reader, &line, &more, error);
		if (!well || !more || !is_step(reading, &line))
			continue;
		name_key(reading, &line);
		add_step(reading, &line);
	}
	journal_reader_close(reader);
	return well;
}

/* A journal of a run does not name its first key, which is another one's where --key said so. */
static bool
look_for_customer_id(const struct reading_run *reading, bool *by_id, struct error *error)
{
	struct stage_list stages = {0};
	bool well = stage_list_read(&stages, reading->run->path_z, error);
	*by_id = true;
	for (size_t i = 0; well && i < stages.count; i++)
		*by_id = *by_id && stages.list[i].key_count &&
			 run_names_key(&reading->names, span_from_z(stages.list[i].keys_z[0])) == 0;
	stage_list_free(&stages);
	return well;
}

/* What was approved goes by customer_id, whatever the journal goes by. */
static bool
add_approved(struct reading_run *reading, struct error *error)
{
	struct approval approval = {0};
	bool well = approval_read(&approval, reading->run->path_z, error);
	if (well && approval.changes.name_z) {
		char *path_z = approval_part_path_z(&approval.changes, reading->run->path_z, error);
		well = path_z && add_journal(reading, path_z, error);
		free(path_z);
	}
	approval_free(&approval);
	return well;
}

static bool
add_changes(struct reading_run *reading, struct error *error)
{
	bool by_id = false;
	if (!look_for_customer_id(reading, &by_id, error))
		return false;
	if (!by_id)
		return !reading->approved || add_approved(reading, error);
	char *path_z = text_formatted_z("%s/%s", reading->run->path_z, RUN_JOURNAL);
	bool well = add_journal(reading, path_z, error);
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
	bool well = uploaded_rows_read(&reading.uploaded, run->path_z, error) &&
		    approval_exists(run->path_z, &reading.approved, error) &&
		    read_manifest(&reading, error) && add_seen(&reading, error) &&
		    add_changes(&reading, error);
	uploaded_rows_free(&reading.uploaded);
	run_names_free(&reading.names);
	free(reading.sources);
	return well;
}

/* A run of its own is the one of that name in the folder that it lies in. */
static void
split_run(const char *path_z, bool is_run, char **runs_z, char **name_z)
{
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
}

static bool
look_at_run(const char *path_z, bool *is_run, struct error *error)
{
	char *manifest_z = text_formatted_z("%s/%s", path_z, MANIFEST_FILE);
	bool well = path_exists(manifest_z, is_run, error);
	free(manifest_z);
	return well;
}

bool
run_evidence_add(
	struct evidence *evidence, const char *path_z, const char *program_z, struct error *error)
{
	struct run_list runs = {0};
	char *runs_z, *name_z;
	bool one;
	if (!look_at_run(path_z, &one, error))
		return false;
	split_run(path_z, one, &runs_z, &name_z);
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

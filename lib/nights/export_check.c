/* export_check.c - see export_check.h */
#include "nights/export_check.h"

#include "check/check.h"
#include "check/report.h"
#include "cli/message.h"
#include "format/shown_text.h"
#include "io/side_file.h"
#include "nights/dialect.h"

#include <stdlib.h>

#define PLACES 20       /* to keep of each kind */
#define NAMED_MOST 3    /* kinds in the message */
#define FOUND_SHOWN 240 /* bytes of a place in it */

/* Whether this ends a run. No stage changes a contact without a key, and the proof counts it. */
static bool
is_grave(const struct findings *findings, enum kind kind)
{
	return findings->kinds[kind].count && kind_texts[kind].level == LEVEL_ERROR &&
	       kind != KIND_NO_KEY;
}

static void
add_kind(struct buffer *text, const struct findings *findings, enum kind kind)
{
	const struct place_list *places = &findings->kinds[kind];
	struct message_number number;
	buffer_add_format(
		text, "%s %s", message_number_z(&number, places->count), kind_texts[kind].name_z);
	const struct finding *first = &places->list[0];
	if (first->place.line)
		buffer_add_format(
			text, ", first on line %llu", (unsigned long long)first->place.line);
	buffer_add_z(text, " (");
	shown_excerpt_add(text, first->found, FOUND_SHOWN);
	buffer_add_byte(text, ')');
}

/* False with error filled when there are errors that end a run. */
static bool
judge(const struct preparation_scene *scene, const struct findings *findings, struct error *error)
{
	struct buffer text = {0};
	size_t kinds = 0;
	for (enum kind kind = 0; kind < KIND_COUNT; kind++) {
		if (!is_grave(findings, kind) || kinds++ >= NAMED_MOST)
			continue;
		buffer_add_z(&text, kinds > 1 ? ", " : "");
		add_kind(&text, findings, kind);
	}
	if (kinds > NAMED_MOST)
		buffer_add_format(&text, ", and %zu more kinds", kinds - NAMED_MOST);
	bool well = !kinds || scene->allow_rejects;
	/* which check takes, but a run, which compares bytes, does not */
	buffer_add_byte(&text, '\0');
	bool foreign = strstr(text.data, "--from-charset") != NULL;
	if (!well)
		error_set(error, STATUS_BAD_DATA,
			"%s: check found %s (all are in " EXPORT_CHECK_FILE
			"); correct it%s, say how it is to be read (--delimiter, --column, --key), "
			"or go on with --max-rejects N or --no-check",
			scene->given_z, text.data,
			foreign ? " (roster convert --from-charset makes UTF-8 of it)" : "");
	buffer_free(&text);
	return well;
}

/* Nothing found is no file. */
static bool
keep(const struct preparation_scene *scene, const struct findings *findings, struct error *error)
{
	struct buffer report = {0};
	report_ndjson(&report, findings, &scene->export_z);
	bool well = true;
	if (report.length > 1) {
		char *path_z = run_folder_file_z(scene->folder, EXPORT_CHECK_FILE);
		struct side_file *file = side_file_create(path_z, OUTPUT_NEW, error);
		well = file && side_file_write(file, buffer_span(&report), error) &&
		       side_file_publish(file, error);
		side_file_free(file);
		free(path_z);
	}
	buffer_free(&report);
	return well;
}

bool
export_check(const struct preparation_scene *scene, struct preparation *found, struct error *error)
{
	struct examination examination = {0};
	char *path_z = run_folder_file_z(scene->folder, scene->export_z);
	const char *paths_z[] = {path_z};
	struct reader_options files = {.paths_z = paths_z, .path_count = 1};
	examination.findings.most = PLACES;
	bool well = dialect_read(scene->dialect, &files, &examination.layout.wanted, error) &&
		    layout_begin(&examination.layout, scene->dialect->keys_z, error) &&
		    check_files(&examination, &files, error);
	if (well) {
		found->checked = true;
		found->errors = findings_count(&examination.findings, LEVEL_ERROR);
		found->suspicions = findings_count(&examination.findings, LEVEL_SUSPICION);
		struct buffer summary = {0};
		report_summary(&summary, &examination.findings, examination.records);
		run_folder_say(scene->folder, "checked the export: %.*s",
			SPAN_ARGUMENTS(buffer_span(&summary)));
		buffer_free(&summary);
		well = keep(scene, &examination.findings, error) &&
		       judge(scene, &examination.findings, error);
	}
	examination_free(&examination);
	free(path_z);
	return well;
}

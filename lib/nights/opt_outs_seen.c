/* opt_outs_seen.c - see opt_outs_seen.h */
#include "nights/opt_outs_seen.h"

#include "cli/memory.h"
#include "format/json_text.h"
#include "io/buffer.h"
#include "io/path.h"
#include "journal/evidence.h"
#include "journal/own_opt_outs.h"
#include "nights/dialect.h"
#include "nights/fate.h"
#include "nights/night_lines.h"
#include "nights/run_names.h"
#include "record/truth.h"
#include "run/document.h"
#include "run/manifest.h"

#include <stdlib.h>

struct gathering {
	const struct preparation_scene *scene;
	const struct run_list *runs;
	bool *made_out; /* by run: it had somebody uploaded as inactive */
	struct own_opt_outs opt_outs;
};

static bool
is_opt_out(const struct run_names *names, const struct night_line *line)
{
	bool from = true, to = false;
	return line->field.length && run_names_is_active(names, line->field) &&
	       (!truth_parse(line->from, &from) || from) && (!truth_parse(line->to, &to) || !to);
}

static bool
find_day(const struct run_list *runs, struct span run, struct date *day)
{
	for (size_t i = 0; i < runs->count; i++)
		if (span_equal_z(run, runs->list[i].name_z))
			return date_parse(span_from_z(runs->list[i].export_day_z), day);
	return false;
}

static bool
add_seen(struct gathering *gathering, const char *run_z, const struct run_names *names,
	struct error *error)
{
	struct night_lines lines = {0};
	bool well = night_lines_open(&lines, run_z, SEEN_FILE, error);
	while (well && lines.more) {
		const struct night_line *line = &lines.line;
		size_t key = run_names_key(names, line->key_field);
		struct date active;
		if (key < GUARD_KEY_COUNT && is_opt_out(names, line) &&
			find_day(gathering->runs, line->since, &active))
			own_opt_outs_add(&gathering->opt_outs, key, line->key, active);
		well = night_lines_advance(&lines, error);
	}
	night_lines_close(&lines);
	return well;
}

static bool
add_tonight(struct gathering *gathering, struct error *error)
{
	const struct preparation_scene *scene = gathering->scene;
	struct reader_options ignored = {0};
	struct run_names names = {0};
	bool well = dialect_read(scene->dialect, &ignored, &names.columns, error);
	run_names_want(&names);
	well = well && add_seen(gathering, run_folder_path_z(scene->folder), &names, error);
	run_names_free(&names);
	return well;
}

static bool
read_names(struct run_names *names, const char *run_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", run_z, MANIFEST_FILE);
	json_t *manifest = document_read(path_z, error);
	bool well = manifest && run_names_take(names, json_object_get(manifest, "export"), error);
	json_decref(manifest);
	free(path_z);
	return well;
}

static bool
add_seen_earlier(struct gathering *gathering, const char *run_z, struct error *error)
{
	struct run_names names = {0};
	bool well = read_names(&names, run_z, error) && add_seen(gathering, run_z, &names, error);
	run_names_free(&names);
	return well;
}

/* *handed_on says whether it left the file, in which all that runs before it knew stands. */
static bool
add_earlier(struct gathering *gathering, const char *run_z, bool *handed_on, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", run_z, OWN_OPT_OUTS_FILE);
	bool well = path_exists(path_z, handed_on, error);
	if (well && *handed_on)
		well = own_opt_outs_read(&gathering->opt_outs, path_z, error);
	else if (well)
		well = add_seen_earlier(gathering, run_z, error);
	free(path_z);
	return well;
}

static void
find_made_out(struct gathering *gathering, const struct uploads *uploads)
{
	gathering->made_out = memory_zeroed(
		gathering->runs->count + 1, sizeof(*gathering->made_out));
	for (size_t i = 1; i <= uploads->count; i++) {
		const struct upload *upload = &uploads->list[i];
		bool truth;
		if (truth_parse(upload->text, &truth) && !truth &&
			column_names_alike(
				uploads->fields[upload->field].name, span_of("active", 6)))
			gathering->made_out[upload->run] = true;
	}
}

static bool
was_uploaded(const struct fate *fate, struct span part)
{
	size_t i = 0;
	while (i < fate->uploads.count && !span_equal_z(part, fate->uploads.parts_z[i]))
		i++;
	return i < fate->uploads.count;
}

static bool
add_wishes(struct gathering *gathering, const struct listed_run *run, const struct fate *fate,
	const char *changes_z, struct error *error)
{
	struct run_names names = {0};
	struct date active;
	bool dated = date_parse(span_from_z(run->export_day_z), &active);
	struct journal_reader *reader = journal_reader_open(changes_z, error);
	struct journal_line line;
	bool more = true, well = reader && read_names(&names, run->path_z, error);
	while (well && (well = journal_reader_next(reader, &line, &more, error)) && more) {
		/* an approval calls the keys so, whatever the export does */
		size_t key = span_equal(line.key_field, guard_key_names[1]) ? 1 : 0;
		if (dated && run_names_is_active(&names, line.field) &&
			evidence_step_is_wish(&line) && was_uploaded(fate, line.part))
			own_opt_outs_add(&gathering->opt_outs, key, line.key, active);
	}
	journal_reader_close(reader);
	run_names_free(&names);
	return well;
}

/* What a person may have asked for, and we uploaded: its export still showed the contact active. */
static bool
add_uploaded(struct gathering *gathering, const struct listed_run *run, struct error *error)
{
	struct fate fate = {0};
	bool well = fate_read(&fate, run->path_z, error);
	const struct approval_part *changes = &fate.approval.changes;
	if (well && changes->name_z) {
		char *path_z = approval_part_path_z(changes, run->path_z, error);
		well = path_z && add_wishes(gathering, run, &fate, path_z, error);
		free(path_z);
	}
	fate_free(&fate);
	return well;
}

static bool
write_all(const struct gathering *gathering, struct error *error)
{
	const struct own_opt_outs *opt_outs = &gathering->opt_outs;
	if (!opt_outs->count)
		return true;
	char *path_z = run_folder_file_z(gathering->scene->folder, OWN_OPT_OUTS_FILE);
	struct side_file *file = side_file_create(path_z, OUTPUT_NEW, error);
	struct buffer line = {0};
	bool well = file != NULL;
	for (size_t i = 0; well && i < opt_outs->count; i++) {
		const struct own_opt_out *opt_out = &opt_outs->list[i];
		char day_z[DATE_TEXT_SIZE];
		date_print(opt_out->active, day_z);
		buffer_clear(&line);
		buffer_add_byte(&line, '{');
		json_add_member(&line, "key", opt_out->key);
		json_add_member(&line, "key_field", guard_key_names[opt_out->key_number]);
		json_add_member(&line, "active_on", span_from_z(day_z));
		buffer_add_z(&line, "}\n");
		well = side_file_write(file, buffer_span(&line), error);
	}
	well = well && side_file_publish(file, error);
	side_file_free(file);
	buffer_free(&line);
	free(path_z);
	return well;
}

bool
opt_outs_seen_write(const struct preparation_scene *scene, const struct run_list *runs,
	const struct uploads *uploads, struct error *error)
{
	struct gathering gathering = {.scene = scene, .runs = runs};
	bool well = true, handed_on = false;
	find_made_out(&gathering, uploads);
	for (size_t i = runs->count; well && i > 0; i--) {
		const struct listed_run *run = &runs->list[i - 1];
		if (run->state != RUN_PROPOSED || strcmp(run->program_z, scene->program_z) != 0)
			continue;
		well = (handed_on || add_earlier(&gathering, run->path_z, &handed_on, error)) &&
		       (!gathering.made_out[i - 1] || add_uploaded(&gathering, run, error));
	}
	well = well && add_tonight(&gathering, error) && write_all(&gathering, error);
	own_opt_outs_free(&gathering.opt_outs);
	free(gathering.made_out);
	return well;
}

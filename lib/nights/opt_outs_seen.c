/* opt_outs_seen.c - see opt_outs_seen.h */
#include "nights/opt_outs_seen.h"

#include "format/json_text.h"
#include "io/buffer.h"
#include "io/path.h"
#include "journal/own_opt_outs.h"
#include "nights/dialect.h"
#include "nights/night_lines.h"
#include "nights/run_names.h"
#include "record/truth.h"
#include "run/document.h"
#include "run/manifest.h"

#include <stdlib.h>

struct gathering {
	const struct preparation_scene *scene;
	const struct run_list *runs;
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
add_seen_earlier(struct gathering *gathering, const char *run_z, struct error *error)
{
	struct run_names names = {0};
	char *path_z = text_formatted_z("%s/%s", run_z, MANIFEST_FILE);
	json_t *manifest = document_read(path_z, error);
	bool well = manifest &&
		    run_names_take(&names, json_object_get(manifest, "export"), error) &&
		    add_seen(gathering, run_z, &names, error);
	json_decref(manifest);
	run_names_free(&names);
	free(path_z);
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
opt_outs_seen_write(
	const struct preparation_scene *scene, const struct run_list *runs, struct error *error)
{
	struct gathering gathering = {.scene = scene, .runs = runs};
	bool well = true, handed_on = false;
	for (size_t i = runs->count; well && !handed_on && i > 0; i--) {
		const struct listed_run *run = &runs->list[i - 1];
		if (run->state == RUN_PROPOSED && strcmp(run->program_z, scene->program_z) == 0)
			well = add_earlier(&gathering, run->path_z, &handed_on, error);
	}
	well = well && add_tonight(&gathering, error) && write_all(&gathering, error);
	own_opt_outs_free(&gathering.opt_outs);
	return well;
}

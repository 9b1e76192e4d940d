/* prepare.c - see prepare.h */
#include "nights/prepare.h"

#include "nights/dialect.h"
#include "nights/export_check.h"
#include "nights/opt_outs_seen.h"
#include "nights/seen.h"
#include "nights/shown.h"

/* Compare the export with what earlier nights had uploaded, and with the last export. */
static bool
remember(const struct nights_wish *wish, const struct preparation_scene *scene,
	const struct run_list *runs, struct preparation *found, struct error *error)
{
	struct uploads uploads = {0};
	struct removals removals = {0};
	struct night_writer confirmed;
	struct columns columns = {0};
	struct reader_options ignored = {0};
	const struct listed_run *last = run_list_last(runs, scene->program_z, scene->pipeline_z);
	struct shown_request shown = {scene, runs, &uploads, &columns, &confirmed, wish->again};
	struct seen_request seen = {scene, runs, last, &uploads, &removals, &confirmed, &columns};
	night_writer_begin(&confirmed, run_folder_path_z(scene->folder), CONFIRMED_FILE);
	bool well = dialect_read(scene->dialect, &ignored, &columns, error) &&
		    uploads_read(&uploads, runs, scene->program_z, &columns, error) &&
		    removals_read_earlier(&removals, runs, scene->program_z, error) &&
		    (!uploads.count || shown_look(&shown, found, error)) &&
		    (!last || seen_compare(&seen, found, error)) &&
		    opt_outs_seen_write(scene, runs, &uploads, error) &&
		    night_writer_publish(&confirmed, error);
	found->confirmed = confirmed.count;
	night_writer_free(&confirmed);
	removals_free(&removals);
	uploads_free(&uploads);
	columns_free(&columns);
	return well;
}

bool
nights_prepare(void *context, const struct preparation_scene *scene, struct preparation *found,
	struct error *error)
{
	const struct nights_wish *wish = context;
	struct run_list runs = {0};
	bool well = (wish->no_check || export_check(scene, found, error)) &&
		    run_list_read(&runs, scene->runs_z, error) &&
		    remember(wish, scene, &runs, found, error);
	run_list_free(&runs);
	return well;
}

/* shown.c - see shown.h */
#include "nights/shown.h"

#include "nights/dialect.h"
#include "record/truth.h"

#include <stdlib.h>

/* The export of the run that looks, which has no place in the list yet. */
#define SHOWN_NOW UINT32_MAX

struct looking {
	const struct shown_request *request;
	struct night_writer came_back;
};

static struct span
key_name(const struct looking *looking, size_t key_column)
{
	const struct shown_request *request = looking->request;
	size_t column = request->uploads->keys.list[key_column].index;
	return span_from_z(request->columns->list[column].sought_z);
}

/* Whether an upload is the last one of its field: none is linked before it. */
static bool
is_last(const struct uploads *uploads, uint32_t first, uint32_t number)
{
	uint32_t field = uploads->list[number].field;
	while (first != number && uploads->list[first].field != field)
		first = uploads->list[first].next;
	return first == number;
}

/*
 * Whoever was opted in may have texted STOP before any export showed it: no consent of before
 * counts a second time.
 */
static bool
is_opt_in(const struct upload_field *field, const struct upload *upload)
{
	bool truth;
	return column_names_alike(field->name, span_of("active", 6)) &&
	       truth_parse(upload->text, &truth) && truth;
}

static bool
look_at_upload(struct looking *looking, struct record *record, struct upload *upload,
	struct night_line *line, struct error *error)
{
	const struct shown_request *request = looking->request;
	const struct upload_field *field = &request->uploads->fields[upload->field];
	struct recorded wanted = recorded_of_text(upload->text);
	if (record->field_of[field->column.index] < 0) /* who does not say it says nothing */
		return true;
	line->field = field->name;
	line->run = span_from_z(request->runs->list[upload->run].name_z);
	line->from = line->to = span_of(NULL, 0);
	line->again = false;
	if (recorded_equals(&wanted, record, field->column, field->role)) {
		if (upload->shown)
			return true;
		upload->shown = SHOWN_NOW;
		line->to = upload->text;
		return night_writer_add(request->confirmed, line, error);
	}
	/* of two contacts with one key the other one may have shown it just now */
	if (upload->shown == SHOWN_NOW || (!upload->shown && !is_opt_in(field, upload)))
		return true;
	if (!record_text(record, field->column, &line->to))
		line->to = record_field_raw(record, (size_t)record->field_of[field->column.index]);
	line->from = upload->text;
	line->again = request->again;
	return night_writer_add(&looking->came_back, line, error);
}

static bool
look_at_record(struct looking *looking, struct record *record, struct error *error)
{
	const struct shown_request *request = looking->request;
	struct uploads *uploads = request->uploads;
	for (size_t i = 0; i < uploads->keys.count; i++) {
		struct span key;
		if (!record_text(record, uploads->keys.list[i], &key) || !key.length)
			continue;
		uint32_t first = uploads_find(uploads, i, key);
		struct night_line line = {.key = key,
			.key_field = key_name(looking, i),
			.at = span_from_z(request->scene->as_of_z)};
		for (uint32_t number = first; number; number = uploads->list[number].next)
			if (is_last(uploads, first, number) &&
				!look_at_upload(
					looking, record, &uploads->list[number], &line, error))
				return false;
	}
	return true;
}

/* Who cannot be found by any key would be taken for one whom nobody uploaded. */
static bool
check_keys(const struct looking *looking, struct error *error)
{
	const struct shown_request *request = looking->request;
	const struct key_columns *keys = &request->uploads->keys;
	for (size_t i = 0; i < keys->count; i++)
		if (request->columns->list[keys->list[i].index].seen)
			return true;
	struct span name = key_name(looking, 0);
	return error_set(error, STATUS_BAD_DATA,
		"%s: there is no column %.*s, by which earlier runs had contacts uploaded; export it "
		"too, or say how the export is to be read (--delimiter, --column)",
		request->scene->given_z, SPAN_ARGUMENTS(name));
}

static bool
look(struct looking *looking, struct reader *reader, struct error *error)
{
	enum reading reading;
	struct record *record;
	while ((reading = reader_next_good(reader, &record, error)) == READING_RECORD)
		if (!look_at_record(looking, record, error))
			return false;
	return reading == READING_END;
}

bool
shown_look(const struct shown_request *request, struct preparation *found, struct error *error)
{
	const struct preparation_scene *scene = request->scene;
	struct looking looking = {.request = request};
	const char *folder_z = run_folder_path_z(scene->folder);
	char *path_z = run_folder_file_z(scene->folder, scene->export_z);
	struct reader_options options = {.paths_z = (const char *const *)&path_z, .path_count = 1};
	struct columns mapped = {0}; /* the request's are mapped already */
	night_writer_begin(&looking.came_back, folder_z, CAME_BACK_FILE);
	struct reader *reader = NULL;
	if (dialect_read(scene->dialect, &options, &mapped, error))
		reader = reader_open(&options, request->columns, error);
	bool well = reader && look(&looking, reader, error) && check_keys(&looking, error) &&
		    night_writer_publish(&looking.came_back, error);
	found->came_back = looking.came_back.count;
	reader_close(reader);
	columns_free(&mapped);
	night_writer_free(&looking.came_back);
	free(path_z);
	return well;
}

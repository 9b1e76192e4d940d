/* asked_there.c - see asked_there.h */
#include "nights/asked_there.h"

#include "nights/dialect.h"

#include <stdlib.h>

#define LETTERS "cs" /* of customer_id, signalvine_id */

static struct span
id_of(struct asked_there *asked, size_t i, struct span id)
{
	buffer_clear(&asked->id);
	buffer_add_byte(&asked->id, LETTERS[i]);
	buffer_add(&asked->id, id);
	return buffer_span(&asked->id);
}

static void
take_record(struct asked_there *asked, struct record *record, const struct column *columns)
{
	struct span ids[2];
	for (size_t i = 0; i < 2; i++)
		if (!record_text(record, columns[i], &ids[i]))
			ids[i] = span_of("", 0);
	const struct contact_names names = {ids[0], ids[1]};
	if (!removals_find(asked->removals, &names))
		return;
	for (size_t i = 0; i < 2; i++)
		if (ids[i].length)
			span_map_add(&asked->ids, id_of(asked, i, ids[i]), 0, NULL);
}

static bool
take_all(struct asked_there *asked, struct reader *reader, const struct column *columns,
	struct error *error)
{
	enum reading reading;
	struct record *record;
	while ((reading = reader_next_good(reader, &record, error)) == READING_RECORD)
		take_record(asked, record, columns);
	return reading == READING_END;
}

static bool
read_export(struct asked_there *asked, struct error *error)
{
	const struct preparation_scene *scene = asked->scene;
	struct columns columns = {0};
	struct column wanted[2];
	char *path_z = run_folder_file_z(scene->folder, scene->export_z);
	struct reader_options options = {.paths_z = (const char *const *)&path_z, .path_count = 1};
	struct reader *reader = NULL;
	if (dialect_read(scene->dialect, &options, &columns, error)) {
		wanted[0] = columns_want(&columns, span_from_z("customer_id"), COLUMN_OPTIONAL);
		wanted[1] = columns_want(&columns, span_from_z("signalvine_id"), COLUMN_OPTIONAL);
		reader = reader_open(&options, &columns, error);
	}
	bool well = reader && take_all(asked, reader, wanted, error);
	reader_close(reader);
	columns_free(&columns);
	free(path_z);
	return well;
}

bool
asked_there_have(struct asked_there *asked, const struct contact_names *names, bool *there,
	struct error *error)
{
	const struct span ids[] = {names->customer_id, names->signalvine_id};
	*there = false;
	if (!asked->read && !read_export(asked, error))
		return false;
	asked->read = true;
	for (size_t i = 0; i < 2 && !*there; i++)
		*there = ids[i].length && span_map_find(&asked->ids, id_of(asked, i, ids[i]));
	return true;
}

void
asked_there_free(struct asked_there *asked)
{
	span_map_free(&asked->ids);
	buffer_free(&asked->id);
}

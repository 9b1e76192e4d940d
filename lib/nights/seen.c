/* seen.c - see seen.h */
#include "nights/seen.h"

#include "cli/memory.h"
#include "io/path.h"
#include "nights/asked_there.h"
#include "nights/dialect.h"
#include "review/diff.h"

#include <stdio.h>
#include <stdlib.h>

struct seeing {
	const struct seen_request *request;
	struct night_writer writer;
	struct group_sets scratch;
	struct columns *columns; /* as --column says */
	const char *first_key_z; /* the column that a subject without a key_field is known by */
	struct column customer_id;
	struct asked_there asked_there;
};

/* Whether it was shown by the last export, or before: then it has changed since. */
static bool
is_old(const struct seeing *seeing, const struct upload *upload)
{
	const struct seen_request *request = seeing->request;
	return upload->shown && upload->shown - 1 <= (size_t)(request->last - request->runs->list);
}

/* Whether we had this very value uploaded, and no export up to the last one has shown it. */
static bool
is_ours(struct seeing *seeing, struct span key_field, struct span key,
	const struct diff_field *changed)
{
	const struct uploads *uploads = seeing->request->uploads;
	const struct columns *columns = seeing->request->columns;
	for (size_t i = 0; i < uploads->keys.count; i++) {
		if (!columns_match(columns, uploads->keys.list[i].index, key_field))
			continue;
		uint32_t number = uploads_find(uploads, i, key);
		for (; number; number = uploads->list[number].next) {
			const struct upload *upload = &uploads->list[number];
			size_t column = uploads->fields[upload->field].column.index;
			if (columns_match(columns, column, changed->name) &&
				!is_old(seeing, upload) &&
				diff_values_same(
					changed->kind, upload->text, changed->to, &seeing->scratch))
				return true;
		}
	}
	return false;
}

static struct night_line
line_of(const struct seeing *seeing, const struct diff_subject *subject)
{
	return (struct night_line){
		.key = subject->key,
		.key_field = subject->key_field.length ? subject->key_field
						       : span_from_z(seeing->first_key_z),
		.since = span_from_z(seeing->request->last->name_z),
		.at = span_from_z(seeing->request->scene->as_of_z),
	};
}

static bool
take_changed(void *context, const struct diff_subject *subject, const struct diff_field *fields,
	size_t count, struct error *error)
{
	struct seeing *seeing = context;
	struct night_line line = line_of(seeing, subject);
	for (size_t i = 0; i < count; i++) {
		if (is_ours(seeing, line.key_field, subject->key, &fields[i]))
			continue;
		line.field = fields[i].name;
		line.from = fields[i].from;
		line.to = fields[i].to;
		if (!night_writer_add(&seeing->writer, &line, error))
			return false;
	}
	return true;
}

static bool
take_alone(struct seeing *seeing, const char *change_z, const struct diff_subject *subject,
	struct error *error)
{
	struct night_line line = line_of(seeing, subject);
	line.change = span_from_z(change_z);
	return night_writer_add(&seeing->writer, &line, error);
}

static bool
take_added(void *context, const struct diff_subject *subject, struct error *error)
{
	return take_alone(context, "added", subject, error);
}

/* The request that had a contact deleted; NULL: there was none, or the export still has its id. */
static bool
find_request(struct seeing *seeing, const struct night_line *line,
	const struct removal_request **asked, struct error *error)
{
	struct removals *removals = seeing->request->removals;
	bool by_customer_id = columns_match(
		seeing->columns, seeing->customer_id.index, line->key_field);
	struct contact_names names = {.customer_id = by_customer_id ? line->key : span_of("", 0),
		.signalvine_id = by_customer_id ? span_of("", 0) : line->key};
	bool there = false;
	*asked = removals->asked.count ? removals_find(removals, &names) : NULL;
	if (*asked && !asked_there_have(&seeing->asked_there, &names, &there, error))
		return false;
	if (there)
		*asked = NULL;
	return true;
}

static bool
take_gone(void *context, const struct diff_subject *subject, struct error *error)
{
	struct seeing *seeing = context;
	struct night_line line = line_of(seeing, subject);
	const struct removal_request *asked;
	if (!find_request(seeing, &line, &asked, error))
		return false;
	if (!asked)
		return take_alone(seeing, "gone", subject, error);
	line.change = span_from_z("gone");
	line.since = span_of(NULL, 0);
	line.run = span_from_z(asked->run_z);
	return night_writer_add(seeing->request->confirmed, &line, error);
}

static bool
compare(struct seeing *seeing, const struct diff_request *request, struct error *error)
{
	struct diff_listener listener = {seeing, take_changed, take_added, take_gone};
	struct diff *diff = diff_open(request, error);
	bool well = diff && diff_run(diff, &listener, error) &&
		    night_writer_publish(&seeing->writer, error);
	diff_close(diff);
	return well;
}

static struct diff_mapping *
mappings_of(const struct run_dialect *dialect)
{
	struct diff_mapping *mappings = memory_zeroed(dialect->column_count + 1, sizeof(*mappings));
	for (size_t i = 0; i < dialect->column_count; i++) {
		const char *text_z = dialect->columns_z[i], *equals = strchr(text_z, '=');
		mappings[i].role = span_of(text_z, (size_t)(equals - text_z));
		mappings[i].name = span_from_z(equals + 1);
	}
	return mappings;
}

/* The column that comes first among those of the key, as a file is to call it, and customer_id. */
static bool
find_keys(struct seeing *seeing, struct error *error)
{
	struct key_columns keys;
	const char *keys_z = seeing->request->scene->dialect->keys_z;
	if (!key_columns_want(&keys, keys_z, seeing->columns, error))
		return false;
	seeing->first_key_z = seeing->columns->list[keys.list[0].index].sought_z;
	seeing->customer_id = columns_want(
		seeing->columns, span_from_z("customer_id"), COLUMN_OPTIONAL);
	return true;
}

/* An export that cannot be compared is no reason to end the run: its log says why. */
static bool
conclude(struct seeing *seeing, bool compared, struct preparation *found, struct error *error)
{
	const struct seen_request *request = seeing->request;
	if (!compared && error->status != STATUS_BAD_DATA)
		return false;
	if (!compared) {
		run_folder_say(request->scene->folder, "not compared with the export of %s: %s",
			request->last->name_z, error->text);
		*error = (struct error){0};
		return true;
	}
	found->compared = true;
	found->seen = seeing->writer.count;
	snprintf(found->compared_with_z, sizeof(found->compared_with_z), "%s",
		request->last->name_z);
	run_folder_say(request->scene->folder,
		"compared with the export of %s: %llu changes "
		"that were not by us",
		request->last->name_z, (unsigned long long)found->seen);
	return true;
}

bool
seen_compare(const struct seen_request *request, struct preparation *found, struct error *error)
{
	const struct preparation_scene *scene = request->scene;
	struct columns columns = {0};
	struct seeing seeing = {.request = request,
		.columns = &columns,
		.asked_there = {.scene = scene, .removals = request->removals}};
	struct reader_options options = {0};
	char *old_z = text_formatted_z(
		"%s/%s", request->last->path_z, request->last->export_name_z);
	char *new_z = run_folder_file_z(scene->folder, scene->export_z);
	struct diff_mapping *mappings = mappings_of(scene->dialect);
	night_writer_begin(&seeing.writer, run_folder_path_z(scene->folder), SEEN_FILE);
	bool well = dialect_read(scene->dialect, &options, &columns, error) &&
		    find_keys(&seeing, error);
	bool there = false;
	/* a manifest that was tampered with shall not lead elsewhere */
	if (well && !strchr(request->last->export_name_z, '/'))
		well = path_exists(old_z, &there, error);
	if (well && !there) {
		run_folder_say(scene->folder,
			"the export of the last run, %s, is not there any more",
			request->last->name_z);
	} else if (well) {
		struct diff_request diff = {
			.paths_z = {old_z, new_z},
			.from = options.from,
			.delimiter = options.delimiter,
			.keys_z = scene->dialect->keys_z,
			.mappings = mappings,
			.mapping_count = scene->dialect->column_count,
			.lenient = true,
		};
		bool compared = compare(&seeing, &diff, error);
		well = conclude(&seeing, compared, found, error);
	}
	night_writer_free(&seeing.writer);
	group_sets_free(&seeing.scratch);
	asked_there_free(&seeing.asked_there);
	columns_free(&columns);
	free(mappings);
	free(old_z);
	free(new_z);
	return well;
}

/* group_decision.c - see group_decision.h */
#include "nights/group_decision.h"

#include "io/path.h"
#include "record/key.h"
#include "record/reader.h"
#include "run/document.h"
#include "run/manifest.h"
#include "run/stage_list.h"

#include <stdlib.h>

static bool
has_groups(const struct decisions *decisions)
{
	for (size_t i = 0; i < decisions->count; i++)
		if (decisions->list[i].scope == DECISION_GROUP)
			return true;
	return false;
}

/* NULL with error filled; the path of a pruned one leads nowhere. Free with free(). */
static char *
export_path_z(const char *run_z, struct error *error)
{
	char *manifest_z = text_formatted_z("%s/%s", run_z, MANIFEST_FILE);
	json_t *manifest = document_read(manifest_z, error);
	const char *name_z = json_string_value(
		json_object_get(json_object_get(manifest, "export"), "file"));
	/* a manifest that was tampered with shall not lead elsewhere */
	char *path_z = manifest ? text_formatted_z("%s/%s", run_z,
					  name_z && !strchr(name_z, '/') ? name_z : "")
				: NULL;
	json_decref(manifest);
	free(manifest_z);
	return path_z;
}

static struct key_columns
want_keys(const struct run_stage *stage, struct columns *columns)
{
	struct key_columns keys = {.count = 0};
	for (size_t i = 0; i < stage->key_count && i < KEY_COLUMNS_MOST; i++)
		keys.list[keys.count++] = columns_want(
			columns, span_from_z(stage->keys_z[i]), COLUMN_OPTIONAL);
	return keys;
}

/* The first decision about a contact of that key, among those that can be read. */
static bool
look_up(struct reader *reader, const struct key_columns *keys, struct span wanted,
	struct decisions *decisions, const struct decision **found, struct error *error)
{
	struct record *record;
	enum reading reading;
	while ((reading = reader_next(reader, &record, error)) != READING_END) {
		struct key key;
		if (reading == READING_FAILED)
			return false;
		if (reading == READING_RECORD && record_key(record, keys, &key) &&
			span_equal(key.text, wanted) &&
			decisions_find_contact(decisions, record, found) && *found)
			return true;
	}
	return true;
}

static bool
look_up_in(const char *export_z, const struct run_stage *stage, struct span key,
	const struct columns *mapped, struct decisions *decisions, const struct decision **found,
	struct error *error)
{
	struct columns columns = {0};
	struct reader_options options = {.paths_z = &export_z,
		.path_count = 1,
		.from = stage->from,
		.delimiter = stage->delimiter};
	for (size_t i = 0; i < mapped->mapped_count; i++)
		columns_map(&columns, span_from_z(mapped->mapped[i].role_z),
			span_from_z(mapped->mapped[i].name_z));
	struct key_columns keys = want_keys(stage, &columns);
	decisions_want(decisions, &columns);
	struct reader *reader = reader_open(&options, &columns, error);
	bool well = reader && look_up(reader, &keys, key, decisions, found, error);
	reader_close(reader);
	columns_free(&columns);
	return well;
}

bool
group_decision_find(struct decisions *decisions, const char *run_z, struct span key,
	const struct columns *mapped, struct arena *arena, struct span *reason, struct error *error)
{
	*reason = span_of(NULL, 0);
	if (!has_groups(decisions))
		return true;
	struct stage_list stages = {0};
	const struct decision *found = NULL;
	char *export_z = export_path_z(run_z, error);
	bool there = false;
	bool well = export_z && stage_list_read(&stages, run_z, error) &&
		    path_exists(export_z, &there, error);
	if (well && there)
		well = look_up_in(export_z, &stages.list[0], key, mapped, decisions, &found, error);
	if (well && found && found->scope == DECISION_GROUP)
		*reason = arena_copy(arena, found->reason);
	stage_list_free(&stages);
	free(export_z);
	return well;
}

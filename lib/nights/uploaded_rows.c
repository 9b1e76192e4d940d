/* uploaded_rows.c - see uploaded_rows.h */
#include "nights/uploaded_rows.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/path.h"
#include "record/list.h"
#include "record/truth.h"
#include "run/approval.h"
#include "run/digest.h"

#include <stdlib.h>

enum { ACTIVE = GUARD_KEY_COUNT, COLUMN_COUNT };

static void
add_row(struct uploaded_rows *rows, const struct list *list, size_t at, uint32_t upload)
{
	bool truth;
	struct uploaded_row row = {.upload = upload};
	row.out = truth_parse(list_text(list, at, ACTIVE), &truth) && !truth;
	if (rows->count == rows->capacity) {
		rows->capacity = rows->capacity ? rows->capacity * 2 : 64;
		rows->list = memory_resized(rows->list, rows->capacity, sizeof(*rows->list));
	}
	rows->list[rows->count] = row;
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++) {
		struct span key = list_text(list, at, i);
		if (span_trim(key).length)
			*span_map_add(&rows->by_key[i], key, 0, NULL) = (uint32_t)rows->count;
	}
	rows->count++;
}

static bool
read_part(struct uploaded_rows *rows, const char *path_z, uint32_t upload, struct error *error)
{
	const struct span names[COLUMN_COUNT] = {
		guard_key_names[0], guard_key_names[1], span_of("active", 6)};
	struct list *list = list_read(path_z, names, COLUMN_COUNT, error);
	for (size_t i = 0; list && list->has_column[ACTIVE] && i < list->count; i++)
		add_row(rows, list, i, upload);
	list_free(list);
	return list != NULL;
}

static bool
take_upload(
	struct uploaded_rows *rows, const char *run_z, const struct span *line, struct error *error)
{
	char digest_z[DIGEST_TEXT_SIZE];
	uint64_t size;
	if (!line[0].length || memchr(line[0].data, '/', line[0].length))
		return true;
	char *path_z = text_formatted_z("%s/%.*s", run_z, SPAN_ARGUMENTS(line[0]));
	uint32_t upload = (uint32_t)rows->upload_count++;
	rows->at[upload] = arena_copy(&rows->arena, line[2]);
	bool there;
	bool well = path_exists(path_z, &there, error) &&
		    (!there || digest_file(path_z, digest_z, &size, error));
	if (there && well && !span_equal_z(line[1], digest_z))
		well = error_set(error, STATUS_REFUSED,
			"%s: is not what was uploaded, its digest is another; nothing can be "
			"concluded from it",
			path_z);
	if (!there && span_compare(rows->at[upload], rows->gone_at) > 0)
		rows->gone_at = rows->at[upload];
	well = well && (!there || read_part(rows, path_z, upload, error));
	free(path_z);
	return well;
}

bool
uploaded_rows_read(struct uploaded_rows *rows, const char *run_z, struct error *error)
{
	static const struct span names[] = {{"part", 4}, {"sha256", 6}, {"at", 2}};
	char *path_z = text_formatted_z("%s/%s", run_z, APPROVAL_UPLOADED);
	bool there;
	bool looked = path_exists(path_z, &there, error);
	if (!there) {
		free(path_z);
		return looked;
	}
	struct list *list = list_read(path_z, names, 3, error);
	free(path_z);
	bool well = list != NULL;
	if (well)
		rows->at = memory_zeroed(list->count, sizeof(*rows->at));
	for (size_t i = 0; well && i < list->count; i++)
		well = take_upload(rows, run_z, &list->texts[i * 3], error);
	list_free(list);
	return well;
}

const struct uploaded_row *
uploaded_rows_find(const struct uploaded_rows *rows, size_t key, struct span text)
{
	const uint32_t *row = key < GUARD_KEY_COUNT ? span_map_find(&rows->by_key[key], text)
						    : NULL;
	return row ? &rows->list[*row] : NULL;
}

void
uploaded_rows_free(struct uploaded_rows *rows)
{
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++)
		span_map_free(&rows->by_key[i]);
	free(rows->list);
	free(rows->at);
	arena_free(&rows->arena);
	*rows = (struct uploaded_rows){0};
}

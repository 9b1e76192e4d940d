/* merge.c - see merge.h */
#include "parts/merge.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/path.h"
#include "parts/join.h"
#include "parts/part_rejects.h"
#include "run/run_lists.h"
#include "run/stage_cursor.h"
#include "run/stage_folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

static char *
output_path_z(const struct merge *merge, size_t part)
{
	return part_path_z(&merge->parts->list[part], PART_CLEANED);
}

static bool
look_for_output(const char *path_z, struct error *error)
{
	return access(path_z, F_OK) == 0 ||
	       error_set_errno(error, "%s: the part has no output", path_z);
}

static bool
take_print(const struct merge *merge, size_t part, char *print_z, struct error *error)
{
	char *path_z = output_path_z(merge, part);
	bool well = look_for_output(path_z, error) && fingerprint_file(path_z, print_z, error);
	free(path_z);
	return well;
}

static bool
add_output(struct merge *merge, struct join *join, size_t part, struct error *error)
{
	uint64_t before = join->records;
	char *path_z = output_path_z(merge, part);
	bool well = look_for_output(path_z, error) && join_add(join, path_z, error) &&
		    part_stages_account(
			    merge->stages, merge->parts, part, join->records - before, error);
	free(path_z);
	return well;
}

static bool
check_way(const struct merge *merge, size_t part, struct error *error)
{
	char print_z[FINGERPRINT_TEXT_SIZE];
	return take_print(merge, part, print_z, error) &&
	       part_stages_check_way(merge->stages, merge->parts, part, print_z, error);
}

/* What a filter says of the whole export cannot be had from what it says of each part. */
static bool
check_files(const struct run_stage *stage, struct error *error)
{
	static const char *const known[] = {STAGE_STARTED, STAGE_ENDED, STAGE_JOURNAL, STAGE_GONE,
		STAGE_REJECTS, STAGE_PURGED_CSV, STAGE_PURGED_NDJSON, STAGE_REQUEST,
		STAGE_SUPPRESSION};
	struct dirent **entries;
	int count = scandir(stage->path_z, &entries, NULL, alphasort);
	if (count < 0)
		return error_set_errno(error, "%s: cannot open", stage->path_z);
	bool well = true;
	for (int i = 0; i < count; i++) {
		const char *name_z = entries[i]->d_name;
		size_t j = 0;
		while (j < sizeof(known) / sizeof(*known) && strcmp(known[j], name_z) != 0)
			j++;
		if (well && name_z[0] != '.' && j == sizeof(known) / sizeof(*known))
			well = error_set(error, STATUS_REFUSED,
				"%s/%s: cannot be put together, because %s looks at the whole "
				"export; let it do so, by itself",
				stage->path_z, name_z, stage->filter_z);
		free(entries[i]);
	}
	free(entries);
	return well;
}

bool
merge_outputs(struct merge *merge, struct error *error)
{
	bool well = true;
	for (size_t i = 0; well && i < merge->stages->sums.count; i++)
		well = check_files(&merge->stages->sums.list[i], error);
	/* stages are listed by name; which of them wrote the output shows by what it read */
	char print_z[FINGERPRINT_TEXT_SIZE];
	if (!well || !take_print(merge, 0, print_z, error))
		return false;
	part_stages_find_way(merge->stages, print_z);
	const struct run_stage *last = part_stages_last(merge->stages);
	struct join join = {.sink = merge->sink, .format = last->to, .delimiter = last->delimiter};
	for (size_t i = 0; well && i < merge->parts->count; i++)
		well = add_output(merge, &join, i, error);
	for (size_t i = 0; well && i < merge->parts->count; i++)
		well = check_way(merge, i, error);
	char *first_z = output_path_z(merge, 0);
	well = well && join_end(&join, first_z, error) && sink_drain(merge->sink, error);
	merge->records = join.records;
	fingerprint_text(merge->print, merge->print_z);
	free(first_z);
	join_free(&join);
	return well;
}

/* *path_z is the path of a stage's file in one part, if it is there; free with free(). */
static bool
find_file(const struct merge *merge, size_t part, size_t stage, const char *name_z, char **path_z,
	struct error *error)
{
	const struct run_stage *told = &merge->stages->of_part[part].list[stage];
	bool there;
	*path_z = text_formatted_z("%s/%s", told->path_z, name_z);
	bool well = path_exists(*path_z, &there, error);
	if (there)
		return true;
	free(*path_z);
	*path_z = NULL;
	return well;
}

/* The same in the first part that has it: a stage may make one only when there is a use for it. */
static bool
find_first_file(const struct merge *merge, size_t stage, const char *name_z, char **path_z,
	struct error *error)
{
	bool looked = true;
	*path_z = NULL;
	for (size_t i = 0; looked && !*path_z && i < merge->parts->count; i++)
		looked = find_file(merge, i, stage, name_z, path_z, error);
	return looked;
}

/*
 * Add what the file `path_z` of a part says to `target`; the stage read `before` records in the
 * parts before it.
 */
typedef bool part_adder(const struct merge *merge, size_t part, const char *path_z, uint64_t before,
	void *target, struct error *error);

static bool
add_parts(const struct merge *merge, size_t stage, const char *name_z, part_adder *add,
	void *target, struct error *error)
{
	uint64_t before = 0;
	bool well = true;
	for (size_t i = 0; well && i < merge->parts->count; i++) {
		const struct run_stage *told = &merge->stages->of_part[i].list[stage];
		char *path_z = text_formatted_z("%s/%s", told->path_z, name_z);
		well = add(merge, i, path_z, before, target, error);
		before += told->read;
		free(path_z);
	}
	return well;
}

/* A side file of the stage's folder, of those of all parts. */
static bool
join_side_files(const struct merge *merge, size_t stage, struct stage_folder *folder,
	const char *name_z, part_adder *add, struct error *error)
{
	char *path_z = stage_folder_path_z(folder, name_z);
	struct side_file *file = side_file_create(path_z, OUTPUT_NEW, error);
	bool well = file && add_parts(merge, stage, name_z, add, file, error) &&
		    side_file_publish(file, error);
	side_file_free(file);
	free(path_z);
	return well;
}

static bool
add_changes(const struct merge *merge, size_t part, const char *path_z, uint64_t before,
	void *target, struct error *error)
{
	struct side_file *file = target;
	struct cursor cursor = {0};
	struct buffer bytes = {0};
	(void)merge;
	(void)part;
	bool well = cursor_open(&cursor, path_z, error);
	while (well && cursor.more) {
		buffer_clear(&bytes);
		buffer_add(&bytes, cursor_line_members(&cursor.line));
		buffer_add_format(&bytes, ",\"number\":%llu}\n",
			(unsigned long long)(cursor.line.number + before));
		well = side_file_write(file, buffer_span(&bytes), error) &&
		       cursor_advance(&cursor, error);
	}
	cursor_close(&cursor);
	buffer_free(&bytes);
	return well;
}

static bool
join_journals(
	const struct merge *merge, size_t stage, struct stage_folder *folder, struct error *error)
{
	return !merge->stages->sums.list[stage].has_journal ||
	       join_side_files(merge, stage, folder, STAGE_JOURNAL, add_changes, error);
}

static bool
join_records(const struct merge *merge, size_t stage, struct stage_folder *folder,
	const char *name_z, struct join *join, struct error *error)
{
	char *first_z;
	bool looked = find_first_file(merge, stage, name_z, &first_z, error);
	if (!first_z)
		return looked;
	char *path_z = stage_folder_path_z(folder, name_z);
	struct sink_options options = {
		.path_z = path_z,
		.kind = OUTPUT_NEW,
		.gzip = sink_path_is_gzip(path_z),
		.threads = 1,
	};
	join->sink = sink_open(&options, error);
	bool well = join->sink != NULL;
	for (size_t i = 0; well && i < merge->parts->count; i++) {
		char *part_z;
		well = find_file(merge, i, stage, name_z, &part_z, error) &&
		       (!part_z || join_add(join, part_z, error));
		free(part_z);
	}
	well = well && join_end(join, first_z, error) && sink_finish(join->sink, error);
	sink_close(join->sink);
	free(path_z);
	free(first_z);
	return well;
}

static bool
join_purged(
	const struct merge *merge, size_t stage, struct stage_folder *folder, struct error *error)
{
	const struct run_stage *told = &merge->stages->sums.list[stage];
	struct join csv = {.format = FORMAT_CSV, .delimiter = told->delimiter};
	struct join ndjson = {.format = FORMAT_NDJSON, .delimiter = told->delimiter};
	struct join request = {.format = FORMAT_CSV, .delimiter = ','};
	struct join suppression = request;
	bool well = join_records(merge, stage, folder, STAGE_PURGED_CSV, &csv, error) &&
		    join_records(merge, stage, folder, STAGE_PURGED_NDJSON, &ndjson, error) &&
		    join_records(merge, stage, folder, STAGE_REQUEST, &request, error) &&
		    join_records(merge, stage, folder, STAGE_SUPPRESSION, &suppression, error);
	join_free(&csv);
	join_free(&ndjson);
	join_free(&request);
	join_free(&suppression);
	return well;
}

static bool
add_gone(const struct merge *merge, size_t part, const char *path_z, uint64_t before, void *target,
	struct error *error)
{
	struct stage_folder *folder = target;
	struct cursor cursor = {0};
	(void)merge;
	(void)part;
	bool well = cursor_open(&cursor, path_z, error);
	while (well && cursor.more) {
		const struct cursor_line *line = &cursor.line;
		struct stage_gone gone = {
			.key = line->key,
			.key_field = line->key_field,
			.number = line->number + before,
			.rejected = line->rejected,
		};
		well = stage_folder_add_gone(folder, &gone, error) &&
		       cursor_advance(&cursor, error);
	}
	cursor_close(&cursor);
	return well;
}

static bool
add_rejects(const struct merge *merge, size_t part, const char *path_z, uint64_t before,
	void *target, struct error *error)
{
	(void)before; /* the parts themselves tell where each began */
	bool there;
	bool looked = path_exists(path_z, &there, error);
	return there ? part_rejects_add(target, path_z, merge->parts, part, error) : looked;
}

static bool
join_rejects(
	const struct merge *merge, size_t stage, struct stage_folder *folder, struct error *error)
{
	char *first_z;
	bool looked = find_first_file(merge, stage, STAGE_REJECTS, &first_z, error);
	if (!first_z)
		return looked;
	free(first_z);
	return join_side_files(merge, stage, folder, STAGE_REJECTS, add_rejects, error);
}

static struct stage_folder *
make_folder(const struct merge *merge, const struct run_stage *stage, struct error *error)
{
	struct span *keys = memory_zeroed(stage->key_count, sizeof(*keys));
	for (size_t i = 0; i < stage->key_count; i++)
		keys[i] = span_from_z(stage->keys_z[i]);
	struct stage_description description = {
		.run_z = merge->run_z,
		.stage_z = stage->name_z,
		.filter_z = stage->filter_z,
		.where_z = stage->where_z,
		.reason_z = stage->reason_z,
		.keys = keys,
		.key_count = stage->key_count,
		.has_journal = stage->has_journal,
		.takes_out = stage->takes_out,
		.max_changes = stage->capped ? &stage->max_changes : NULL,
	};
	struct stage_folder *folder = stage_folder_create(&description, error);
	free(keys);
	return folder;
}

/* As if all stages had been those of one process. */
static uint64_t
place_of(const struct merge *merge, size_t stage)
{
	uint64_t place = 0;
	while (place < merge->stages->order.count && merge->stages->order.way[place] != stage)
		place++;
	return place;
}

static bool
end_folder(const struct merge *merge, size_t i, struct stage_folder *folder, struct error *error)
{
	const struct run_stage *stage = &merge->stages->sums.list[i];
	const struct stage_count counts[] = {
		{"read", stage->read},
		{"written", stage->written},
		{"changed", stage->changed},
		{"gone", stage->gone},
		{"rejected", stage->rejected},
		{"held", stage->held},
		{"protected", stage->protected},
		{"keyless", stage->keyless},
		{"left_alone", stage->left_alone},
	};
	size_t field_count;
	char *const *fields_z = part_stages_fields(merge->stages, i, &field_count);
	struct span *fields = memory_zeroed(field_count, sizeof(*fields));
	for (size_t j = 0; j < field_count; j++)
		fields[j] = span_from_z(fields_z[j]);
	struct stage_passage passage = {
		.from_z = format_name_z(stage->from),
		.to_z = format_name_z(stage->to),
		.delimiter = (char)stage->delimiter,
		.process_z = merge->stages->sums.list[merge->stages->order.way[0]].name_z,
		.input_z = merge->parts->print_z,
		.output_z = merge->print_z,
	};
	struct stage_result result = {
		.passage = &passage,
		.place = place_of(merge, i),
		.fields = fields,
		.field_count = field_count,
		.counts = counts,
		.count_count = sizeof(counts) / sizeof(*counts),
	};
	bool well = stage_folder_end(folder, &result, error);
	free(fields);
	return well;
}

static bool
merge_stage(const struct merge *merge, size_t i, struct error *error)
{
	struct stage_folder *folder = make_folder(merge, &merge->stages->sums.list[i], error);
	bool well = folder && join_journals(merge, i, folder, error) &&
		    join_purged(merge, i, folder, error) &&
		    add_parts(merge, i, STAGE_GONE, add_gone, folder, error) &&
		    join_rejects(merge, i, folder, error) && end_folder(merge, i, folder, error);
	stage_folder_free(folder);
	return well;
}

bool
merge_stages(const struct merge *merge, struct error *error)
{
	for (size_t i = 0; i < merge->stages->sums.count; i++)
		if (!merge_stage(merge, i, error))
			return false;
	return run_lists_copy(merge->parts->list[0].path_z, merge->run_z, error);
}

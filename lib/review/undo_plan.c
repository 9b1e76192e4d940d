/* undo_plan.c - see undo_plan.h */
#include "review/undo_plan.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "run/stage_folder.h"

#include <stdlib.h>
#include <sys/stat.h>

static bool
check_place(struct undo_plan *plan, const struct undone_run *run, char *real_z, struct error *error)
{
	if (!plan->real_runs_z)
		plan->real_runs_z = real_z;
	bool same = strcmp(plan->real_runs_z, real_z) == 0;
	if (!same)
		error_set(error, STATUS_REFUSED,
			"%s: lies in another folder than %s; undo the runs of one folder at a time",
			run->path_z, plan->runs[0].path_z);
	if (real_z != plan->real_runs_z)
		free(real_z);
	return same;
}

static bool
find_place(struct undo_plan *plan, struct undone_run *run, struct error *error)
{
	char *real_z = realpath(run->path_z, NULL);
	char *slash = real_z ? strrchr(real_z, '/') : NULL;
	if (!slash || slash == real_z) {
		free(real_z);
		return error_set_errno(error, "%s: no folder of a run", run->path_z);
	}
	*slash = '\0';
	run->name_z = memory_copied_z(slash + 1, strlen(slash + 1));
	const char *given = strrchr(run->path_z, '/');
	if (!plan->runs_z)
		plan->runs_z = given ? memory_copied_z(run->path_z, (size_t)(given - run->path_z))
				     : memory_copied_z(".", 1);
	return check_place(plan, run, real_z, error);
}

static bool
check_company(const struct undo_plan *plan, const struct undone_run *run, struct error *error)
{
	const struct undone_run *first = &plan->runs[0];
	if (strcmp(run->approval.program_z, first->approval.program_z) != 0)
		return error_set(error, STATUS_REFUSED, "%s: is of the program %s, but %s of %s",
			run->path_z, run->approval.program_z, first->path_z,
			first->approval.program_z);
	for (const struct undone_run *other = first; other < run; other++)
		if (strcmp(other->name_z, run->name_z) == 0)
			return error_set(error, STATUS_USAGE, "%s: is named twice", run->path_z);
	return true;
}

static bool
check_uploads(struct undone_run *run, struct error *error)
{
	const struct approval *approval = &run->approval;
	size_t uploaded = 0;
	for (size_t i = 0; i < approval->part_count; i++)
		uploaded += approval_uploads_at_z(&run->uploads, approval->parts[i].name_z) != NULL;
	if (!uploaded)
		return error_set(error, STATUS_REFUSED,
			"%s: nothing of it was noted as uploaded, so there is nothing to undo; if "
			"something was, note it: roster uploaded %s --part FILE",
			run->path_z, run->path_z);
	if (!approval->changes.name_z)
		return error_set(error, STATUS_REFUSED,
			"%s: its approval does not tell the digest of %s", run->path_z,
			APPROVAL_CHANGES);
	run->changes_z = approval_part_path_z(&approval->changes, run->path_z, error);
	return run->changes_z != NULL;
}

static bool
read_run(struct undo_plan *plan, const char *path_z, struct error *error)
{
	struct undone_run *run = &plan->runs[plan->run_count++];
	size_t length = strlen(path_z);
	while (length > 1 && path_z[length - 1] == '/')
		length--;
	run->path_z = memory_copied_z(path_z, length);
	return find_place(plan, run, error) && approval_read(&run->approval, run->path_z, error) &&
	       approval_uploads_read(&run->uploads, run->path_z, error) &&
	       check_company(plan, run, error) && check_uploads(run, error);
}

/* The one that was approved last comes first. */
static int
by_approval(const void *a, const void *b)
{
	const struct undone_run *first = a, *second = b;
	int order = strcmp(second->approval.at_z, first->approval.at_z);
	return order ? order : strcmp(second->name_z, first->name_z);
}

bool
undo_plan_read(
	struct undo_plan *plan, const char *const *paths_z, size_t count, struct error *error)
{
	plan->runs = memory_zeroed(count, sizeof(*plan->runs));
	for (size_t i = 0; i < count; i++)
		if (!read_run(plan, paths_z[i], error))
			return false;
	qsort(plan->runs, plan->run_count, sizeof(*plan->runs), by_approval);
	return true;
}

bool
undo_plan_check_export(const struct undo_plan *plan, const char *export_z, struct error *error)
{
	struct stat status;
	char modified_z[APPROVAL_TIME_SIZE];
	if (stat(export_z, &status) != 0)
		return error_set_errno(error, "%s: cannot open", export_z);
	approval_time_print(status.st_mtime, modified_z);
	for (size_t i = 0; i < plan->run_count; i++)
		for (size_t j = 0; j < plan->runs[i].uploads.count; j++)
			if (strcmp(modified_z, plan->runs[i].uploads.at_z[j]) < 0)
				return error_set(error, STATUS_REFUSED,
					"%s: is of %s, before %s of %s was uploaded at %s, so it does "
					"not show what is to be undone; export again",
					export_z, modified_z, plan->runs[i].uploads.parts_z[j],
					plan->runs[i].path_z, plan->runs[i].uploads.at_z[j]);
	return true;
}

static void
add_word(struct undo_plan *plan, const char *word_z)
{
	plan->words_z = memory_resized(plan->words_z, plan->word_count + 1, sizeof(*plan->words_z));
	plan->words_z[plan->word_count++] = word_z;
}

static void
add_words(struct undo_plan *plan, const char *const *words_z, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_word(plan, words_z[i]);
}

static void
add_filter(struct undo_plan *plan, const struct undone_run *run)
{
	char *reason_z = text_formatted_z("undo of %s", run->name_z);
	plan->owned_z = memory_resized(
		plan->owned_z, plan->owned_count + 1, sizeof(*plan->owned_z));
	plan->owned_z[plan->owned_count++] = reason_z;
	const char *const words[] = {"patch", run->changes_z, "--reverse", "--reason", reason_z};
	add_words(plan, words, sizeof(words) / sizeof(*words));
	if (strlen(run->name_z) <= STAGE_NAME_MOST) {
		add_word(plan, "--stage");
		add_word(plan, run->name_z);
	}
	for (size_t i = 0; i < run->approval.part_count; i++) {
		const char *part_z = run->approval.parts[i].name_z;
		if (!approval_uploads_at_z(&run->uploads, part_z))
			continue;
		add_word(plan, "--part");
		add_word(plan, part_z);
	}
}

void
undo_plan_write(struct undo_plan *plan, const struct undo_options *options)
{
	for (size_t i = 0; i < plan->run_count; i++) {
		if (i)
			add_word(plan, "+");
		add_filter(plan, &plan->runs[i]);
		if (!i)
			add_words(plan, options->input_z, options->input_count);
		add_words(plan, options->each_z, options->each_count);
	}
}

void
undo_plan_free(struct undo_plan *plan)
{
	for (size_t i = 0; i < plan->run_count; i++) {
		struct undone_run *run = &plan->runs[i];
		approval_free(&run->approval);
		approval_uploads_free(&run->uploads);
		free(run->path_z);
		free(run->name_z);
		free(run->changes_z);
	}
	for (size_t i = 0; i < plan->owned_count; i++)
		free(plan->owned_z[i]);
	free(plan->owned_z);
	free(plan->words_z);
	free(plan->runs);
	free(plan->runs_z);
	free(plan->real_runs_z);
	*plan = (struct undo_plan){0};
}

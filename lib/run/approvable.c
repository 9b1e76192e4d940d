/* approvable.c - see approvable.h */
#include "run/approvable.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/path.h"
#include "run/approval.h"
#include "run/document.h"
#include "run/lock.h"
#include "run/manifest.h"
#include "run/prune.h"

#include <stdlib.h>
#include <unistd.h>

/* Clocks of two machines differ a little. */
#define FUTURE_MOST 600 /* seconds */

static bool
find_place(struct approvable *approvable, struct error *error)
{
	char *real_z = realpath(approvable->path_z, NULL);
	char *slash = real_z ? strrchr(real_z, '/') : NULL;
	if (!slash || slash == real_z) {
		free(real_z);
		return error_set_errno(error, "%s: no folder of a run", approvable->path_z);
	}
	approvable->name_z = memory_copied_z(slash + 1, strlen(slash + 1));
	approvable->runs_z = memory_copied_z(real_z, (size_t)(slash - real_z));
	free(real_z);
	return true;
}

static bool
find_run(struct approvable *approvable, struct error *error)
{
	for (size_t i = 0; i < approvable->runs.count; i++)
		if (strcmp(approvable->runs.list[i].name_z, approvable->name_z) == 0)
			approvable->run = &approvable->runs.list[i];
	if (!approvable->run)
		return error_set(
			error, STATUS_REFUSED, "%s: no folder of a run", approvable->path_z);
	if (approvable->run->state == RUN_PROPOSED)
		return true;
	return error_set(error, STATUS_REFUSED,
		"%s: the run did not end well, so there is nothing to approve; its log.txt says "
		"what happened",
		approvable->path_z);
}

/* Whoever copies a folder has two of them, and would upload both. */
static bool
check_name(const struct approvable *approvable, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", approvable->path_z, MANIFEST_FILE);
	json_t *manifest = document_read(path_z, error);
	free(path_z);
	if (!manifest)
		return false;
	const char *name_z = json_string_value(json_object_get(manifest, "run"));
	bool same = name_z && strcmp(name_z, approvable->name_z) == 0;
	if (!same)
		error_set(error, STATUS_REFUSED,
			"%s: the folder was renamed: its manifest says %.200s; give it that name",
			approvable->path_z, name_z ? name_z : "nothing");
	json_decref(manifest);
	return same;
}

static bool
check_unapproved(const struct approvable *approvable, struct error *error)
{
	struct approval approval;
	bool approved;
	if (!approval_exists(approvable->path_z, &approved, error))
		return false;
	if (!approved)
		return true;
	if (approval_read(&approval, approvable->path_z, error))
		error_set(error, STATUS_REFUSED, "%s: is approved already, by %s at %s",
			approvable->path_z, approval.by_z, approval.at_z);
	approval_free(&approval);
	return false;
}

static bool
check_age(const struct approvable *approvable, uint64_t max_age, struct error *error)
{
	time_t now = time(NULL), at = approvable->run->at;
	if (at > now + FUTURE_MOST)
		return error_set(error, STATUS_REFUSED,
			"%s: the run was begun in the future, says its started.json; set the clock",
			approvable->path_z);
	if (at + (time_t)max_age >= now)
		return true;
	return error_set(error, STATUS_REFUSED,
		"%s: the run is %lld hours old, more than --max-age allows; run it again on a new "
		"export",
		approvable->path_z, (long long)(now - at) / 3600);
}

static bool
check_last(const struct approvable *approvable, struct error *error)
{
	const struct listed_run *run = approvable->run;
	if (!run_list_is_superseded(&approvable->runs, (size_t)(run - approvable->runs.list)))
		return true;
	const struct listed_run *last = run_list_last(
		&approvable->runs, run->program_z, run->pipeline_z);
	return error_set(error, STATUS_REFUSED,
		"%s: a later run of its program and pipeline was proposed: %s; approve that one",
		approvable->path_z, last->name_z);
}

static bool
check_unpruned(const struct approvable *approvable, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", approvable->path_z, PRUNED_FILE);
	bool pruned;
	bool well = path_exists(path_z, &pruned, error);
	free(path_z);
	if (pruned)
		well = error_set(error, STATUS_REFUSED,
			"%s: the run's data was pruned, so it can be proved no more; run it again "
			"on a new export",
			approvable->path_z);
	return well;
}

static bool
take_digest(struct approvable *approvable, struct error *error)
{
	uint64_t size;
	char *path_z = text_formatted_z("%s/%s", approvable->path_z, MANIFEST_FILE);
	bool well = digest_file(path_z, approvable->manifest_sha256_z, &size, error);
	free(path_z);
	return well;
}

static bool
take_lock(struct approvable *approvable, struct error *error)
{
	char *holder_z = text_formatted_z(
		"process %ld, which approves %s\n", (long)getpid(), approvable->name_z);
	approvable->lock = lock_take(approvable->runs_z, holder_z, error);
	free(holder_z);
	return approvable->lock != NULL;
}

bool
approvable_open(
	struct approvable *approvable, const char *path_z, uint64_t max_age, struct error *error)
{
	*approvable = (struct approvable){.path_z = path_z};
	return find_place(approvable, error) && take_lock(approvable, error) &&
	       run_list_read(&approvable->runs, approvable->runs_z, error) &&
	       find_run(approvable, error) && check_name(approvable, error) &&
	       check_unapproved(approvable, error) && check_unpruned(approvable, error) &&
	       check_age(approvable, max_age, error) && check_last(approvable, error) &&
	       take_digest(approvable, error);
}

void
approvable_close(struct approvable *approvable)
{
	lock_release(approvable->lock);
	run_list_free(&approvable->runs);
	free(approvable->runs_z);
	free(approvable->name_z);
	*approvable = (struct approvable){0};
}

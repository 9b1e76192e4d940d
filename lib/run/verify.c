/* verify.c - see verify.h */
#include "run/verify.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "run/approval.h"
#include "run/document.h"
#include "run/manifest.h"
#include "run/prune.h"
#include "run/repeat.h"
#include "run/sums.h"

#include <stdlib.h>
#include <unistd.h>

static bool
compare_count(const json_t *manifest, const char *name_z, uint64_t found, struct error *error)
{
	uint64_t told = document_number(json_object_get(manifest, "counts"), name_z);
	return told == found ||
	       error_set(error, STATUS_DIFFERENT,
		       "the manifest says that counts.%s is %llu, but the files have %llu", name_z,
		       (unsigned long long)told, (unsigned long long)found);
}

static bool
compare_counts(const json_t *manifest, const struct proof_counts *counts, struct error *error)
{
	return compare_count(manifest, "export", counts->export, error) &&
	       compare_count(manifest, "cleaned", counts->cleaned, error) &&
	       compare_count(manifest, "changed", counts->changed, error) &&
	       compare_count(manifest, "changes", counts->changes, error) &&
	       compare_count(manifest, "gone", counts->gone, error) &&
	       compare_count(manifest, "rejected", counts->rejected, error) &&
	       compare_count(manifest, "reachable", counts->reachable, error) &&
	       compare_count(manifest, "reachable_after", counts->reachable_after, error);
}

static char *
file_of_z(const char *folder_z, const json_t *manifest, const char *part_z)
{
	const json_t *part = json_object_get(manifest, part_z);
	const char *name_z = json_string_value(json_object_get(part, "file"));
	/* a manifest that was tampered with shall not lead elsewhere */
	if (!name_z || strchr(name_z, '/'))
		return NULL;
	return text_formatted_z("%s/%s", folder_z, name_z);
}

static const char *
text_in_z(const json_t *manifest, const char *part_z, const char *name_z)
{
	const char *text_z = json_string_value(
		json_object_get(json_object_get(manifest, part_z), name_z));
	return text_z ? text_z : "";
}

static bool
compare_digest(struct digest *digest, const char *told_z, const char *what_z, struct error *error)
{
	char found_z[DIGEST_TEXT_SIZE];
	digest_end(digest, found_z);
	return strcmp(found_z, told_z) == 0 ||
	       error_set(error, STATUS_DIFFERENT, "%s has another SHA-256 than the manifest says",
		       what_z);
}

static bool
compare_journal(const char *expected_z, const char *folder_z, struct error *error)
{
	char found_z[DIGEST_TEXT_SIZE];
	uint64_t size;
	char *path_z = text_formatted_z("%s/journal.ndjson", folder_z);
	bool well = digest_file(path_z, found_z, &size, error);
	free(path_z);
	return well &&
	       (strcmp(found_z, expected_z) == 0 ||
		       error_set(error, STATUS_DIFFERENT,
			       "journal.ndjson: is not what the journals of the stages give"));
}

/* A file of the run by what the manifest says of its bytes. */
static bool
compare_file(const char *folder_z, const json_t *manifest, const char *part_z, struct error *error)
{
	char found_z[DIGEST_TEXT_SIZE];
	uint64_t size;
	char *path_z = file_of_z(folder_z, manifest, part_z);
	if (!path_z)
		return true;
	bool well = digest_file(path_z, found_z, &size, error);
	free(path_z);
	return well &&
	       (strcmp(found_z, text_in_z(manifest, part_z, "sha256")) == 0 ||
		       error_set(error, STATUS_DIFFERENT,
			       "the %s has another SHA-256 than the manifest says", part_z));
}

static bool
prove(const char *folder_z, const json_t *manifest, const struct proof_watcher *watcher,
	struct proof_counts *counts, struct error *error)
{
	struct stage_list stages = {0};
	char *export_z = file_of_z(folder_z, manifest, "export");
	char *cleaned_z = file_of_z(folder_z, manifest, "cleaned");
	const char *print_z = text_in_z(manifest, "cleaned", MANIFEST_PRINT);
	const char *run_z = json_string_value(json_object_get(manifest, "run"));
	struct digest content;
	char journal_z[DIGEST_TEXT_SIZE] = "";
	size_t column_count = 0;
	char **columns_z = document_texts_z(
		json_object_get(manifest, "export"), "columns", &column_count);
	digest_begin(&content);
	struct proof_request request = {
		.export_z = export_z,
		.cleaned_z = cleaned_z,
		.stages = &stages,
		.cleaned_print_z = print_z,
		.columns_z = (const char *const *)columns_z,
		.column_count = column_count,
		.run_name_z = run_z ? run_z : "",
		.watcher = watcher,
		.content_digest = &content,
		.journal_digest_z = journal_z,
	};
	bool well = export_z && cleaned_z;
	if (!well)
		error_set(error, STATUS_DIFFERENT,
			"the manifest does not name the export and the cleaned file");
	well = well && stage_list_read(&stages, folder_z, error) &&
	       proof_run(&request, counts, error) &&
	       compare_digest(&content, text_in_z(manifest, "cleaned", "content_sha256"),
		       "the cleaned file's content", error) &&
	       compare_journal(journal_z, folder_z, error);
	/* what a tampered file cannot be read as is a difference, too */
	if (!well && (error->status == STATUS_REFUSED || error->status == STATUS_BAD_DATA))
		error->status = STATUS_DIFFERENT;
	stage_list_free(&stages);
	document_texts_free(columns_z, column_count);
	free(export_z);
	free(cleaned_z);
	return well;
}

/* Another version may give something else, and that is worth knowing then. */
static bool
do_again(const char *folder_z, const json_t *manifest, struct error *error)
{
	if (repeat_run(folder_z, manifest, error))
		return true;
	const char *version_z = json_string_value(json_object_get(manifest, "roster"));
	struct error plain = *error;
	if (version_z && strcmp(version_z, ROSTER_VERSION) != 0)
		error_set(error, plain.status,
			"%.3000s (the run was made by roster %.40s, this is %s)", plain.text,
			version_z, ROSTER_VERSION);
	return false;
}

static bool
is_pruned(const char *folder_z, const json_t *manifest)
{
	const char *name_z = json_string_value(
		json_object_get(json_object_get(manifest, "export"), "file"));
	return name_z && prune_dropped(folder_z, name_z);
}

enum verified
verify_run(const char *folder_z, bool repeat, const struct proof_watcher *watcher,
	struct proof_counts *counts, struct error *error)
{
	if (!sums_check(folder_z, error) || !approval_check(folder_z, error))
		return VERIFIED_DIFFERENT;
	char *path_z = text_formatted_z("%s/%s", folder_z, MANIFEST_FILE);
	json_t *manifest = document_read(path_z, error);
	if (!manifest && access(path_z, R_OK) == 0)
		error->status = STATUS_DIFFERENT;
	free(path_z);
	enum verified verified = VERIFIED_DIFFERENT;
	if (manifest && is_pruned(folder_z, manifest))
		verified = VERIFIED_PRUNED;
	else if (manifest && compare_file(folder_z, manifest, "export", error) &&
		 compare_file(folder_z, manifest, "pipeline", error) &&
		 prove(folder_z, manifest, watcher, counts, error) &&
		 compare_counts(manifest, counts, error) &&
		 (!repeat || do_again(folder_z, manifest, error)))
		verified = VERIFIED_PROVED;
	json_decref(manifest);
	return verified;
}

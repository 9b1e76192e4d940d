/* approval.c - see approval.h */
#include "run/approval.h"

#include "cli/memory.h"
#include "format/utf8.h"
#include "io/buffer.h"
#include "io/path.h"
#include "run/document.h"
#include "run/manifest.h"

#include <stdlib.h>

bool
approval_exists(const char *run_z, bool *there, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", run_z, APPROVAL_FILE);
	bool well = path_exists(path_z, there, error);
	free(path_z);
	return well;
}

static bool
take_part(struct approval_part *part, const json_t *document, const char *name_member_z)
{
	part->name_z = document_text_z(document, name_member_z);
	part->sha256_z = document_text_z(document, "sha256");
	part->contacts = document_number(document, "contacts");
	/* what was tampered with shall not lead elsewhere */
	return part->name_z && part->sha256_z && !strchr(part->name_z, '/');
}

static bool
take_parts(struct approval *approval, const json_t *document)
{
	const json_t *files = json_object_get(document, "files");
	const json_t *removal = json_object_get(document, "removal");
	approval->parts = memory_zeroed(json_array_size(files), sizeof(*approval->parts));
	for (size_t i = 0; i < json_array_size(files); i++)
		if (!take_part(&approval->parts[approval->part_count++], json_array_get(files, i),
			    "name"))
			return false;
	approval->changes.sha256_z = document_text_z(document, "changes_sha256");
	if (approval->changes.sha256_z)
		approval->changes.name_z = memory_copied_z(
			APPROVAL_CHANGES, strlen(APPROVAL_CHANGES));
	return json_is_array(files) && (!removal || take_part(&approval->removal, removal, "file"));
}

static bool
take_document(struct approval *approval, const json_t *document)
{
	approval->run_z = document_text_z(document, "run");
	approval->program_z = document_text_z(document, "program");
	approval->manifest_sha256_z = document_text_z(document, "manifest_sha256");
	approval->by_z = document_text_z(document, "by");
	approval->at_z = document_text_z(document, "at");
	return approval->run_z && approval->program_z && approval->manifest_sha256_z &&
	       approval->by_z && approval->at_z && take_parts(approval, document);
}

static bool
check_manifest(const struct approval *approval, const char *run_z, struct error *error)
{
	char digest_z[DIGEST_TEXT_SIZE];
	uint64_t size;
	char *path_z = text_formatted_z("%s/%s", run_z, MANIFEST_FILE);
	bool well = digest_file(path_z, digest_z, &size, error);
	free(path_z);
	if (well && strcmp(digest_z, approval->manifest_sha256_z) != 0)
		return error_set(error, STATUS_REFUSED,
			"%s: was changed since it was approved: %s is another", run_z,
			MANIFEST_FILE);
	return well;
}

bool
approval_read(struct approval *approval, const char *run_z, struct error *error)
{
	bool there;
	*approval = (struct approval){0};
	if (!approval_exists(run_z, &there, error))
		return false;
	if (!there)
		return error_set(error, STATUS_REFUSED,
			"%s: is not approved; see roster approve --help", run_z);
	char *path_z = text_formatted_z("%s/%s", run_z, APPROVAL_FILE);
	json_t *document = document_read(path_z, error);
	bool well = document && (take_document(approval, document) ||
					error_set(error, STATUS_SYSTEM,
						"%s: is no approval that roster wrote", path_z));
	json_decref(document);
	free(path_z);
	return well && check_manifest(approval, run_z, error);
}

char *
approval_part_path_z(const struct approval_part *part, const char *run_z, struct error *error)
{
	char digest_z[DIGEST_TEXT_SIZE];
	uint64_t size;
	char *path_z = text_formatted_z("%s/%s", run_z, part->name_z);
	if (digest_file(path_z, digest_z, &size, error)) {
		if (strcmp(digest_z, part->sha256_z) == 0)
			return path_z;
		error_set(error, STATUS_REFUSED, "%s: was changed since it was approved", path_z);
	}
	free(path_z);
	return NULL;
}

static bool
check_part(const struct approval_part *part, const char *run_z, struct error *error)
{
	if (!part->name_z)
		return true;
	char *path_z = approval_part_path_z(part, run_z, error);
	free(path_z);
	return path_z != NULL;
}

bool
approval_check(const char *run_z, struct error *error)
{
	struct approval approval;
	bool there;
	if (!approval_exists(run_z, &there, error))
		return false;
	if (!there)
		return true;
	bool well = approval_read(&approval, run_z, error) &&
		    check_part(&approval.removal, run_z, error) &&
		    check_part(&approval.changes, run_z, error);
	for (size_t i = 0; well && i < approval.part_count; i++)
		well = check_part(&approval.parts[i], run_z, error);
	approval_free(&approval);
	if (!well && error->status == STATUS_REFUSED)
		error->status = STATUS_DIFFERENT;
	return well;
}

static void
free_part(struct approval_part *part)
{
	free(part->name_z);
	free(part->sha256_z);
}

void
approval_free(struct approval *approval)
{
	for (size_t i = 0; i < approval->part_count; i++)
		free_part(&approval->parts[i]);
	free(approval->parts);
	free_part(&approval->removal);
	free_part(&approval->changes);
	free(approval->run_z);
	free(approval->program_z);
	free(approval->manifest_sha256_z);
	free(approval->by_z);
	free(approval->at_z);
	*approval = (struct approval){0};
}

bool
approval_check_text(const char *option_z, const char *text_z, struct error *error)
{
	struct span text = span_from_z(text_z);
	bool plain = utf8_check(text) == text.length && span_trim(text).length;
	for (size_t i = 0; i < text.length; i++)
		plain = plain && (unsigned char)text_z[i] >= ' ' && text_z[i] != 0x7f;
	return plain ||
	       error_set(error, STATUS_USAGE,
		       "--%s is not a line of text (UTF-8, without control characters)", option_z);
}

void
approval_time_print(time_t time, char text_z[APPROVAL_TIME_SIZE])
{
	struct tm utc;
	gmtime_r(&time, &utc);
	strftime(text_z, APPROVAL_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

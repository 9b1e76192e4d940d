/* approval_uploads.c - see approval_uploads.h */
#include "run/approval_uploads.h"

#include "cli/memory.h"
#include "format/json_text.h"
#include "io/buffer.h"
#include "io/output_file.h"
#include "run/document.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static bool
read_bytes(int descriptor, const char *path_z, struct buffer *bytes, struct error *error)
{
	char part[8192];
	ssize_t count;
	while ((count = read(descriptor, part, sizeof(part))) != 0) {
		if (count > 0)
			buffer_add(bytes, span_of(part, (size_t)count));
		else if (errno != EINTR)
			return error_set_errno(error, "%s: cannot read", path_z);
	}
	return true;
}

static bool
take_line(
	struct approval_uploads *uploads, struct span line, const char *path_z, struct error *error)
{
	json_t *document = json_loadb(line.data, line.length, JSON_REJECT_DUPLICATES, NULL);
	char *part_z = document_text_z(document, "part");
	char *at_z = document_text_z(document, "at");
	char *by_z = document_text_z(document, "by");
	json_decref(document);
	if (!part_z || !at_z) {
		free(part_z);
		free(at_z);
		free(by_z);
		return error_set(error, STATUS_SYSTEM,
			"%s: line %zu is none that roster wrote; mend or remove it", path_z,
			uploads->count + 1);
	}
	uploads->parts_z = memory_resized(
		uploads->parts_z, uploads->count + 1, sizeof(*uploads->parts_z));
	uploads->at_z = memory_resized(uploads->at_z, uploads->count + 1, sizeof(*uploads->at_z));
	uploads->by_z = memory_resized(uploads->by_z, uploads->count + 1, sizeof(*uploads->by_z));
	uploads->parts_z[uploads->count] = part_z;
	uploads->by_z[uploads->count] = by_z;
	uploads->at_z[uploads->count++] = at_z;
	return true;
}

/* *whole becomes how many bytes are whole lines. */
static bool
take_lines(struct approval_uploads *uploads, int descriptor, const char *path_z, size_t *whole,
	struct error *error)
{
	struct buffer bytes = {0};
	bool well = read_bytes(descriptor, path_z, &bytes, error);
	const char *end;
	*whole = 0;
	while (well && bytes.length > *whole &&
		(end = memchr(bytes.data + *whole, '\n', bytes.length - *whole))) {
		size_t length = (size_t)(end - bytes.data) - *whole;
		well = take_line(uploads, span_of(bytes.data + *whole, length), path_z, error);
		*whole += length + 1;
	}
	buffer_free(&bytes);
	return well;
}

static char *
path_of_z(const char *run_z)
{
	return text_formatted_z("%s/%s", run_z, APPROVAL_UPLOADED);
}

bool
approval_uploads_read(struct approval_uploads *uploads, const char *run_z, struct error *error)
{
	char *path_z = path_of_z(run_z);
	int descriptor = open(path_z, O_RDONLY | O_CLOEXEC);
	size_t whole;
	bool well = descriptor >= 0
			    ? take_lines(uploads, descriptor, path_z, &whole, error)
			    : errno == ENOENT || error_set_errno(error, "%s: cannot open", path_z);
	if (descriptor >= 0)
		close(descriptor);
	free(path_z);
	return well;
}

size_t
approval_uploads_find(const struct approval_uploads *uploads, const char *part_z)
{
	size_t i = 0;
	while (i < uploads->count && strcmp(uploads->parts_z[i], part_z) != 0)
		i++;
	return i;
}

const char *
approval_uploads_at_z(const struct approval_uploads *uploads, const char *part_z)
{
	size_t i = approval_uploads_find(uploads, part_z);
	return i < uploads->count ? uploads->at_z[i] : NULL;
}

static void
make_line(struct buffer *line, const struct approval_part *part, const char *by_z)
{
	char at_z[APPROVAL_TIME_SIZE];
	approval_time_print(time(NULL), at_z);
	buffer_add_byte(line, '{');
	json_add_member(line, "part", span_from_z(part->name_z));
	json_add_member(line, "sha256", span_from_z(part->sha256_z));
	json_add_member(line, "at", span_from_z(at_z));
	if (by_z)
		json_add_member(line, "by", span_from_z(by_z));
	buffer_add_z(line, "}\n");
}

/* The file is locked: two who note one part at the same time come one after the other. */
static bool
append(int descriptor, const char *path_z, const struct approval_part *part, const char *by_z,
	struct error *error)
{
	struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	struct approval_uploads uploads = {0};
	struct buffer line = {0};
	size_t whole;
	if (fcntl(descriptor, F_SETLKW, &all) != 0)
		return error_set_errno(error, "%s: cannot lock", path_z);
	bool well = take_lines(&uploads, descriptor, path_z, &whole, error);
	const char *at_z = approval_uploads_at_z(&uploads, part->name_z);
	if (well && at_z)
		well = error_set(error, STATUS_REFUSED, "%s: is noted as uploaded already, at %s",
			part->name_z, at_z);
	if (well && ftruncate(descriptor, (off_t)whole) != 0)
		well = error_set_errno(error, "%s: cannot cut off half a line", path_z);
	make_line(&line, part, by_z);
	well = well && output_write(descriptor, path_z, buffer_span(&line), error);
	if (well && fsync(descriptor) != 0)
		well = error_set_errno(error, "%s: cannot fsync", path_z);
	approval_uploads_free(&uploads);
	buffer_free(&line);
	return well;
}

bool
approval_uploads_add(
	const char *run_z, const struct approval_part *part, const char *by_z, struct error *error)
{
	char *path_z = path_of_z(run_z);
	int descriptor = open(path_z, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	bool well = descriptor >= 0 ? append(descriptor, path_z, part, by_z, error)
				    : error_set_errno(error, "%s: cannot open", path_z);
	if (descriptor >= 0 && close(descriptor) != 0 && well)
		well = error_set_errno(error, "%s: cannot close", path_z);
	free(path_z);
	return well;
}

void
approval_uploads_free(struct approval_uploads *uploads)
{
	for (size_t i = 0; i < uploads->count; i++) {
		free(uploads->parts_z[i]);
		free(uploads->at_z[i]);
		free(uploads->by_z[i]);
	}
	free(uploads->parts_z);
	free(uploads->at_z);
	free(uploads->by_z);
	*uploads = (struct approval_uploads){0};
}

/* suppression.c - see suppression.h */
#include "journal/suppression.h"

#include "cli/memory.h"
#include "format/csv_text.h"
#include "io/path.h"
#include "io/side_file.h"
#include "io/span_map.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static const char header_z[] = "customer_id,signalvine_id,phone,suppressed_at\n";

struct suppression {
	char *path_z;
	const char *at_z;
	struct buffer content;
	struct span_map lines; /* of it */
	struct buffer line;    /* that is being made */
	bool was_there, grew;
	struct stat before;
};

static bool
read_all(struct suppression *suppression, FILE *file, struct error *error)
{
	struct buffer *content = &suppression->content;
	size_t count = 1;
	while (count) {
		buffer_reserve(content, 8192);
		count = fread(content->data + content->length, 1, 8192, file);
		content->length += count;
	}
	if (ferror(file) || fstat(fileno(file), &suppression->before) != 0)
		return error_set_errno(error, "%s: cannot read", suppression->path_z);
	if (!span_starts_with(buffer_span(content), span_from_z(header_z)) ||
		content->data[content->length - 1] != '\n')
		return error_set(error, STATUS_BAD_DATA,
			"%s: is no suppression list, which begins with the line %.*s; name another",
			suppression->path_z, (int)sizeof(header_z) - 2, header_z);
	return true;
}

/* A row over several lines is not known again, and then stands there twice. */
static void
learn_lines(struct suppression *suppression)
{
	struct span left = buffer_span(&suppression->content);
	while (left.length) {
		const char *line_feed = memchr(left.data, '\n', left.length);
		size_t length = (size_t)(line_feed - left.data) + 1;
		span_map_add(&suppression->lines, span_of(left.data, length), 0, NULL);
		left = span_of(left.data + length, left.length - length);
	}
}

struct suppression *
suppression_open(const char *path_z, const char *at_z, struct error *error)
{
	struct suppression *suppression = memory_zeroed(1, sizeof(*suppression));
	suppression->path_z = memory_copied_z(path_z, strlen(path_z));
	suppression->at_z = at_z;
	FILE *file = fopen(path_z, "rb");
	suppression->was_there = file != NULL;
	bool well = file ? read_all(suppression, file, error)
			 : errno == ENOENT || error_set_errno(error, "%s: cannot open", path_z);
	if (file)
		fclose(file);
	else
		buffer_add_z(&suppression->content, header_z);
	if (well) {
		learn_lines(suppression);
		return suppression;
	}
	suppression_free(suppression);
	return NULL;
}

void
suppression_add(struct suppression *suppression, const struct guard_contact *contact)
{
	struct buffer *line = &suppression->line;
	bool added;
	buffer_clear(line);
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++) {
		csv_add_field(line, contact->keys[i], ',', false, false);
		buffer_add_byte(line, ',');
	}
	csv_add_field(line, contact->phone, ',', false, false);
	buffer_add_format(line, ",%s\n", suppression->at_z);
	span_map_add(&suppression->lines, buffer_span(line), 0, &added);
	if (!added)
		return;
	buffer_add(&suppression->content, buffer_span(line));
	suppression->grew = true;
}

/* Another program may have added to it, and what it added must not get lost. */
static bool
check_unchanged(const struct suppression *suppression, struct error *error)
{
	struct stat now;
	bool there;
	const struct stat *before = &suppression->before;
	if (!path_look(suppression->path_z, &now, &there, error))
		return false;
	if (there == suppression->was_there &&
		(!there || (now.st_ino == before->st_ino && now.st_size == before->st_size &&
				   now.st_mtim.tv_sec == before->st_mtim.tv_sec &&
				   now.st_mtim.tv_nsec == before->st_mtim.tv_nsec)))
		return true;
	return error_set(error, STATUS_SYSTEM,
		"%s: was changed meanwhile, by another program; run it again", suppression->path_z);
}

bool
suppression_publish(struct suppression *suppression, struct error *error)
{
	if (!suppression->grew)
		return true;
	struct side_file *file = side_file_create(
		suppression->path_z, suppression->was_there ? OUTPUT_REPLACE : OUTPUT_NEW, error);
	bool well = file && side_file_write(file, buffer_span(&suppression->content), error) &&
		    check_unchanged(suppression, error) && side_file_publish(file, error);
	side_file_free(file);
	return well;
}

void
suppression_free(struct suppression *suppression)
{
	if (!suppression)
		return;
	free(suppression->path_z);
	buffer_free(&suppression->content);
	buffer_free(&suppression->line);
	span_map_free(&suppression->lines);
	free(suppression);
}

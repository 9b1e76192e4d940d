/* page_share.c - see page.h: a copy for those who may not read the run's folder */
#include "io/side_file.h"
#include "io/source.h"
#include "page/page.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#define JOURNAL_FILE "journal.ndjson"

static bool
copy(const char *from_z, const char *to_z, struct error *error)
{
	struct source *source = source_open(from_z, error);
	struct side_file *to = source ? side_file_create(to_z, OUTPUT_REPLACE, error) : NULL;
	char bytes[8192];
	ssize_t count = to ? 1 : -1;
	while (count > 0 && (count = source_read(source, bytes, sizeof(bytes), error)) > 0)
		if (!side_file_write(to, span_of(bytes, (size_t)count), error))
			count = -1;
	bool well = count == 0 && side_file_publish(to, error);
	side_file_free(to);
	source_close(source);
	return well;
}

static bool
copy_one(const char *run_z, const char *copy_z, const char *name_z, struct error *error)
{
	char *from_z = text_formatted_z("%s/%s", run_z, name_z);
	char *to_z = text_formatted_z("%s/%s", copy_z, name_z);
	bool well = copy(from_z, to_z, error);
	free(from_z);
	free(to_z);
	return well;
}

/* The last part of a path, whatever slashes stand behind it. */
static struct span
name_of(const char *path_z)
{
	struct span path = span_from_z(path_z);
	while (path.length > 1 && path.data[path.length - 1] == '/')
		path.length--;
	size_t start = path.length;
	while (start && path.data[start - 1] != '/')
		start--;
	return span_of(path.data + start, path.length - start);
}

bool
page_share(const char *run_z, const char *share_z, char **path_z, struct error *error)
{
	struct span name = name_of(run_z);
	char *copy_z = text_formatted_z("%s/%.*s", share_z, SPAN_ARGUMENTS(name));
	bool well = mkdir(copy_z, 0777) == 0 || errno == EEXIST ||
		    error_set_errno(error, "%s: cannot make the folder", copy_z);
	well = well && copy_one(run_z, copy_z, PAGE_FILE, error) &&
	       copy_one(run_z, copy_z, JOURNAL_FILE, error);
	*path_z = well ? text_formatted_z("%s/%s", copy_z, PAGE_FILE) : NULL;
	free(copy_z);
	return well;
}

/* sums.c - see sums.h */
#include "run/sums.h"

#include "cli/memory.h"
#include "io/side_file.h"
#include "run/approval_files.h"
#include "run/prune.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

struct names {
	char **list_z; /* paths below the folder */
	size_t count;
};

static void
names_free(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->list_z[i]);
	free(names->list_z);
}

/* Files that a run gets later, or that go on. */
static bool
is_left_out(const char *name_z)
{
	static const char *const names[] = {SUMS_FILE, PRUNED_FILE, "log.txt"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(name_z, names[i]) == 0)
			return true;
	return approval_files_owns(name_z);
}

static bool collect(
	struct names *names, const char *folder_z, const char *below_z, struct error *error);

/* Take `inner_z`, a path below the folder, or what is in it. */
static bool
collect_one(struct names *names, const char *folder_z, const char *inner_z, struct error *error)
{
	struct stat status;
	char *whole_z = text_formatted_z("%s/%s", folder_z, inner_z);
	bool well = lstat(whole_z, &status) == 0 ||
		    error_set_errno(error, "%s: cannot be looked at", whole_z);
	free(whole_z);
	if (!well)
		return false;
	if (S_ISDIR(status.st_mode))
		return collect(names, folder_z, inner_z, error);
	if (!S_ISREG(status.st_mode))
		return error_set(error, STATUS_REFUSED,
			"%s: is no regular file; a run's folder holds folders and plain files only",
			inner_z);
	names->list_z = memory_resized(names->list_z, names->count + 1, sizeof(*names->list_z));
	names->list_z[names->count++] = memory_copied_z(inner_z, strlen(inner_z));
	return true;
}

static bool
collect(struct names *names, const char *folder_z, const char *below_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", folder_z, below_z);
	struct dirent **entries;
	int count = scandir(path_z, &entries, NULL, alphasort);
	if (count < 0)
		error_set_errno(error, "%s: cannot open", path_z);
	bool well = count >= 0;
	for (int i = 0; i < count; i++) {
		const char *name_z = entries[i]->d_name;
		bool dots = strcmp(name_z, ".") == 0 || strcmp(name_z, "..") == 0;
		char *inner_z = text_formatted_z("%s%s%s", below_z, *below_z ? "/" : "", name_z);
		if (!dots && (*below_z || !is_left_out(name_z)))
			well = well && collect_one(names, folder_z, inner_z, error);
		free(inner_z);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	free(path_z);
	return well;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* All files below the folder, in the order of their names' bytes. */
static bool
names_find(struct names *names, const char *folder_z, struct error *error)
{
	if (!collect(names, folder_z, "", error))
		return false;
	if (names->count)
		qsort(names->list_z, names->count, sizeof(*names->list_z), by_text);
	return true;
}

/* As sha256sum does it: a name with a line feed or a backslash is escaped, and so marked. */
static void
add_line(struct buffer *text, const char *digest_z, const char *name_z)
{
	bool escaped = strpbrk(name_z, "\n\\") != NULL;
	buffer_add_format(text, "%s%s  ", escaped ? "\\" : "", digest_z);
	for (const char *c = name_z; *c; c++)
		if (*c == '\n')
			buffer_add_z(text, "\\n");
		else if (*c == '\\')
			buffer_add_z(text, "\\\\");
		else
			buffer_add_byte(text, *c);
	buffer_add_byte(text, '\n');
}

static bool
add_sum(struct buffer *text, const char *folder_z, const char *name_z,
	const struct known_sums *known, struct error *error)
{
	char digest_z[DIGEST_TEXT_SIZE];
	uint64_t size;
	char *path_z = text_formatted_z("%s/%s", folder_z, name_z);
	const char *known_z = known_sums_find_z(known, path_z);
	bool well = known_z || digest_file(path_z, digest_z, &size, error);
	free(path_z);
	if (well)
		add_line(text, known_z ? known_z : digest_z, name_z);
	return well;
}

bool
sums_write(const char *folder_z, const struct known_sums *known, struct error *error)
{
	struct names names = {0};
	struct buffer text = {0};
	bool well = names_find(&names, folder_z, error);
	for (size_t i = 0; well && i < names.count; i++)
		well = add_sum(&text, folder_z, names.list_z[i], known, error);
	char *path_z = text_formatted_z("%s/%s", folder_z, SUMS_FILE);
	struct side_file *file = well ? side_file_create(path_z, OUTPUT_NEW, error) : NULL;
	well = file && side_file_write(file, buffer_span(&text), error) &&
	       side_file_publish(file, error);
	side_file_free(file);
	free(path_z);
	buffer_free(&text);
	names_free(&names);
	return well;
}

/* The name in a line of SHA256SUMS, which is changed where it is escaped; NULL: it has none. */
static char *
take_name_z(char *line_z)
{
	bool escaped = line_z[0] == '\\';
	if (strlen(line_z) <= escaped + (size_t)DIGEST_TEXT_SIZE + 1)
		return NULL;
	char *name_z = line_z + escaped + DIGEST_TEXT_SIZE + 1;
	char *to = name_z;
	for (const char *from = name_z; escaped && *from; from++) {
		bool special = *from == '\\' && from[1];
		from += special;
		*to++ = special && *from == 'n' ? '\n' : *from;
	}
	if (escaped)
		*to = '\0';
	return name_z;
}

/* Compare a line's digest; `there_z` is the next file that is really there, or NULL. */
static bool
check_line(const char *folder_z, const char *line_z, const char *name_z, const char *there_z,
	struct error *error)
{
	int order = there_z ? strcmp(there_z, name_z) : 1;
	if (order < 0)
		return error_set(error, STATUS_DIFFERENT, "%s: was added to the run", there_z);
	if (order > 0)
		return error_set(error, STATUS_DIFFERENT, "%s: is missing from the run", name_z);
	char digest_z[DIGEST_TEXT_SIZE];
	uint64_t size;
	char *path_z = text_formatted_z("%s/%s", folder_z, name_z);
	bool well = digest_file(path_z, digest_z, &size, error);
	free(path_z);
	if (well && strncmp(digest_z, line_z + (line_z[0] == '\\'), DIGEST_TEXT_SIZE - 1) != 0)
		well = error_set(error, STATUS_DIFFERENT, "%s: is not what the run wrote", name_z);
	return well;
}

/* The names that are there, in their order; what is no file is a difference, too. */
static bool
find_there(struct names *names, const char *folder_z, struct error *error)
{
	bool well = names_find(names, folder_z, error);
	if (!well && error->status == STATUS_REFUSED)
		error->status = STATUS_DIFFERENT;
	return well;
}

static bool
check_lines(FILE *file, const char *folder_z, const struct names *names, struct error *error)
{
	char *line_z = NULL;
	size_t capacity = 0, i = 0;
	ssize_t length = 0;
	bool well = true;
	while (well && (length = getline(&line_z, &capacity, file)) > 0) {
		line_z[length - 1] = '\0';
		const char *name_z = take_name_z(line_z);
		const char *there_z = i < names->count ? names->list_z[i] : NULL;
		/* a prune that was killed has not dropped yet all that it noted */
		bool there = there_z && name_z && strcmp(there_z, name_z) == 0;
		if (!name_z)
			well = error_set(error, STATUS_DIFFERENT,
				"%s/%s: this is no line of it: %s", folder_z, SUMS_FILE, line_z);
		else if (there || !prune_dropped(folder_z, name_z))
			well = check_line(folder_z, line_z, name_z, there_z, error) && ++i;
	}
	free(line_z);
	if (well && length < 0 && !feof(file))
		return error_set_errno(error, "%s/%s: cannot read", folder_z, SUMS_FILE);
	return well && (i == names->count || error_set(error, STATUS_DIFFERENT,
						     "%s: was added to the run", names->list_z[i]));
}

bool
sums_check(const char *folder_z, struct error *error)
{
	struct names names = {0};
	char *path_z = text_formatted_z("%s/%s", folder_z, SUMS_FILE);
	FILE *file = fopen(path_z, "re");
	bool well = file ? find_there(&names, folder_z, error)
			 : error_set_errno(error, "%s: cannot open", path_z);
	well = well && check_lines(file, folder_z, &names, error);
	if (file)
		fclose(file);
	free(path_z);
	names_free(&names);
	return well;
}

/* run_cause.c - see run_cause.h */
#include "run/run_cause.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "run/stage_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SHOWN 2000

/* A stage that ended well may still sum up when another has said why it failed. */
static bool
is_of_ended_stage(const char *folder_z, const char *line_z)
{
	const char *colon = strchr(line_z, ':');
	if (!colon || memchr(line_z, '/', (size_t)(colon - line_z)))
		return false;
	char *path_z = text_formatted_z(
		"%s/stages/%.*s/" STAGE_ENDED, folder_z, (int)(colon - line_z), line_z);
	bool ended = colon != line_z && access(path_z, F_OK) == 0;
	free(path_z);
	return ended;
}

/* Behind "pipeline.sh: line 3: ", which the message above begins with too, bash quotes that line.
 */
static bool
is_quote_of_bash(const char *line_z, const char *above_z)
{
	const char *quote = strstr(line_z, ": `");
	return quote && strncmp(line_z, above_z, (size_t)(quote + 2 - line_z)) == 0;
}

/* What stands indented below a message, as the expression of --where; the line that bash quotes. */
static bool
continues(const char *line_z, const char *cause_z)
{
	return cause_z && (line_z[0] == ' ' || is_quote_of_bash(line_z, cause_z));
}

/* It has to be one line in the end, below which a caret shows nothing. */
static void
join(char **cause_z, const char *line_z)
{
	const char *quote = line_z[0] != ' ' ? strstr(line_z, ": `") : NULL;
	struct span more = span_trim(span_from_z(quote ? quote + 2 : line_z));
	if (span_equal_z(more, "^"))
		return;
	char *longer_z = text_formatted_z("%s: %.*s", *cause_z, SPAN_ARGUMENTS(more));
	free(*cause_z);
	*cause_z = longer_z;
}

/* NULL when the log says nothing. */
static char *
find_cause_z(FILE *log, const char *folder_z)
{
	char *line_z = NULL, *first_z = NULL, *cause_z = NULL;
	size_t capacity = 0;
	ssize_t length;
	while ((length = getline(&line_z, &capacity, log)) > 0) {
		if (line_z[length - 1] == '\n')
			line_z[--length] = '\0';
		if (!length)
			continue;
		if (continues(line_z, cause_z)) {
			join(&cause_z, line_z);
			continue;
		}
		if (!first_z)
			first_z = memory_copied_z(line_z, (size_t)length);
		if (is_of_ended_stage(folder_z, line_z))
			continue;
		free(cause_z);
		cause_z = memory_copied_z(line_z, (size_t)length);
	}
	free(line_z);
	if (!cause_z)
		return first_z;
	free(first_z);
	return cause_z;
}

/* Paths of the folder's files, whose name will be another one, become names in it. */
static void
shorten(char *cause_z, const char *folder_z)
{
	char *real_z = realpath(folder_z, NULL);
	size_t length = real_z ? strlen(real_z) : 0;
	char *at = cause_z;
	while (length && (at = strstr(at, real_z)))
		if (at[length] == '/')
			memmove(at, at + length + 1, strlen(at + length + 1) + 1);
		else
			at += length;
	free(real_z);
}

void
run_cause_add(struct error *error, const char *folder_z, off_t from)
{
	struct error plain = *error;
	char *path_z = text_formatted_z("%s/log.txt", folder_z);
	FILE *log = fopen(path_z, "re");
	if (!log) {
		error_set_errno(error, "%.500s: %s: cannot open", plain.text, path_z);
		error->status = plain.status;
		free(path_z);
		return;
	}
	char *cause_z = fseeko(log, from, SEEK_SET) == 0 ? find_cause_z(log, folder_z) : NULL;
	if (cause_z) {
		shorten(cause_z, folder_z);
		error_set(error, plain.status, "%.500s: %.*s", plain.text,
			SPAN_ARGUMENTS(span_excerpt(span_from_z(cause_z), SHOWN)));
	}
	free(cause_z);
	fclose(log);
	free(path_z);
}

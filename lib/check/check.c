/* check.c - see check.h */
#include "check/check.h"

#include "check/defects.h"
#include "check/examiner.h"
#include "cli/memory.h"
#include "format/shown_text.h"
#include "record/reading_progress.h"

#include <stdio.h>
#include <stdlib.h>

#define NAME_SHOWN 60

/* What the files have in common, and what the one that is being read is. */
struct checking {
	struct examination *examination;
	struct examiner examiner;
	const struct reader_options *files;
	uint64_t *bases;
	struct columns no_columns; /* the layout finds them, so that the reader refuses none */
	enum format format;        /* of the first file that could be read */
	struct span *names;        /* of its header */
	size_t name_count;
	struct arena arena;
};

static void
find_in_file(
	struct checking *checking, enum kind kind, uint64_t line, size_t column, struct span found)
{
	struct buffer shown = {0};
	shown_excerpt_add(&shown, found, found.length);
	struct finding finding = {
		.place = {checking->examination->file, line, column},
		.found = buffer_span(&shown),
	};
	findings_add(&checking->examination->findings, kind, &finding);
	buffer_free(&shown);
}

/* What ends the reading of a file is a finding like others; false when the system failed. */
static bool
take_error(struct checking *checking, struct error *error)
{
	size_t line, column;
	const char *name_z = file_name_z(checking->files->paths_z[checking->examination->file]);
	struct span text = error_place(error->text, name_z, &line, &column);
	/* an incomplete output carries the status of the program that failed */
	if (error->status != STATUS_BAD_DATA &&
		(error->signal || error_kind(text) != KIND_INCOMPLETE_OUTPUT))
		return false;
	struct buffer found = {0};
	buffer_add(&found, text);
	buffer_add_z(&found, "; what follows was not looked at");
	find_in_file(checking, error_kind(text), line, column, buffer_span(&found));
	buffer_free(&found);
	checking->examination->unread = true;
	*error = (struct error){0};
	return true;
}

/* The line of a CSV header: blank lines and a byte order mark may stand before it. */
static uint64_t
header_line(struct span prefix)
{
	uint64_t line = 1;
	size_t at = span_starts_with(prefix, span_from_z("\xef\xbb\xbf")) ? 3 : 0;
	while (at < prefix.length && (prefix.data[at] == '\n' || prefix.data[at] == '\r'))
		line += prefix.data[at++] == '\n';
	return line;
}

/* A header of one name: whether it can be seen why. False when reading on is of no use. */
static bool
check_single_name(struct checking *checking, struct span name)
{
	if (!columns_undivided(&name, 1))
		return true;
	checking->examination->unread = true;
	struct buffer found = {0};
	buffer_add_z(&found, "the only column is \"");
	shown_excerpt_add(&found, name, NAME_SHOWN);
	buffer_add_z(&found, "\"; what follows was not looked at");
	find_in_file(checking, KIND_OTHER_DELIMITER, checking->examination->header.line, 0,
		buffer_span(&found));
	buffer_free(&found);
	return false;
}

static void
check_same_names(struct checking *checking, const struct span *names, size_t count)
{
	struct buffer found = {0};
	if (count != checking->name_count)
		buffer_add_format(&found, "the first file has other columns: %zu, not %zu",
			checking->name_count, count);
	for (size_t i = 0; i < count && !found.length; i++) {
		if (span_equal(names[i], checking->names[i]))
			continue;
		buffer_add_format(&found, "column %zu is \"", i + 1);
		shown_excerpt_add(&found, names[i], NAME_SHOWN);
		buffer_add_z(&found, "\", in the first file it is \"");
		shown_excerpt_add(&found, checking->names[i], NAME_SHOWN);
		buffer_add_byte(&found, '"');
	}
	if (found.length)
		find_in_file(checking, KIND_DIFFERENT_COLUMNS, checking->examination->header.line,
			0, buffer_span(&found));
	buffer_free(&found);
}

static void
compare_with_first(
	struct checking *checking, enum format format, const struct span *names, size_t count)
{
	if (checking->format == FORMAT_UNKNOWN) {
		checking->format = format;
		checking->name_count = count;
		checking->names = memory_zeroed(count, sizeof(*checking->names));
		for (size_t i = 0; i < count; i++)
			checking->names[i] = arena_copy(&checking->arena, names[i]);
	} else if (format != checking->format) {
		char found_z[80];
		snprintf(found_z, sizeof(found_z), "the file is %s, the first one is %s",
			format_name_z(format), format_name_z(checking->format));
		find_in_file(checking, KIND_DIFFERENT_COLUMNS, 0, 0, span_from_z(found_z));
	} else if (format == FORMAT_CSV) {
		check_same_names(checking, names, count);
	}
}

/* False when the rest of the file says nothing. */
static bool
begin_file(struct checking *checking, const struct reader *reader)
{
	struct examination *examination = checking->examination;
	size_t count = 0;
	const struct span *names = NULL;
	if (reader_format(reader) == FORMAT_CSV) {
		names = reader_names(reader, &count);
		examination->header.line = header_line(reader_prefix(reader));
		if (count == 1 && !check_single_name(checking, names[0]))
			return false;
		layout_fit(&examination->layout, names, count, &examination->header,
			&examination->findings);
	}
	compare_with_first(checking, reader_format(reader), names, count);
	return true;
}

static bool
read_records(struct checking *checking, struct reader *reader, struct error *error)
{
	struct examination *examination = checking->examination;
	uint64_t line = 0;
	for (;;) {
		struct record *record;
		switch (reader_next(reader, &record, error)) {
		case READING_RECORD:
			line = record->line;
			examiner_add(&checking->examiner, record);
			break;
		case READING_BAD:
			line = record->line;
			examiner_await(&checking->examiner);
			examine_bad_record(examination, record);
			break;
		case READING_END:
		case READING_FAILED:
			examiner_await(&checking->examiner);
			/* a record may have as many lines as bytes */
			checking->bases[examination->file + 1] =
				checking->bases[examination->file] + line + RECORD_LIMIT;
			return error->status == STATUS_OK || take_error(checking, error);
		}
	}
}

static bool
check_file(struct checking *checking, size_t file, struct error *error)
{
	struct examination *examination = checking->examination;
	struct reader_options options = *checking->files;
	options.paths_z += file;
	options.path_count = 1;
	examination->file = file;
	examination->file_records = 0;
	examination->header = (struct place){.file = file};
	examination->layout.key_seen = false;
	checking->bases[file + 1] = checking->bases[file];
	struct progress progress;
	reading_progress_begin(&progress, options.paths_z[0], &options, false);
	options.progress = &progress;
	struct reader *reader = reader_open(&options, &checking->no_columns, error);
	if (!reader)
		return take_error(checking, error);
	bool well = true;
	if (begin_file(checking, reader)) {
		well = read_records(checking, reader, error);
		examine_file_end(examination);
	}
	progress_end(&progress);
	reader_close(reader);
	return well;
}

bool
check_files(
	struct examination *examination, const struct reader_options *files, struct error *error)
{
	struct checking checking = {.examination = examination, .files = files};
	checking.bases = memory_zeroed(files->path_count + 1, sizeof(*checking.bases));
	examination->files = (struct file_lines){files->paths_z, checking.bases, files->path_count};
	examiner_begin(&checking.examiner, examination);
	bool well = true;
	for (size_t i = 0; well && i < files->path_count; i++)
		well = check_file(&checking, i, error);
	if (well)
		examine_end(examination);
	examiner_end(&checking.examiner);
	free(checking.bases);
	free(checking.names);
	arena_free(&checking.arena);
	return well;
}

/* split.c - see split.h */
#include "parts/split.h"

#include "cli/memory.h"
#include "io/sink.h"
#include "record/reading_progress.h"
#include "record/window.h"
#include "run/folder.h"

#include <stdlib.h>
#include <sys/stat.h>

struct splitting {
	struct parts *parts;
	struct reader *reader;
	struct sink *sink;         /* of the last part; NULL: there is none */
	struct fingerprint *print; /* of that part */
	uint64_t prefix_lines;
};

static bool
make_folder(const char *path_z, struct error *error)
{
	return mkdir(path_z, 0700) == 0 || error_set_errno(error, "%s: cannot be made", path_z);
}

static bool
end_part(struct splitting *splitting, struct error *error)
{
	const struct parts *parts = splitting->parts;
	bool well = !splitting->sink || sink_finish(splitting->sink, error);
	if (well && splitting->sink)
		fingerprint_text(splitting->print, parts->list[parts->count - 1].print_z);
	sink_close(splitting->sink);
	fingerprint_free(splitting->print);
	splitting->sink = NULL;
	splitting->print = NULL;
	return well;
}

/* `record` is the first of it; NULL where the export has none. */
static bool
begin_part(struct splitting *splitting, const struct record *record, struct error *error)
{
	struct part *part = parts_add(splitting->parts);
	if (record) {
		part->lines_before = record->line - splitting->prefix_lines - 1;
		part->records_before = record->number - 1;
	}
	char *stages_z = part_path_z(part, PART_STAGES);
	char *export_z = part_path_z(part, PART_EXPORT);
	splitting->print = fingerprint_new();
	struct sink_options options = {.path_z = export_z,
		.kind = OUTPUT_NEW,
		.threads = 1,
		.tap = fingerprint_tap(splitting->print)};
	bool well = make_folder(part->path_z, error) && make_folder(stages_z, error);
	splitting->sink = well ? sink_open(&options, error) : NULL;
	free(stages_z);
	free(export_z);
	return splitting->sink &&
	       sink_write(splitting->sink, reader_prefix(splitting->reader), error);
}

static bool
take(struct splitting *splitting, const struct record *record, uint64_t most, struct error *error)
{
	const struct parts *parts = splitting->parts;
	if (!splitting->sink || parts->list[parts->count - 1].records == most)
		if (!end_part(splitting, error) || !begin_part(splitting, record, error))
			return false;
	parts->list[parts->count - 1].records++;
	return sink_write(splitting->sink, record->raw, error);
}

static bool
take_all(struct splitting *splitting, uint64_t most, struct error *error)
{
	for (;;) {
		struct record *record;
		switch (reader_next(splitting->reader, &record, error)) {
		case READING_RECORD:
		case READING_BAD:
			if (!take(splitting, record, most, error))
				return false;
			break;
		case READING_END:
			return splitting->sink || begin_part(splitting, NULL, error);
		case READING_FAILED:
			return false;
		}
	}
}

bool
parts_split(struct parts *parts, const struct reader_options *options, uint64_t most,
	struct error *error)
{
	struct splitting splitting = {.parts = parts};
	struct columns no_columns = {0};
	struct progress progress;
	struct reader_options told = *options;
	reading_progress_begin(&progress, "splitting", options, false);
	struct fingerprint *print = fingerprint_new();
	told.progress = &progress;
	told.tap = fingerprint_tap(print);
	splitting.reader = reader_open(&told, &no_columns, error);
	bool made = splitting.reader && make_folder(parts->folder_z, error), well = made;
	if (made) {
		splitting.prefix_lines = count_lines(reader_prefix(splitting.reader));
		well = take_all(&splitting, most, error);
	}
	progress_end(&progress);
	well = end_part(&splitting, error) && well;
	fingerprint_text(print, parts->print_z);
	fingerprint_free(print);
	reader_close(splitting.reader);
	well = well && parts_write(parts, error);
	if (made && !well)
		folder_remove(parts->folder_z);
	return well;
}

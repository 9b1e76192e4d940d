/* protect_list.c - see protect_list.h */
#include "review/protect_list.h"

#include "format/csv_text.h"
#include "io/output_file.h"
#include "io/span_map.h"
#include "record/list.h"
#include "record/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CUSTOMER_ID, REASON, COLUMN_COUNT };

static const struct span column_names[COLUMN_COUNT] = {{"customer_id", 11}, {"reason", 6}};

/* What a row must look like to stand in the file. */
struct layout {
	size_t fields;
	size_t place[COLUMN_COUNT]; /* of a column; `fields` where it has none */
	struct span_map there;      /* ids */
};

static bool
read_ids(struct layout *layout, struct reader *reader, struct column customer_id,
	struct error *error)
{
	for (;;) {
		struct record *record;
		struct span id;
		switch (reader_next(reader, &record, error)) {
		case READING_RECORD:
			if (record_text(record, customer_id, &id)) {
				span_map_add(&layout->there, span_trim(id), 0, NULL);
				break;
			}
			/* fall through */
		case READING_BAD:
			return error_set(error, STATUS_BAD_DATA, "%s:%llu: %s", record->file_z,
				(unsigned long long)record->line, record->defect.reason);
		case READING_END:
			return true;
		case READING_FAILED:
			return false;
		}
	}
}

static void
find_places(struct layout *layout, const struct reader *reader, const struct columns *columns)
{
	const struct span *names = reader_names(reader, &layout->fields);
	for (size_t column = 0; column < COLUMN_COUNT; column++) {
		layout->place[column] = layout->fields;
		for (size_t i = 0; i < layout->fields; i++)
			if (columns_match(columns, column, names[i]))
				layout->place[column] = i;
	}
}

static bool
read_layout(struct layout *layout, const char *path_z, struct error *error)
{
	struct columns columns = {0};
	struct reader_options options = {
		.paths_z = &path_z, .path_count = 1, .from = FORMAT_CSV, .delimiter = ','};
	struct column customer_id = columns_want(
		&columns, column_names[CUSTOMER_ID], COLUMN_REQUIRED);
	columns_want(&columns, column_names[REASON], COLUMN_OPTIONAL);
	struct reader *reader = reader_open(&options, &columns, error);
	if (reader)
		find_places(layout, reader, &columns);
	bool well = reader && read_ids(layout, reader, customer_id, error);
	reader_close(reader);
	columns_free(&columns);
	return well;
}

static void
add_rows(struct buffer *rows, struct layout *layout, const struct list *never, uint64_t *added)
{
	for (size_t row = 0; row < never->count; row++) {
		bool is_new;
		span_map_add(
			&layout->there, span_trim(list_text(never, row, CUSTOMER_ID)), 0, &is_new);
		for (size_t field = 0; is_new && field < layout->fields; field++) {
			struct span text = span_of("", 0);
			for (size_t column = 0; column < COLUMN_COUNT; column++)
				if (layout->place[column] == field)
					text = list_text(never, row, column);
			if (field)
				buffer_add_byte(rows, ',');
			csv_add_field(rows, text, ',', false, layout->fields == 1);
		}
		if (is_new)
			buffer_add_byte(rows, '\n');
		*added += is_new;
	}
}

/* In one piece, and not at all if that fails. */
static bool
append(int descriptor, const char *path_z, const struct stat *status, struct span rows,
	struct error *error)
{
	struct buffer bytes = {0};
	char last = '\n';
	if (status->st_size && pread(descriptor, &last, 1, status->st_size - 1) != 1)
		return error_set_errno(error, "%s: cannot read", path_z);
	if (last != '\n')
		buffer_add_byte(&bytes, '\n');
	buffer_add(&bytes, rows);
	bool well = output_write(descriptor, path_z, buffer_span(&bytes), error);
	if (!well && ftruncate(descriptor, status->st_size) != 0)
		error_set_errno(
			error, "%s: ends in half a line now, which cannot be taken back", path_z);
	buffer_free(&bytes);
	if (well && fsync(descriptor) != 0)
		return error_set_errno(error, "%s: cannot fsync", path_z);
	return well;
}

static bool
check_plain(int descriptor, const char *path_z, struct error *error)
{
	unsigned char first[2];
	return pread(descriptor, first, 2, 0) != 2 || first[0] != 0x1f || first[1] != 0x8b ||
	       error_set(error, STATUS_BAD_DATA,
		       "%s: is compressed, and cannot be added to; name a plain file", path_z);
}

static bool
extend(int descriptor, const char *path_z, const struct list *never, uint64_t *added,
	struct error *error)
{
	struct stat status;
	struct layout layout = {.fields = 2, .place = {0, 1}};
	struct buffer rows = {0};
	if (fstat(descriptor, &status) != 0)
		return error_set_errno(error, "%s: cannot be looked at", path_z);
	bool well = check_plain(descriptor, path_z, error) &&
		    (!status.st_size || read_layout(&layout, path_z, error));
	if (!status.st_size)
		buffer_add_z(&rows, "customer_id,reason\n");
	if (well)
		add_rows(&rows, &layout, never, added);
	well = well && (!*added || append(descriptor, path_z, &status, buffer_span(&rows), error));
	span_map_free(&layout.there);
	buffer_free(&rows);
	return well;
}

bool
protect_list_extend(const char *path_z, const char *never_z, uint64_t *added, struct error *error)
{
	*added = 0;
	struct list *never = list_read(never_z, column_names, COLUMN_COUNT, error);
	if (!never)
		return false;
	int descriptor = open(path_z, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	bool well = descriptor >= 0 ? extend(descriptor, path_z, never, added, error)
				    : error_set_errno(error, "%s: cannot open", path_z);
	if (descriptor >= 0 && close(descriptor) != 0 && well)
		well = error_set_errno(error, "%s: cannot close", path_z);
	list_free(never);
	return well;
}

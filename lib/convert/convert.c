/* convert.c - see convert.h: which way the records take */
#include "convert/convert.h"

#include "chain/rejects.h"
#include "convert/api_build.h"
#include "convert/api_flatten.h"
#include "convert/flat_table.h"
#include "format/poison.h"
#include "io/last_words.h"
#include "io/side_file.h"
#include "record/defect_place.h"
#include "record/reading_progress.h"
#include "record/writer.h"

#include <unistd.h>

#define TELL_EVERY 4096 /* records */

struct conversion {
	const struct convert_request *request;
	struct convert_counts *counts;
	enum convert_shape from, to;

	struct json_stream *stream; /* from the API */
	struct columns columns;
	struct reader *reader; /* or from elsewhere */
	struct api_flattener flattener;
	struct api_builder builder;

	struct sink *sink;
	struct writer *writer;    /* where both ends are no API */
	struct flat_table *table; /* to CSV, whose columns are not known yet */
	struct side_file *rejects;
	struct buffer line;
	struct progress progress;
};

static bool
open_input(struct conversion *conversion, struct error *error)
{
	struct reader_options input = conversion->request->input;
	reading_progress_begin(
		&conversion->progress, "convert", &input, conversion->request->no_progress);
	input.progress = &conversion->progress;
	conversion->from = conversion->request->from;
	if (conversion->from == SHAPE_API) {
		conversion->stream = json_stream_open(
			input.paths_z, input.path_count, input.charset_z, error);
		return conversion->stream != NULL;
	}
	conversion->reader = reader_open(&input, &conversion->columns, error);
	if (!conversion->reader)
		return false;
	conversion->from = (enum convert_shape)reader_format(conversion->reader);
	return true;
}

static bool
open_output(struct conversion *conversion, struct error *error)
{
	const struct convert_request *request = conversion->request;
	struct sink_options options = {
		.path_z = request->output_z,
		.kind = OUTPUT_REPLACE,
		.gzip = request->gzip,
		.threads = request->threads,
	};
	enum convert_shape flat = SHAPE_NDJSON;
	if (conversion->from != SHAPE_API)
		flat = conversion->from;
	conversion->to = request->to ? request->to : flat;
	if (request->rejects_z) {
		conversion->rejects = side_file_create(request->rejects_z, OUTPUT_REPLACE, error);
		if (!conversion->rejects)
			return false;
	}
	conversion->sink = sink_open(&options, error);
	if (!conversion->sink)
		return false;
	if (conversion->to == SHAPE_CSV && conversion->from != SHAPE_CSV) {
		conversion->table = flat_table_new(error);
		return conversion->table != NULL;
	}
	if (conversion->reader && conversion->to != SHAPE_API)
		conversion->writer = writer_new(
			conversion->reader, conversion->sink, (enum format)conversion->to);
	return true;
}

static bool
reject(struct conversion *conversion, const struct record *record, struct error *error)
{
	conversion->counts->rejected++;
	if (!conversion->rejects) {
		struct defect_place place = defect_place_of(record);
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu:%zu: %s (record %llu); fix it or use --rejects FILE",
			record->file_z, (unsigned long long)place.line, place.column,
			record->defect.reason, (unsigned long long)record->number);
	}
	buffer_clear(&conversion->line);
	rejects_add_line(&conversion->line, "convert", record, record->raw);
	return side_file_write(conversion->rejects, buffer_span(&conversion->line), error);
}

/* What stands before an API object, and behind the last one. */
static const char *
opening_z(const struct conversion *conversion)
{
	static const char *const first_z[] = {"", "[\n", "{\"items\":[\n"};
	enum convert_wrap wrap = conversion->request->wrap;
	if (!conversion->counts->written)
		return first_z[wrap];
	return wrap == WRAP_LINES ? "\n" : ",\n";
}

static const char *
closing_z(const struct conversion *conversion)
{
	static const char *const last_z[] = {"\n", "\n]\n", "\n]}\n"};
	static const char *const only_z[] = {"\n", "[]\n", "{\"items\":[]}\n"};
	enum convert_wrap wrap = conversion->request->wrap;
	return conversion->counts->written ? last_z[wrap] : only_z[wrap];
}

/* The line is what the record became; a line of an API object has no line end yet. */
static bool
put_line(struct conversion *conversion, struct error *error)
{
	struct span line = buffer_span(&conversion->line);
	bool well = true;
	if (conversion->table)
		well = flat_table_add(conversion->table, line, error);
	else if (conversion->to == SHAPE_API)
		well = sink_write(conversion->sink, span_from_z(opening_z(conversion)), error) &&
		       sink_write(conversion->sink, line, error);
	else
		well = sink_write(conversion->sink, line, error);
	conversion->counts->written++;
	return well;
}

static bool
pass_object(struct conversion *conversion, const struct json_object *object, struct error *error)
{
	buffer_clear(&conversion->line);
	if (conversion->to == SHAPE_API)
		buffer_add(&conversion->line, object->text);
	else if (!api_flatten(&conversion->flattener, object, !conversion->request->without_shape,
			 &conversion->line))
		return reject(conversion, object->record, error);
	return put_line(conversion, error);
}

static bool
pass_record(struct conversion *conversion, struct record *record, struct error *error)
{
	buffer_clear(&conversion->line);
	if (conversion->writer) {
		if (!writer_make(conversion->writer, record))
			return reject(conversion, record, error);
		conversion->counts->written++;
		return writer_put(conversion->writer, record, error);
	}
	if (conversion->table) {
		buffer_add(&conversion->line, span_of(record->raw.data, record->content));
		buffer_add_byte(&conversion->line, '\n');
	} else if (!api_build(&conversion->builder, record, &conversion->line)) {
		return reject(conversion, record, error);
	}
	return put_line(conversion, error);
}

static enum reading
pass_next(struct conversion *conversion, struct error *error)
{
	struct json_object object;
	struct record *record;
	enum reading reading = conversion->stream
				       ? json_stream_next(conversion->stream, &object, error)
				       : reader_next(conversion->reader, &record, error);
	bool well = true;
	if (reading == READING_RECORD || reading == READING_BAD)
		conversion->counts->read++;
	if (reading == READING_BAD)
		well = reject(conversion, conversion->stream ? object.record : record, error);
	else if (reading == READING_RECORD)
		well = conversion->stream ? pass_object(conversion, &object, error)
					  : pass_record(conversion, record, error);
	return well ? reading : READING_FAILED;
}

static bool
end_output(struct conversion *conversion, struct error *error)
{
	const struct convert_request *request = conversion->request;
	bool empty = !conversion->counts->written;
	bool well = true;
	if (conversion->writer)
		well = writer_end(conversion->writer, error);
	else if (conversion->table)
		well = flat_table_write(
			conversion->table, request->input.delimiter, conversion->sink, error);
	else if (conversion->to == SHAPE_API)
		well = sink_write(conversion->sink, span_from_z(closing_z(conversion)), error);
	else if (empty)
		well = sink_write(conversion->sink, span_of("\n", 1), error);
	return well && sink_drain(conversion->sink, error) &&
	       (!conversion->rejects || side_file_publish(conversion->rejects, error)) &&
	       sink_finish(conversion->sink, error);
}

/* A reader tells by itself. */
static void
tell_progress(struct conversion *conversion)
{
	uint64_t read = conversion->counts->read;
	if (!conversion->stream || read % TELL_EVERY != 0)
		return;
	struct progress_state state = json_stream_progress(conversion->stream, read);
	progress_tell(&conversion->progress, &state);
}

static bool
run(struct conversion *conversion, struct error *error)
{
	enum reading reading = READING_RECORD;
	if (!open_input(conversion, error) || !open_output(conversion, error))
		return false;
	while (reading == READING_RECORD || reading == READING_BAD) {
		reading = pass_next(conversion, error);
		tell_progress(conversion);
	}
	if (reading == READING_FAILED || !end_output(conversion, error))
		return false;
	conversion->counts->contradictions = conversion->flattener.contradictions;
	if (conversion->stream)
		buffer_add(&conversion->counts->left_aside,
			json_stream_left_aside(conversion->stream));
	return true;
}

static bool
is_read_by_others(const struct conversion *conversion)
{
	const char *output_z = conversion->request->output_z;
	bool standard = !output_z || strcmp(output_z, "-") == 0;
	return standard && !isatty(STDOUT_FILENO);
}

static void
add_poison(const struct conversion *conversion, enum status status, const char *reason_z,
	struct buffer *poison)
{
	struct buffer message = {0};
	buffer_add_format(&message, "convert: %s%c", reason_z, '\0');
	poison_add(poison, conversion->to == SHAPE_CSV ? FORMAT_CSV : FORMAT_NDJSON, status,
		message.data);
	buffer_free(&message);
}

static void
prepare_last_words(const struct conversion *conversion)
{
	struct buffer poison = {0};
	if (is_read_by_others(conversion))
		add_poison(conversion, STATUS_SYSTEM, "out of memory", &poison);
	last_words_prepare(buffer_span(&poison));
	buffer_free(&poison);
}

/* As a failed filter does: whoever reads the output learns of it. */
static void
fail(struct conversion *conversion, const struct error *error)
{
	struct buffer poison = {0};
	struct error ignored = {0};
	add_poison(conversion, error->status, error->text, &poison);
	if (conversion->sink)
		sink_fail(conversion->sink, buffer_span(&poison));
	else if (is_read_by_others(conversion))
		output_write(STDOUT_FILENO, "standard output", buffer_span(&poison), &ignored);
	buffer_free(&poison);
}

bool
convert(const struct convert_request *request, struct convert_counts *counts, struct error *error)
{
	struct conversion conversion = {.request = request, .counts = counts, .to = request->to};
	prepare_last_words(&conversion);
	bool well = run(&conversion, error);
	progress_end(&conversion.progress);
	if (!well)
		fail(&conversion, error);
	writer_free(conversion.writer);
	flat_table_close(conversion.table);
	sink_close(conversion.sink);
	side_file_free(conversion.rejects);
	reader_close(conversion.reader);
	columns_free(&conversion.columns);
	json_stream_close(conversion.stream);
	api_flattener_free(&conversion.flattener);
	api_builder_free(&conversion.builder);
	buffer_free(&conversion.line);
	return well;
}

/* convert - turn what the platform's API gives into flat records, and back */
#include "convert/convert.h"

#include "cli/memory.h"
#include "cli/message.h"
#include "cli/program.h"
#include "io/sink.h"
#include "record/input_options.h"

#include <unistd.h>

#define THREADS_MOST 64

static const struct option own_options[] = {
	{"from", "api|csv|ndjson", "what the input is; csv and ndjson are seen", false},
	{"to", "api|csv|ndjson", "what to write; default ndjson from api, else as it came", false},
	{"delimiter", "CHAR", "between the fields of CSV, in and out; default a comma", false},
	{"from-charset", "NAME", "the encoding that is made UTF-8: windows-1252, utf-16", false},
	{"wrap", "lines|array|items", "what stands around API objects; default lines", false},
	{"no-shape", NULL, "leave out api_shape, without which there is no exact way back", false},
	{"output", "FILE", "write to FILE, which appears only when all is well", false},
	{"gzip", NULL, "compress; so does a FILE that ends in .gz", false},
	{"rejects", "FILE", "put bad records there and go on, instead of ending", false},
	{"quiet", NULL, "no summary on standard error", false},
	{0},
};

/* The place of a word in a list that a NULL ends. */
static bool
parse_word(const struct options *options, const char *name_z, const char *const *words_z,
	const char *all_z, int *place, struct error *error)
{
	const char *value_z = options_value_z(options, name_z);
	for (int i = 0; value_z && words_z[i]; i++) {
		*place = i;
		if (value_z[0] && strcmp(value_z, words_z[i]) == 0)
			return true;
	}
	if (value_z)
		return error_set(
			error, STATUS_USAGE, "--%s is \"%s\", not %s", name_z, value_z, all_z);
	*place = 0;
	return true;
}

static bool
parse_shapes(struct convert_request *request, const struct options *options, struct error *error)
{
	static const char *const shapes_z[] = {"", "csv", "ndjson", "api", NULL};
	static const char *const wraps_z[] = {"lines", "array", "items", NULL};
	int from = 0, to = 0, wrap = 0;
	if (!parse_word(options, "from", shapes_z, "api, csv or ndjson", &from, error) ||
		!parse_word(options, "to", shapes_z, "api, csv or ndjson", &to, error) ||
		!parse_word(options, "wrap", wraps_z, "lines, array or items", &wrap, error))
		return false;
	request->from = (enum convert_shape)from;
	request->to = (enum convert_shape)to;
	request->wrap = (enum convert_wrap)wrap;
	request->input.from = request->from == SHAPE_API ? FORMAT_NDJSON : (enum format)from;
	if (options_value_z(options, "wrap") && request->to != SHAPE_API)
		return error_set(error, STATUS_USAGE, "--wrap goes with --to api");
	request->without_shape = options_value_z(options, "no-shape") != NULL;
	if (request->without_shape && request->from != SHAPE_API)
		return error_set(error, STATUS_USAGE, "--no-shape goes with --from api");
	return true;
}

static bool
parse(struct convert_request *request, const struct options *options, struct error *error)
{
	static const char *const standard_input_z[] = {"-"};
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	request->input.paths_z = options->operand_count ? options->operands : standard_input_z;
	request->input.path_count = options->operand_count ? options->operand_count : 1;
	request->output_z = options_value_z(options, "output");
	request->no_progress = options_value_z(options, "quiet") ||
			       (!request->output_z && isatty(STDOUT_FILENO));
	request->rejects_z = options_value_z(options, "rejects");
	request->gzip = options_value_z(options, "gzip") ||
			(request->output_z && sink_path_is_gzip(request->output_z));
	request->threads = cores < 1 ? 1 : cores > THREADS_MOST ? THREADS_MOST : (unsigned)cores;
	return parse_shapes(request, options, error) &&
	       delimiter_parse(
		       options_value_z(options, "delimiter"), &request->input.delimiter, error) &&
	       charset_parse(
		       options_value_z(options, "from-charset"), &request->input.charset_z, error);
}

static void
say_counts(const struct convert_counts *counts)
{
	struct message_number numbers[3];
	struct buffer line = {0};
	buffer_add_format(&line, "%s read, %s written", message_number_z(&numbers[0], counts->read),
		message_number_z(&numbers[1], counts->written));
	if (counts->rejected)
		buffer_add_format(
			&line, ", %s rejected", message_number_z(&numbers[2], counts->rejected));
	message_say("convert", "%.*s", SPAN_ARGUMENTS(buffer_span(&line)));
	buffer_free(&line);
	if (counts->contradictions)
		message_say("convert",
			"%s value%s at the top of an object %s something else than its profile; "
			"both were kept, the former in a column that begins with api_",
			message_number_z(&numbers[0], counts->contradictions),
			counts->contradictions == 1 ? "" : "s",
			counts->contradictions == 1 ? "says" : "say");
	if (counts->left_aside.length)
		message_say("convert",
			"beside \"items\" stood %.*s, which is left aside; if the API gives pages, "
			"see that all of them are here",
			SPAN_ARGUMENTS(buffer_span(&counts->left_aside)));
}

static enum status
run(const struct options *options, struct error *error)
{
	struct convert_request request = {0};
	struct convert_counts counts = {0};
	if (!parse(&request, options, error) || !convert(&request, &counts, error)) {
		buffer_free(&counts.left_aside);
		return error->status;
	}
	if (!options_value_z(options, "quiet")) {
		say_counts(&counts);
		if (request.input.charset_z)
			message_say("convert", "the input was read as %s; the output is UTF-8",
				request.input.charset_z);
	}
	buffer_free(&counts.left_aside);
	return STATUS_OK;
}

const struct program program_convert = {
	.name = "convert",
	.summary = "turn what the platform's API gives into flat records, and back",
	.operands = "[FILE ...]",
	.notes = "From the API: one object a line, an array, or {\"items\":[...]}.",
	.options = own_options,
	.operands_least = 0,
	.operands_most = SIZE_MAX,
	.run = run,
};

/* diff - say what became of each contact from one export to the next */
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/program.h"
#include "cli/terminal.h"
#include "format/shown_text.h"
#include "record/input_options.h"
#include "record/reading_progress.h"
#include "review/diff_report.h"

#include <stdlib.h>
#include <unistd.h>

static const struct option own_options[] = {
	{"to", "text|ndjson", "how to say it; default text, for people", false},
	{"summary", NULL, "only how many are the same, changed, added and gone", false},
	{"ignore", "COLUMN", "do not compare this column", true},
	{"key", "COLUMNS", "what a contact is known by: the first that is not blank", false},
	{"column", "ROLE=NAME", "the column NAME is what roster calls ROLE", true},
	{"from", "csv|ndjson", "what both files are, if their first bytes do not tell", false},
	{"delimiter", "CHAR", "between the fields of CSV; default a comma", false},
	{"from-charset", "NAME", "the encoding that is made UTF-8: windows-1252, utf-16", false},
	{0},
};

struct settings {
	struct diff_request request;
	struct diff_mapping *mappings;
	struct span *ignored;
	bool ndjson, summary;
};

static bool
parse_words(struct settings *settings, const struct options *options, struct error *error)
{
	const char *to_z = options_value_z(options, "to");
	const char *from_z = options_value_z(options, "from");
	settings->ndjson = to_z && strcmp(to_z, "ndjson") == 0;
	settings->summary = options_value_z(options, "summary") != NULL;
	if (to_z && !settings->ndjson && strcmp(to_z, "text") != 0)
		return error_set(error, STATUS_USAGE, "--to is \"%s\", not text or ndjson", to_z);
	return format_parse("from", from_z, &settings->request.from, error);
}

static bool
parse_mapping(struct diff_mapping *mapping, const char *value_z, struct error *error)
{
	const char *equals = strchr(value_z, '=');
	if (!equals || equals == value_z || !equals[1])
		return error_set(error, STATUS_USAGE,
			"--column is \"%s\", not ROLE=NAME (as in --column phone=Mobile)", value_z);
	mapping->role = span_of(value_z, (size_t)(equals - value_z));
	mapping->name = span_from_z(equals + 1);
	return true;
}

static bool
parse_columns(struct settings *settings, const struct options *options, struct error *error)
{
	struct diff_request *request = &settings->request;
	settings->mappings = memory_zeroed(options->value_count, sizeof(*settings->mappings));
	settings->ignored = memory_zeroed(options->value_count, sizeof(*settings->ignored));
	request->mappings = settings->mappings;
	request->ignored = settings->ignored;
	for (size_t i = 0; i < options->value_count; i++) {
		const struct option_value *value = &options->values[i];
		if (strcmp(value->option->name, "ignore") == 0)
			settings->ignored[request->ignored_count++] = span_from_z(value->value_z);
		if (strcmp(value->option->name, "column") == 0 &&
			!parse_mapping(&settings->mappings[request->mapping_count++],
				value->value_z, error))
			return false;
	}
	return true;
}

static bool
parse(struct settings *settings, const struct options *options, struct error *error)
{
	settings->request.paths_z[DIFF_OLD] = options->operands[0];
	settings->request.paths_z[DIFF_NEW] = options->operands[1];
	settings->request.keys_z = options_value_z(options, "key");
	if (strcmp(options->operands[0], "-") == 0 && strcmp(options->operands[1], "-") == 0)
		return error_set(error, STATUS_USAGE,
			"standard input (-) can be one of the two files, not both");
	return parse_words(settings, options, error) &&
	       delimiter_parse(options_value_z(options, "delimiter"), &settings->request.delimiter,
		       error) &&
	       charset_parse(options_value_z(options, "from-charset"), &settings->request.charset_z,
		       error) &&
	       parse_columns(settings, options, error);
}

static void
say_one_sided(const struct diff *diff, enum diff_side_number side)
{
	const struct diff_columns *columns = diff_result_columns(diff);
	struct buffer names = {0};
	for (size_t i = 0; i < columns->count; i++) {
		if (!diff_is_one_sided(diff, &columns->list[i], side))
			continue;
		buffer_add_z(&names, names.length ? ", " : "");
		shown_value_add(&names, columns->list[i].name);
	}
	if (names.length)
		message_say("diff", "only in %s, so not compared: %.*s",
			diff_side_name_z(diff, side), SPAN_ARGUMENTS(buffer_span(&names)));
	buffer_free(&names);
}

static void
say_counts(const struct diff *diff)
{
	const struct diff_counts *counts = diff_result(diff);
	struct message_number numbers[6];
	message_say("diff", "%s contact%s in %s, %s in %s: %s same, %s changed, %s added, %s gone",
		message_number_z(&numbers[0], counts->contacts[DIFF_OLD]),
		counts->contacts[DIFF_OLD] == 1 ? "" : "s", diff_side_name_z(diff, DIFF_OLD),
		message_number_z(&numbers[1], counts->contacts[DIFF_NEW]),
		diff_side_name_z(diff, DIFF_NEW), message_number_z(&numbers[2], counts->same),
		message_number_z(&numbers[3], counts->changed),
		message_number_z(&numbers[4], counts->added),
		message_number_z(&numbers[5], counts->gone));
}

static bool
is_different(const struct diff *diff)
{
	const struct diff_counts *counts = diff_result(diff);
	return counts->changed || counts->added || counts->gone;
}

static bool
tell(const struct settings *settings, struct diff *diff, struct error *error)
{
	struct diff_report report = {
		.form = settings->summary  ? DIFF_AS_COUNTS
			: settings->ndjson ? DIFF_AS_NDJSON
					   : DIFF_AS_TEXT,
		.descriptor = STDOUT_FILENO,
		.name_z = "standard output",
		.colour = terminal_wants_colour(STDOUT_FILENO),
	};
	struct diff_listener listener = diff_report_listener(&report);
	bool well = diff_run(diff, &listener, error);
	progress_end(settings->request.progress);
	if (well && settings->summary)
		diff_report_add_counts(&report, diff, settings->ndjson);
	if (well && report.form == DIFF_AS_NDJSON && !is_different(diff))
		buffer_add_byte(&report.bytes, '\n'); /* NDJSON without a record */
	well = well && diff_report_finish(&report, error);
	diff_report_free(&report);
	if (!well)
		return false;
	say_one_sided(diff, DIFF_OLD);
	say_one_sided(diff, DIFF_NEW);
	if (!settings->summary)
		say_counts(diff);
	return true;
}

static void
begin_progress(struct settings *settings, struct progress *progress)
{
	struct diff_request *request = &settings->request;
	struct reader_options old = {.paths_z = request->paths_z, .path_count = 1};
	bool hidden = isatty(STDOUT_FILENO) && !settings->summary;
	reading_progress_begin(progress, "diff", &old, hidden);
	request->progress = progress;
}

static enum status
run(const struct options *options, struct error *error)
{
	struct settings settings = {0};
	struct diff *diff = NULL;
	enum status status = STATUS_OK;
	struct progress progress = {0};
	if (parse(&settings, options, error)) {
		begin_progress(&settings, &progress);
		diff = diff_open(&settings.request, error);
	}
	if (!diff || !tell(&settings, diff, error))
		status = error->status;
	else if (is_different(diff))
		status = STATUS_DIFFERENT;
	diff_close(diff);
	free(settings.mappings);
	free(settings.ignored);
	return status;
}

const struct program program_diff = {
	.name = "diff",
	.summary = "say what became of each contact from one export to the next",
	.operands = "OLD NEW",
	.notes =
		"active and phone_valid are compared as truth values, group_list as a set, all else by\n"
		"its text. Status 0: the same; 1: different.\n\n"
		"Memory: some 5 MiB, 11 to 21 bytes for each key (to find those that are repeated), and\n"
		"the contacts that have no partner so far. When these are more than 12 MiB (some 50,000\n"
		"contacts), or the two files have another order, the rest of OLD is read first: 48 to 64\n"
		"bytes for each contact, and those that differ are read again. Where that cannot be, from\n"
		"a pipe or gzip, all its values are held, and 60 to 70 bytes for each contact.",
	.options = own_options,
	.operands_least = 2,
	.operands_most = 2,
	.run = run,
};

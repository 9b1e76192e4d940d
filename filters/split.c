/* split - cut an export into parts, between its records, for several machines */
#include "parts/split.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/option_number.h"
#include "cli/program.h"
#include "record/input_options.h"

#include <stdlib.h>

#define RECORDS_USUAL 100000

static const struct option own_options[] = {
	{"records", "N", "the most records of a part; default 100000", false},
	{"from", "csv|ndjson", "what the export is, if its first byte does not tell", false},
	{"delimiter", "CHAR", "between the fields of CSV; default a comma", false},
	{0},
};

static bool
cut(const struct options *options, struct parts *parts, struct error *error)
{
	uint64_t records = RECORDS_USUAL;
	struct reader_options reader = {.paths_z = options->operands, .path_count = 1};
	const char *export_z = options->operands[0];
	parts->folder_z = memory_copied_z(options->operands[1], strlen(options->operands[1]));
	parts->export_z = memory_copied_z(export_z, strlen(export_z));
	return option_number("records", options_value_z(options, "records"),
		       (struct number_range){1, UINT64_MAX}, &records, error) &&
	       format_parse("from", options_value_z(options, "from"), &reader.from, error) &&
	       delimiter_parse(options_value_z(options, "delimiter"), &reader.delimiter, error) &&
	       parts_split(parts, &reader, records, error);
}

static enum status
run(const struct options *options, struct error *error)
{
	struct parts parts = {0};
	if (cut(options, &parts, error)) {
		struct message_number numbers[2];
		const struct part *last = &parts.list[parts.count - 1];
		message_say("split", "%s: %s records in %s part%s", parts.folder_z,
			message_number_z(&numbers[0], last->records_before + last->records),
			message_number_z(&numbers[1], parts.count), parts.count == 1 ? "" : "s");
	}
	parts_free(&parts);
	return error->status;
}

const struct program program_split = {
	.name = "split",
	.summary = "cut an export into parts, between its records, for several machines",
	.operands = "EXPORT FOLDER",
	.notes =
		"FOLDER is new. Run the same filters on each part, with ROSTER_RUN=FOLDER/0001 and\n"
		"so on, from FOLDER/0001/export to FOLDER/0001/cleaned; then roster merge FOLDER.",
	.options = own_options,
	.operands_least = 2,
	.operands_most = 2,
	.run = run,
};

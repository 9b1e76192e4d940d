/* stats - what an export holds, in figures; or two of them side by side */
#include "cli/message.h"
#include "cli/option_number.h"
#include "cli/program.h"
#include "cli/terminal.h"
#include "record/input_options.h"
#include "stats/stats_ndjson.h"
#include "stats/stats_svg.h"
#include "stats/stats_text.h"

#include <stdlib.h>
#include <unistd.h>

#define GROUPS_USUAL 20
#define GROUPS_MOST 1000000
#define WIDTH_USUAL 80

static const struct option own_options[] = {
	{"to", "text|ndjson|svg", "how to show it; default text", false},
	{"years-of", "COLUMN", "the date to count by year; default last_contacted", false},
	{"groups", "N", "how many groups to show; default 20, in NDJSON all", false},
	{"column", "ROLE=NAME", "the column NAME is what roster calls ROLE", true},
	{"from", "csv|ndjson", "what the files are, if their first byte does not tell", false},
	{"delimiter", "CHAR", "between the fields of CSV; default a comma", false},
	{"from-charset", "NAME", "the encoding that is made UTF-8: windows-1252, utf-16", false},
	{0},
};

enum form { FORM_TEXT, FORM_NDJSON, FORM_SVG, FORM_COUNT };

struct settings {
	enum form form;
	uint64_t groups;
	const char *date_z;
	bool date_required;
	struct reader_options files;
	struct tally tallies[FIGURES_SIDES];
};

static bool
parse_form(struct settings *settings, const char *value_z, struct error *error)
{
	static const char *const names_z[FORM_COUNT] = {"text", "ndjson", "svg"};
	for (enum form form = 0; form < FORM_COUNT; form++) {
		settings->form = form;
		if (!value_z || strcmp(value_z, names_z[form]) == 0)
			return true;
	}
	return error_set(error, STATUS_USAGE, "--to is \"%s\", not text, ndjson or svg", value_z);
}

static bool
map_columns(struct settings *settings, const struct options *options, struct error *error)
{
	for (size_t side = 0; side < FIGURES_SIDES; side++)
		if (!column_options_parse(&settings->tallies[side].columns, options, error))
			return false;
	return true;
}

static bool
parse(struct settings *settings, const struct options *options, struct error *error)
{
	const char *date_z = options_value_z(options, "years-of");
	settings->date_required = date_z != NULL;
	settings->date_z = date_z ? date_z : "last_contacted";
	settings->files.path_count = 1;
	if (options->operand_count == 2 && strcmp(options->operands[0], "-") == 0 &&
		strcmp(options->operands[1], "-") == 0)
		return error_set(error, STATUS_USAGE,
			"standard input (-) can be one of the two files, not both");
	return parse_form(settings, options_value_z(options, "to"), error) &&
	       option_number("groups", options_value_z(options, "groups"),
		       (struct number_range){0, GROUPS_MOST}, &settings->groups, error) &&
	       format_parse(
		       "from", options_value_z(options, "from"), &settings->files.from, error) &&
	       delimiter_parse(
		       options_value_z(options, "delimiter"), &settings->files.delimiter, error) &&
	       charset_parse(options_value_z(options, "from-charset"), &settings->files.charset_z,
		       error) &&
	       map_columns(settings, options, error);
}

/* A misspelled column would count as blank without a word. */
static void
say_what_is_missing(const struct settings *settings, const struct tally *tally)
{
	const struct {
		const char *name_z, *means_z;
	} columns[TALLY_ROLES] = {
		[TALLY_ACTIVE] = {"active", "so nobody counts as inactive"},
		[TALLY_PHONE_VALID] = {"phone_valid", "so no phone counts as not valid"},
		[TALLY_PHONE] = {"phone", "so nobody counts as reachable"},
		[TALLY_GROUP_LIST] = {"group_list", "so no groups are shown"},
		[TALLY_DATE] = {settings->date_z,
			"so no years are shown; --years-of COLUMN names another"},
	};
	for (enum tally_role role = 0; role < TALLY_ROLES; role++)
		if (!tally_has(tally, role))
			message_say("stats", "%s: there is no column \"%s\", %s", tally->name_z,
				columns[role].name_z, columns[role].means_z);
}

static void
print(const struct settings *settings, size_t side_count)
{
	const struct tally *tallies[] = {&settings->tallies[0], &settings->tallies[1]};
	const struct stats_look look = {
		.width = terminal_width(STDOUT_FILENO, WIDTH_USUAL),
		.colour = terminal_wants_colour(STDOUT_FILENO),
		.blocks = terminal_is_able(STDOUT_FILENO) && terminal_is_utf8(),
		.groups = settings->groups,
	};
	struct figures figures = {0};
	struct buffer text = {0};
	figures_make(&figures, tallies, side_count, settings->date_z);
	switch (settings->form) {
	case FORM_NDJSON:
		stats_add_ndjson(&text, &figures);
		break;
	case FORM_SVG:
		stats_add_svg(&text, &figures, settings->groups);
		break;
	default:
		stats_add_text(&text, &figures, &look);
	}
	fwrite(text.data, 1, text.length, stdout);
	buffer_free(&text);
	figures_free(&figures);
}

static enum status
run(const struct options *options, struct error *error)
{
	struct settings settings = {.groups = GROUPS_USUAL};
	size_t count = options->operand_count;
	bool well = parse(&settings, options, error);
	for (size_t i = 0; well && i < count; i++) {
		settings.files.paths_z = &options->operands[i];
		well = tally_take(&settings.tallies[i], &settings.files, settings.date_z,
			settings.date_required, error);
		if (well)
			say_what_is_missing(&settings, &settings.tallies[i]);
	}
	if (well)
		print(&settings, count);
	for (size_t i = 0; i < FIGURES_SIDES; i++)
		tally_free(&settings.tallies[i]);
	return error->status;
}

const struct program program_stats = {
	.name = "stats",
	.summary = "what an export holds, in figures and small bars; or two side by side",
	.operands = "EXPORT [EXPORT2]",
	.notes = "A contact is reachable when its phone has a digit and neither active nor\n"
		 "phone_valid is FALSE. Blank is what \"is empty\" of --where means.",
	.options = own_options,
	.operands_least = 1,
	.operands_most = 2,
	.run = run,
};

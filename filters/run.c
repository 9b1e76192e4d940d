/* run - propose a clean-up in a run folder, and prove it */
#include "run/run.h"

#include "cli/memory.h"
#include "cli/message.h"
#include "cli/program.h"
#include "cli/time_span.h"
#include "io/buffer.h"
#include "nights/dialect.h"
#include "nights/prepare.h"
#include "page/page.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

static const struct option options[] = {
	{"program", "NAME", "the program on the platform whose contacts these are", false},
	{"runs", "DIR", "where the runs of all nights are; default runs", false},
	{"name", "NAME", "what to call a run of filters by hand; default by-hand", false},
	{"as-of", "DATE", "what today means in --where; default today", false},
	{"protect", "FILE", "contacts (customer_id or phone) that no stage touches", true},
	{"max-changes", "N|N%", "refuse (status 4) if more contacts were changed or taken out",
		false},
	{"max-rejects", "N|N%", "allow so many bad records; without it the first one ends the run",
		false},
	{"min-records", "N", "refuse (status 4) an export with fewer records", false},
	{"max-age", "TIME", "refuse (status 4) an older export: 26h, 7d", false},
	{"allow-seen", NULL, "run though the last run was over the same export", false},
	{"allow-smaller", NULL, "run though the export has shrunk by a tenth or more", false},
	{"allow-no-inactive", NULL, "run though no contact of the export is inactive", false},
	{"again", NULL, "propose again what was uploaded, confirmed and came back", false},
	{"no-check", NULL, "do not check the export first", false},
	{"key", "COLUMNS", "what a contact is known by, to check and to compare the export", false},
	{"column", "ROLE=NAME", "the column NAME of the export is what roster calls ROLE", true},
	{"from", "csv|ndjson", "what the export is, if its first byte does not tell", false},
	{"delimiter", "CHAR", "between the fields of the export; default a comma", false},
	{"share", "DIR", "copy page and journal into DIR/RUN, for who may not read the run", false},
	{"quiet", NULL, "no summary on standard error", false},
	{0},
};

struct wish {
	struct run_request request;
	struct nights_wish nights;
	const char **protect;
	const char **columns;
};

static bool
parse_cap(const struct options *given, const char *name_z, struct run_cap *cap, struct error *error)
{
	const char *value_z = options_value_z(given, name_z);
	if (!value_z)
		return true;
	char *end;
	errno = 0;
	cap->given = true;
	cap->value = strtod(value_z, &end);
	cap->share = *end == '%';
	if (value_z[0] < '0' || value_z[0] > '9' || errno || end[cap->share] || cap->value < 0)
		return error_set(error, STATUS_USAGE,
			"--%s is \"%s\", not a number or a share such as 5%%", name_z, value_z);
	return true;
}

static bool
check_min_records(const struct run_cap *cap, struct error *error)
{
	return !cap->share ||
	       error_set(error, STATUS_USAGE, "--min-records is a share; say a number of records");
}

static bool
parse_age(const struct options *given, uint64_t *seconds, struct error *error)
{
	const char *value_z = options_value_z(given, "max-age");
	*seconds = 0;
	if (!value_z)
		return true;
	return time_span_parse(value_z, seconds) ||
	       error_set(error, STATUS_USAGE,
		       "--max-age is \"%s\", not a number of hours (26h) or days (7d)", value_z);
}

static bool
parse_as_of(const struct options *given, struct date *as_of, struct error *error)
{
	const char *value_z = options_value_z(given, "as-of");
	if (!value_z)
		return date_today(as_of), true;
	struct span text = span_from_z(value_z);
	if (text.length != DATE_TEXT_SIZE - 1 || !date_parse(text, as_of))
		return error_set(
			error, STATUS_USAGE, "--as-of is \"%s\", not a date (YYYY-MM-DD)", value_z);
	return true;
}

/* Then the operands were swapped, and bash would run the export. */
static bool
is_script(const char *path_z)
{
	char first[2];
	struct stat status; /* a pipe could be read only once */
	bool regular = stat(path_z, &status) == 0 && S_ISREG(status.st_mode);
	FILE *file = regular ? fopen(path_z, "r") : NULL;
	bool script = file && fread(first, 1, 2, file) == 2 && memcmp(first, "#!", 2) == 0;
	if (file)
		fclose(file);
	return script;
}

/* PIPELINE EXPORT, or EXPORT -- FILTER ... */
static bool
take_operands(const struct options *given, struct run_request *request, struct error *error)
{
	if (given->operands_before_dashes == 1 && given->operand_count > 1) {
		request->export_z = given->operands[0];
		request->filters = given->operands + 1;
		request->filter_count = given->operand_count - 1;
		return true;
	}
	if (given->operand_count != 2)
		return error_set(error, STATUS_USAGE,
			"say what to run: roster run PIPELINE EXPORT, or roster run EXPORT -- FILTER "
			"...");
	request->pipeline_z = given->operands[0];
	request->export_z = given->operands[1];
	if (is_script(request->export_z))
		return error_set(error, STATUS_USAGE,
			"%s is a script, and no export; the pipeline stands first: roster run "
			"PIPELINE EXPORT",
			request->export_z);
	return true;
}

/* A pipeline has its own. */
static bool
take_name(const struct options *given, struct run_request *request, struct error *error)
{
	request->name_z = options_value_z(given, "name");
	if (!request->name_z)
		return true;
	if (request->pipeline_z)
		return error_set(error, STATUS_USAGE,
			"--name is for filters by hand; a pipeline is called as its file is");
	return *request->name_z ||
	       error_set(error, STATUS_USAGE, "--name is empty; say what to call the run");
}

static void
add_found(struct buffer *line, uint64_t count, const char *one_z, const char *many_z)
{
	struct message_number number;
	if (count)
		buffer_add_format(line, "%s%s %s", line->length ? ", " : "",
			message_number_z(&number, count), count == 1 ? one_z : many_z);
}

/* What the export showed, if anything. */
static void
say_found(const struct preparation *found, const struct nights_wish *wish)
{
	struct buffer line = {0};
	add_found(&line, found->errors, "error", "errors");
	add_found(&line, found->suspicions, "suspicion", "suspicions");
	add_found(&line, found->seen, "change not by us", "changes not by us");
	add_found(&line, found->confirmed, "of our changes confirmed", "of our changes confirmed");
	add_found(&line, found->came_back,
		wish->again ? "came back" : "came back and is left alone (--again changes it)",
		wish->again ? "came back" : "came back and are left alone (--again changes them)");
	if (line.length)
		message_say("run", "in the export: %.*s", SPAN_ARGUMENTS(buffer_span(&line)));
	buffer_free(&line);
}

static void
say_outcome(const struct wish *wish, const char *path_z, const struct proof_counts *counts,
	const struct preparation *found)
{
	struct message_number records, changed, gone, rejected;
	if (wish->request.quiet)
		return;
	message_say("run",
		"%s: proposed and proved: %s contacts, %s changed, %s taken out, %s rejected",
		path_z, message_number_z(&records, counts->export),
		message_number_z(&changed, counts->changed), message_number_z(&gone, counts->gone),
		message_number_z(&rejected, counts->rejected));
	say_found(found, &wish->nights);
	message_say("run", "look at %s/review.html", path_z);
}

static void
take_protect_lists(const struct options *given, struct wish *wish)
{
	const char *inherited_z = getenv("ROSTER_PROTECT");
	size_t count = 0;
	wish->protect = memory_zeroed(given->value_count + 1, sizeof(*wish->protect));
	if (inherited_z && *inherited_z)
		wish->protect[count++] = inherited_z;
	for (size_t i = 0; i < given->value_count; i++)
		if (strcmp(given->values[i].option->name, "protect") == 0)
			wish->protect[count++] = given->values[i].value_z;
	wish->request.protect_z = wish->protect;
	wish->request.protect_count = count;
}

/* The value of word `i` of a filter by hand, if it is that option. */
static const char *
filter_option_z(const struct run_request *request, size_t i, const char *name_z)
{
	const char *word_z = request->filters[i];
	size_t length = strlen(name_z);
	if (strncmp(word_z, "--", 2) != 0 || strncmp(word_z + 2, name_z, length) != 0)
		return NULL;
	if (word_z[2 + length] == '=')
		return word_z + 2 + length + 1;
	return !word_z[2 + length] && i + 1 < request->filter_count ? request->filters[i + 1]
								    : NULL;
}

/* An option of run itself, else of the filters by hand: there it need not be said twice. */
static const char *
dialect_option_z(const struct options *given, const struct run_request *request, const char *name_z)
{
	const char *value_z = options_value_z(given, name_z);
	for (size_t i = 0; !value_z && i < request->filter_count; i++)
		value_z = filter_option_z(request, i, name_z);
	return value_z;
}

static bool
take_dialect(const struct options *given, struct wish *wish, struct error *error)
{
	struct run_request *request = &wish->request;
	struct run_dialect *dialect = &request->dialect;
	wish->columns = memory_zeroed(
		given->value_count + request->filter_count + 1, sizeof(*wish->columns));
	for (size_t i = 0; i < given->value_count; i++)
		if (strcmp(given->values[i].option->name, "column") == 0)
			wish->columns[dialect->column_count++] = given->values[i].value_z;
	for (size_t i = 0; i < request->filter_count; i++) {
		const char *value_z = filter_option_z(request, i, "column");
		if (value_z)
			wish->columns[dialect->column_count++] = value_z;
	}
	dialect->columns_z = wish->columns;
	dialect->from_z = dialect_option_z(given, request, "from");
	dialect->delimiter_z = dialect_option_z(given, request, "delimiter");
	dialect->keys_z = dialect_option_z(given, request, "key");
	return dialect_check(dialect, error);
}

static bool
take_wish(const struct options *given, struct wish *wish, struct error *error)
{
	struct run_request *request = &wish->request;
	const char *runs_z = options_value_z(given, "runs");
	request->program_z = options_value_z(given, "program");
	request->runs_z = runs_z ? runs_z : "runs";
	request->allow_seen = options_value_z(given, "allow-seen") != NULL;
	request->allow_smaller = options_value_z(given, "allow-smaller") != NULL;
	request->allow_no_inactive = options_value_z(given, "allow-no-inactive") != NULL;
	request->quiet = options_value_z(given, "quiet") != NULL;
	request->page_maker = &review_page_maker;
	request->prepare = nights_prepare;
	request->prepare_context = &wish->nights;
	wish->nights.again = options_value_z(given, "again") != NULL;
	wish->nights.no_check = options_value_z(given, "no-check") != NULL;
	if (!request->program_z || !*request->program_z)
		return error_set(
			error, STATUS_USAGE, "say whose contacts these are: --program NAME");
	take_protect_lists(given, wish);
	return take_operands(given, request, error) && take_name(given, request, error) &&
	       parse_cap(given, "max-changes", &request->max_changes, error) &&
	       parse_cap(given, "max-rejects", &request->max_rejects, error) &&
	       parse_cap(given, "min-records", &request->min_records, error) &&
	       check_min_records(&request->min_records, error) &&
	       parse_age(given, &request->max_age, error) &&
	       parse_as_of(given, &request->as_of, error) && take_dialect(given, wish, error);
}

static bool
share(const char *run_z, const char *share_z, bool quiet, struct error *error)
{
	char *page_z;
	bool well = page_share(run_z, share_z, &page_z, error);
	if (well && !quiet)
		message_say("run", "a copy for others is %s", page_z);
	if (!well) {
		struct error plain = *error;
		error_set(error, plain.status,
			"%s is proposed, but not shared: %s; mend that, and copy its page by roster "
			"review --share",
			run_z, plain.text);
	}
	free(page_z);
	return well;
}

/* Before the run: after it everything would be done, and the status say that it is not. */
static bool
check_share(const char *share_z, struct error *error)
{
	struct stat status;
	if (!share_z || (stat(share_z, &status) == 0 && S_ISDIR(status.st_mode)))
		return true;
	return error_set(error, STATUS_SYSTEM,
		"--share %s: there is no such folder; make it, for those who are to read the page",
		share_z);
}

static bool
propose(const struct wish *wish, const char *share_z, struct error *error)
{
	mode_t mask = umask(077);
	char path_z[4096];
	struct proof_counts counts;
	struct preparation found;
	bool well = run_propose(&wish->request, path_z, &counts, &found, error);
	if (well)
		say_outcome(wish, path_z, &counts, &found);
	else if (*path_z)
		message_say("run", "%s is set aside; its log.txt says what happened", path_z);
	umask(mask); /* of a copy: that may be read by whom the caller lets */
	return well && (!share_z || share(path_z, share_z, wish->request.quiet, error));
}

static enum status
run(const struct options *given, struct error *error)
{
	struct wish wish = {0};
	const char *share_z = options_value_z(given, "share");
	bool well = take_wish(given, &wish, error) && check_share(share_z, error) &&
		    propose(&wish, share_z, error);
	free(wish.protect);
	free(wish.columns);
	return well ? STATUS_OK : error->status;
}

const struct program program_run = {
	.name = "run",
	.summary = "propose a clean-up in a run folder, and prove it",
	.operands = "PIPELINE EXPORT | EXPORT -- FILTER [OPTIONS] [+ FILTER ...]",
	.options = options,
	.operands_least = 1,
	.operands_most = SIZE_MAX,
	.run = run,
};

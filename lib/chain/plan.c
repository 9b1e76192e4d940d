/* plan.c - see plan.h */
#include "chain/plan.h"

#include "chain/tables.h"
#include "cli/memory.h"
#include "cli/option_number.h"
#include "io/buffer.h"
#include "io/sink.h"
#include "record/input_options.h"
#include "run/run_lists.h"

#include <stdlib.h>
#include <unistd.h>

#define THREADS_MOST 64

static bool
parse_stages(
	struct plan *plan, filter_finder *find, char *const *argv, size_t argc, struct error *error)
{
	size_t at = 0;
	for (;;) {
		const struct filter *filter = at < argc ? find(argv[at]) : NULL;
		if (!filter && at < argc)
			return error_set(error, STATUS_USAGE,
				"\"%s\" is no filter that could stand in a chain (roster --help)",
				argv[at]);
		if (!filter)
			return error_set(
				error, STATUS_USAGE, "a filter is missing behind the last +");
		plan->stages = memory_resized(
			plan->stages, plan->stage_count + 1, sizeof(*plan->stages));
		struct stage *stage = &plan->stages[plan->stage_count++];
		*stage = (struct stage){.filter = filter};
		struct option_tables tables = chain_option_tables(filter);
		size_t used;
		if (!options_parse(&stage->options, &tables, argv + at + 1, argc - at - 1, "+",
			    &used, error))
			return false;
		if (options_value_z(&stage->options, "help")) {
			plan->help = true;
			return true;
		}
		at += 1 + used;
		if (at == argc)
			return true;
		at++;
	}
}

/* An option of a stage other than the one it belongs to. */
static bool
check_place(const struct plan *plan, const struct option *table, size_t right, const char *which_z,
	struct error *error)
{
	for (size_t i = 0; i < plan->stage_count; i++)
		for (const struct option *option = table; i != right && option->name; option++)
			if (options_value_z(&plan->stages[i].options, option->name))
				return error_set(error, STATUS_USAGE,
					"--%s stands with the %s filter of a chain", option->name,
					which_z);
	return true;
}

/* The value of an option that stands with any stage, once. */
static bool
find_shared(const struct plan *plan, const char *name_z, const char **value_z, struct error *error)
{
	*value_z = NULL;
	for (size_t i = 0; i < plan->stage_count; i++) {
		const char *given_z = options_value_z(&plan->stages[i].options, name_z);
		if (given_z && *value_z)
			return error_set(error, STATUS_USAGE,
				"--%s is for the whole chain and given twice", name_z);
		if (given_z)
			*value_z = given_z;
	}
	return true;
}

static bool
parse_today(struct plan *plan, struct error *error)
{
	const char *name_z = "--as-of", *value_z;
	if (!find_shared(plan, "as-of", &value_z, error))
		return false;
	if (!value_z) {
		name_z = "ROSTER_AS_OF";
		value_z = getenv(name_z);
	}
	if (!value_z) {
		date_today(&plan->today);
		return true;
	}
	struct span text = span_from_z(value_z);
	if (text.length != DATE_TEXT_SIZE - 1 || !date_parse(text, &plan->today))
		return error_set(error, STATUS_USAGE, "%s is \"%s\", not a date (YYYY-MM-DD)",
			name_z, value_z);
	return true;
}

static bool
parse_threads(struct plan *plan, struct error *error)
{
	const char *value_z;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	uint64_t threads = cores < 1 ? 1 : cores > THREADS_MOST ? THREADS_MOST : (uint64_t)cores;
	if (!find_shared(plan, "threads", &value_z, error))
		return false;
	if (!option_number(
		    "threads", value_z, (struct number_range){1, THREADS_MOST}, &threads, error))
		return false;
	plan->threads = (unsigned)threads;
	return true;
}

static bool
add_protect_list(struct plan *plan, const char *given_z, struct error *error)
{
	char *path_z = run_list_path_z(given_z, error);
	bool well = path_z && protect_add(&plan->protect, path_z, error);
	free(path_z);
	return well;
}

static bool
take_repeated(struct plan *plan, struct error *error)
{
	for (size_t i = 0; i < plan->stage_count; i++) {
		const struct options *options = &plan->stages[i].options;
		for (size_t j = 0; j < options->value_count; j++) {
			const struct option_value *value = &options->values[j];
			bool well = true;
			if (strcmp(value->option->name, "column") == 0)
				well = column_mapping_parse(&plan->columns, value->value_z, error);
			else if (strcmp(value->option->name, "protect") == 0)
				well = add_protect_list(plan, value->value_z, error);
			if (!well)
				return false;
		}
	}
	if (!columns_check_mapping(&plan->columns, error))
		return false;
	const char *protect_z = getenv("ROSTER_PROTECT");
	if (protect_z && *protect_z && !protect_add_folder(&plan->protect, protect_z, error))
		return false;
	protect_want(&plan->protect, &plan->columns);
	return true;
}

/* What the run found that is to be left alone. */
static bool
take_left_alone(struct plan *plan, struct error *error)
{
	const char *path_z = plan->run_z ? getenv(STAGE_LEFT_ALONE_VARIABLE) : NULL;
	return !path_z || left_alone_read(&plan->left_alone, path_z, &plan->columns, error);
}

static bool
parse_charset(struct plan *plan, const char *value_z, struct error *error)
{
	if (!charset_parse(value_z, &plan->charset_z, error))
		return false;
	if (plan->charset_z && getenv(STAGE_RUN_VARIABLE))
		return error_set(error, STATUS_USAGE,
			"a run compares bytes, so its export must be UTF-8 before it begins: "
			"roster convert --from-charset %s EXPORT --output NEW",
			plan->charset_z);
	return true;
}

/* What a run takes care of itself. */
static bool
check_run(const struct plan *plan, struct error *error)
{
	if (plan->rejects_z)
		return error_set(error, STATUS_USAGE,
			"a run keeps the bad records that its --max-rejects allows; leave --rejects "
			"out of its pipeline");
	if (plan->output_z && strcmp(plan->output_z, "-") != 0)
		return error_set(error, STATUS_USAGE,
			"a run takes what its pipeline writes to standard output; leave --output out "
			"of its pipeline");
	return true;
}

static bool
take_settings(struct plan *plan, struct error *error)
{
	size_t last_index = plan->stage_count - 1;
	const struct options *first = &plan->stages[0].options;
	const struct options *last = &plan->stages[last_index].options;
	const char *quiet_z;
	if (!check_place(plan, input_options, 0, "first", error) ||
		!check_place(plan, output_options, last_index, "last", error) ||
		!format_parse("from", options_value_z(first, "from"), &plan->from, error) ||
		!format_parse("to", options_value_z(last, "to"), &plan->to, error) ||
		!delimiter_parse(options_value_z(first, "delimiter"), &plan->delimiter, error) ||
		!parse_charset(plan, options_value_z(first, "from-charset"), error) ||
		!parse_today(plan, error) || !parse_threads(plan, error) ||
		!find_shared(plan, "rejects", &plan->rejects_z, error) ||
		!find_shared(plan, "quiet", &quiet_z, error))
		return false;
	plan->quiet = quiet_z != NULL;
	plan->run_z = getenv(STAGE_RUN_VARIABLE);
	plan->output_z = options_value_z(last, "output");
	if (plan->run_z && !check_run(plan, error))
		return false;
	plan->gzip = options_value_z(last, "gzip") ||
		     (plan->output_z && sink_path_is_gzip(plan->output_z));
	return take_repeated(plan, error) && take_left_alone(plan, error);
}

static bool
is_stage_name(const char *name_z)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789_-";
	size_t length = strlen(name_z);
	return length && length <= STAGE_NAME_MOST && strspn(name_z, allowed) == length;
}

/* --stage, or the filter's name, with a number when a stage before it has it already. */
static bool
name_stage(struct plan *plan, size_t i, struct error *error)
{
	struct stage *stage = &plan->stages[i];
	const char *given_z = options_value_z(&stage->options, "stage");
	if (given_z && !is_stage_name(given_z))
		return error_set(error, STATUS_USAGE,
			"--stage is \"%s\"; a name has at most %d letters, digits, - and _",
			given_z, STAGE_NAME_MOST);
	size_t number = 1;
	for (size_t j = 0; j < i; j++)
		number += plan->stages[j].filter == stage->filter;
	const char *name_z = given_z ? given_z : stage->filter->name;
	stage->name_z = given_z || number == 1 ? memory_copied_z(name_z, strlen(name_z))
					       : text_formatted_z("%s-%zu", name_z, number);
	for (size_t j = 0; j < i; j++)
		if (strcmp(plan->stages[j].name_z, stage->name_z) == 0)
			return error_set(error, STATUS_USAGE,
				"two stages are called \"%s\"; give one another name with --stage",
				stage->name_z);
	return true;
}

static bool
begin_stages(struct plan *plan, struct error *error)
{
	static const char *const standard_input_z[] = {"-"};
	struct stage_context context = {
		.columns = &plan->columns,
		.today = plan->today,
		.run_z = plan->run_z,
		.delimiter = plan->delimiter,
		.left_alone = plan->left_alone.count ? &plan->left_alone : NULL,
	};
	for (size_t i = 0; i < plan->stage_count; i++) {
		struct stage *stage = &plan->stages[i];
		context.first = i == 0;
		if (!name_stage(plan, i, error) || !stage_begin(stage, &context, error))
			return false;
		if (i)
			continue;
		plan->path_count = stage->options.operand_count - context.files_from;
		plan->paths_z = plan->path_count ? stage->options.operands + context.files_from
						 : standard_input_z;
		plan->path_count = plan->path_count ? plan->path_count : 1;
	}
	return columns_check_used(&plan->columns, error);
}

bool
plan_make(
	struct plan *plan, filter_finder *find, char *const *argv, size_t argc, struct error *error)
{
	if (!parse_stages(plan, find, argv, argc, error))
		return false;
	return plan->help || (take_settings(plan, error) && begin_stages(plan, error));
}

const char *
plan_name_z(const struct plan *plan)
{
	if (!plan->stage_count)
		return "roster";
	const struct stage *first = &plan->stages[0];
	return first->name_z ? first->name_z : first->filter->name;
}

void
plan_free(struct plan *plan)
{
	for (size_t i = 0; i < plan->stage_count; i++)
		stage_free(&plan->stages[i]);
	free(plan->stages);
	columns_free(&plan->columns);
	protect_free(&plan->protect);
	left_alone_free(&plan->left_alone);
	*plan = (struct plan){0};
}

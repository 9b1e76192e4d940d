/* stage_begin.c - see stage.h: what a stage is told by its options */
#include "chain/stage.h"
#include "cli/memory.h"
#include "cli/option_number.h"
#include "format/utf8.h"
#include "run/run_lists.h"

#include <stdlib.h>

static bool
parse_cap(struct stage *stage, struct error *error)
{
	const char *text_z = options_value_z(&stage->options, "max-changes");
	if (!text_z)
		text_z = stage->filter->max_changes_z;
	stage->max_changes = UINT64_MAX;
	return option_number("max-changes", text_z, (struct number_range){0, UINT64_MAX},
		&stage->max_changes, error);
}

static bool
parse_where(struct stage *stage, const struct stage_context *context, struct error *error)
{
	const char *expression_z = options_value_z(&stage->options, "where");
	if (!expression_z && stage->filter->where_required)
		return error_set(error, STATUS_USAGE, "--where is missing: roster %s --where EXPR",
			stage->filter->name);
	if (!expression_z)
		return true;
	struct span key_names[KEY_COLUMNS_MOST];
	for (size_t i = 0; i < stage->keys.count; i++)
		key_names[i] = span_from_z(
			context->columns->list[stage->keys.list[i].index].sought_z);
	struct where_context where = {
		.today = context->today,
		.key_names = key_names,
		.key_name_count = stage->keys.count,
		.locate_list = run_list_locate_z,
	};
	stage->where = where_parse(expression_z, context->columns, &where, error);
	return stage->where != NULL;
}

static bool
begin_filter(struct stage *stage, struct stage_context *context, struct error *error)
{
	struct filter_setup setup = {
		.filter = stage->filter,
		.options = &stage->options,
		.columns = context->columns,
		.keys = &stage->keys,
		.folder = stage->folder,
		.run_z = context->run_z,
		.stage_z = stage->name_z,
		.delimiter = context->delimiter,
		.charset_z = context->charset_z,
		.today = context->today,
		.guard = &stage->guard,
		.error = error,
	};
	stage->state = memory_zeroed(1, stage->filter->state_size);
	stage->begun = true;
	if (stage->filter->begin && !stage->filter->begin(stage->state, &setup))
		return false;
	context->files_from = setup.operands_used;
	if (!context->first && setup.operands_used < stage->options.operand_count)
		return error_set(error, STATUS_USAGE,
			"\"%s\" is one operand too many; files stand with the first filter of a "
			"chain",
			stage->options.operands[setup.operands_used]);
	return true;
}

static bool
begin_folder(struct stage *stage, const struct stage_context *context, struct error *error)
{
	if (!context->run_z)
		return true;
	const char *where_z = options_value_z(&stage->options, "where");
	if (where_z && utf8_check(span_from_z(where_z)) < strlen(where_z))
		return error_set(
			error, STATUS_USAGE, "--where is not UTF-8 text, and a run keeps it");
	struct span keys[KEY_COLUMNS_MOST];
	for (size_t i = 0; i < stage->keys.count; i++)
		keys[i] = span_from_z(context->columns->list[stage->keys.list[i].index].sought_z);
	struct stage_description description = {
		.run_z = context->run_z,
		.stage_z = stage->name_z,
		.filter_z = stage->filter->name,
		.where_z = where_z,
		.reason_z = options_value_z(&stage->options, "reason"),
		.keys = keys,
		.key_count = stage->keys.count,
		.has_journal = stage->filter->changes,
		.max_changes = stage->max_changes <= INT64_MAX ? &stage->max_changes : NULL,
		.takes_out = stage->filter->takes_out,
	};
	stage->folder = stage_folder_create(&description, error);
	return stage->folder != NULL;
}

static bool
begin_journal(struct stage *stage, const struct stage_context *context, struct error *error)
{
	const char *given_z = options_value_z(&stage->options, "journal");
	if (!given_z && !(stage->folder && stage->filter->changes))
		return true;
	if (given_z && stage->folder)
		return error_set(error, STATUS_USAGE,
			"a run keeps the journals of its stages; leave --journal out of its "
			"pipeline");
	date_print(context->today, stage->at_z);
	/* a run knows the keys of its stages, but nothing else says of a journal what its keys are
	 */
	const char *first_z = context->columns->list[stage->keys.list[0].index].sought_z;
	stage->names_key = !stage->folder && options_value_z(&stage->options, "key") &&
			   strcmp(first_z, "customer_id") != 0;
	struct journal_setting setting = {
		.filter_z = stage->filter->name,
		.stage_z = stage->folder ? stage->name_z : NULL,
		.reason_z = options_value_z(&stage->options, "reason"),
		.at_z = stage->at_z,
	};
	char *path_z = stage->folder ? stage_folder_path_z(stage->folder, STAGE_JOURNAL)
				     : memory_copied_z(given_z, strlen(given_z));
	stage->journal = journal_create(path_z, &setting, error);
	free(path_z);
	return stage->journal != NULL;
}

static bool
check_reason(const struct stage *stage, const struct stage_context *context, struct error *error)
{
	const char *reason_z = options_value_z(&stage->options, "reason");
	if (!reason_z)
		return true;
	if (!context->run_z && !options_value_z(&stage->options, "journal"))
		return error_set(error, STATUS_USAGE,
			"--reason is written to the journal; say --journal FILE too");
	if (utf8_check(span_from_z(reason_z)) < strlen(reason_z))
		return error_set(error, STATUS_USAGE, "--reason is not UTF-8 text");
	return true;
}

bool
stage_begin(struct stage *stage, struct stage_context *context, struct error *error)
{
	stage->left_alone = context->left_alone;
	size_t required_before = context->first ? 0 : context->columns->required_count;
	if (!check_reason(stage, context, error))
		return false;
	if (!key_columns_want(&stage->keys, options_value_z(&stage->options, "key"),
		    context->columns, error) ||
		!parse_cap(stage, error) || !parse_where(stage, context, error) ||
		!begin_folder(stage, context, error) || !begin_filter(stage, context, error) ||
		!begin_journal(stage, context, error))
		return false;
	needs_begin(&stage->needs, context->columns, required_before);
	return true;
}

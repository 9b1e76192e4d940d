/* setup.c - see filter.h: what a filter's begin can ask for */
#include "chain/filter.h"
#include "record/truth.h"

#include <stdlib.h>

const char *
setup_option_z(const struct filter_setup *setup, const char *name_z, const char *otherwise_z)
{
	const char *value_z = options_value_z(setup->options, name_z);
	return value_z ? value_z : otherwise_z;
}

const char *
setup_operand_z(struct filter_setup *setup, const char *what_z)
{
	if (setup->operands_used < setup->options->operand_count)
		return setup->options->operands[setup->operands_used++];
	error_set(setup->error, STATUS_USAGE, "say %s: roster %s %s", what_z, setup->filter->name,
		setup->filter->operands);
	return NULL;
}

const char *
setup_file_operand_z(struct filter_setup *setup, const char *what_z)
{
	const char *file_z = setup_operand_z(setup, what_z);
	if (!file_z || strcmp(file_z, "-") != 0)
		return file_z;
	size_t next = setup->operands_used;
	bool standard = next == setup->options->operand_count;
	for (; next < setup->options->operand_count; next++)
		standard = standard || strcmp(setup->options->operands[next], "-") == 0;
	if (!standard)
		return file_z;
	error_set(setup->error, STATUS_USAGE,
		"%s and the input cannot both be standard input: roster %s %s FILE",
		setup->filter->operands, setup->filter->name, setup->filter->operands);
	return NULL;
}

bool
setup_truth_operand(struct filter_setup *setup, bool *truth)
{
	const char *operand_z = setup_operand_z(setup, "TRUE or FALSE");
	if (!operand_z)
		return false;
	if (truth_parse(span_from_z(operand_z), truth))
		return true;
	return error_set(setup->error, STATUS_USAGE, "\"%s\" is not TRUE or FALSE: roster %s %s",
		operand_z, setup->filter->name, setup->filter->operands);
}

struct column
setup_column(const struct filter_setup *setup, const char *name_z)
{
	return columns_want(setup->columns, span_from_z(name_z), COLUMN_REQUIRED);
}

bool
setup_conflicts(struct filter_setup *setup, struct conflicts *conflicts, const char *list_z)
{
	const char *given_z = setup_option_z(setup, "conflicts", NULL);
	if (given_z || !setup->folder)
		return conflicts_open(conflicts, list_z, given_z, setup->error);
	char *path_z = stage_folder_path_z(setup->folder, STAGE_CONFLICTS);
	conflicts->no_empty_file = true;
	bool well = conflicts_open(conflicts, list_z, path_z, setup->error);
	free(path_z);
	return well;
}

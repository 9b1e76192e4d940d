/* update_columns.c - see update_columns.h */
#include "review/update_columns.h"

#include "check/native.h"
#include "cli/memory.h"

#include <stdlib.h>

bool
update_columns_begin(struct update_columns *columns, struct error *error)
{
	for (const struct native *native = natives; native->name_z; native++)
		if (native->profile)
			columns_want(
				&columns->natives, span_from_z(native->name_z), COLUMN_OPTIONAL);
	return columns_check_used(&columns->natives, error);
}

static const char *
find_native_z(const struct update_columns *columns, struct span name)
{
	size_t i = 0;
	for (const struct native *native = natives; native->name_z; native++)
		if (native->profile && columns_match(&columns->natives, i++, name))
			return native->name_z;
	return NULL;
}

const struct update_column *
update_columns_name(struct update_columns *columns, struct span name)
{
	bool added;
	const uint32_t *number = span_map_add(
		&columns->by_name, name, (uint32_t)columns->count, &added);
	if (!added)
		return &columns->list[*number];
	const char *native_z = find_native_z(columns, name);
	columns->list = memory_resized(columns->list, columns->count + 1, sizeof(*columns->list));
	columns->list[columns->count] = (struct update_column){
		.name = native_z ? span_from_z(native_z) : span_map_key(&columns->by_name, name),
		.native = native_z != NULL,
	};
	return &columns->list[columns->count++];
}

void
update_columns_free(struct update_columns *columns)
{
	columns_free(&columns->natives);
	span_map_free(&columns->by_name);
	free(columns->list);
	*columns = (struct update_columns){0};
}

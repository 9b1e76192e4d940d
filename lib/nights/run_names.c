/* run_names.c - see run_names.h */
#include "nights/run_names.h"

#include "record/input_options.h"

void
run_names_want(struct run_names *names)
{
	names->active = columns_want(&names->columns, span_of("active", 6), COLUMN_OPTIONAL);
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++)
		names->keys[i] = columns_want(&names->columns, guard_key_names[i], COLUMN_OPTIONAL);
}

bool
run_names_take(struct run_names *names, const json_t *export, struct error *error)
{
	const json_t *mapped = json_object_get(export, "columns");
	bool well = true;
	for (size_t i = 0; well && i < json_array_size(mapped); i++) {
		const char *text_z = json_string_value(json_array_get(mapped, i));
		well = column_mapping_parse(&names->columns, text_z ? text_z : "", error);
	}
	run_names_want(names);
	return well;
}

bool
run_names_is_active(const struct run_names *names, struct span field)
{
	return columns_match(&names->columns, names->active.index, field);
}

size_t
run_names_key(const struct run_names *names, struct span name)
{
	size_t i = 0;
	while (i < GUARD_KEY_COUNT && !columns_match(&names->columns, names->keys[i].index, name))
		i++;
	return i;
}

void
run_names_free(struct run_names *names)
{
	columns_free(&names->columns);
}

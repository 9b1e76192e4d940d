/* dialect.c - see dialect.h */
#include "nights/dialect.h"

#include "record/input_options.h"

bool
dialect_read(const struct run_dialect *dialect, struct reader_options *options,
	struct columns *columns, struct error *error)
{
	for (size_t i = 0; i < dialect->column_count; i++)
		if (!column_mapping_parse(columns, dialect->columns_z[i], error))
			return false;
	return format_parse("from", dialect->from_z, &options->from, error) &&
	       delimiter_parse(dialect->delimiter_z, &options->delimiter, error);
}

bool
dialect_check(const struct run_dialect *dialect, struct error *error)
{
	struct reader_options options = {0};
	struct columns columns = {0};
	struct key_columns keys;
	bool well = dialect_read(dialect, &options, &columns, error) &&
		    key_columns_want(&keys, dialect->keys_z, &columns, error);
	columns_free(&columns);
	return well;
}

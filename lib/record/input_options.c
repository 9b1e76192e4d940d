/* input_options.c - see input_options.h */
#include "record/input_options.h"

#include "io/charset.h"

bool
format_parse(const char *option_z, const char *value_z, enum format *format, struct error *error)
{
	*format = FORMAT_UNKNOWN;
	if (!value_z)
		return true;
	if (strcmp(value_z, "csv") == 0)
		*format = FORMAT_CSV;
	else if (strcmp(value_z, "ndjson") == 0)
		*format = FORMAT_NDJSON;
	else
		return error_set(error, STATUS_USAGE, "--%s is \"%s\", not csv or ndjson", option_z,
			value_z);
	return true;
}

bool
delimiter_parse(const char *value_z, unsigned char *delimiter, struct error *error)
{
	*delimiter = ',';
	if (!value_z)
		return true;
	if (strcmp(value_z, "tab") == 0 || strcmp(value_z, "\\t") == 0)
		value_z = "\t";
	unsigned char c = (unsigned char)value_z[0];
	if (!c || value_z[1] || c >= 0x80 || strchr("\"\r\n", c))
		return error_set(error, STATUS_USAGE,
			"--delimiter is \"%s\", not one character (or the word tab)", value_z);
	*delimiter = c;
	return true;
}

bool
charset_parse(const char *value_z, const char **charset_z, struct error *error)
{
	*charset_z = NULL;
	if (!value_z || span_equal_fold(span_from_z(value_z), span_from_z("utf-8")) ||
		span_equal_fold(span_from_z(value_z), span_from_z("utf8")))
		return true;
	*charset_z = value_z;
	return charset_is_known(value_z, error);
}

bool
column_mapping_parse(struct columns *columns, const char *value_z, struct error *error)
{
	const char *equals = strchr(value_z, '=');
	if (!equals || equals == value_z || !equals[1])
		return error_set(error, STATUS_USAGE,
			"--column is \"%s\", not ROLE=NAME (as in --column phone=Mobile)", value_z);
	columns_map(columns, span_of(value_z, (size_t)(equals - value_z)), span_from_z(equals + 1));
	return true;
}

bool
column_options_parse(struct columns *columns, const struct options *options, struct error *error)
{
	for (size_t i = 0; i < options->value_count; i++)
		if (strcmp(options->values[i].option->name, "column") == 0 &&
			!column_mapping_parse(columns, options->values[i].value_z, error))
			return false;
	return true;
}

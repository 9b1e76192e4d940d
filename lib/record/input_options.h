/* input_options.h - what --from, --to, --delimiter and --column say */
#ifndef ROSTER_RECORD_INPUT_OPTIONS_H
#define ROSTER_RECORD_INPUT_OPTIONS_H

#include "cli/option.h"
#include "format/format.h"
#include "record/columns.h"

/* All return false with error filled (STATUS_USAGE) for a value that is none. */

/* csv or ndjson; FORMAT_UNKNOWN for NULL. `option_z` is for the message. */
bool format_parse(
	const char *option_z, const char *value_z, enum format *format, struct error *error);

/* One character, or the word tab; a comma for NULL. */
bool delimiter_parse(const char *value_z, unsigned char *delimiter, struct error *error);

/* An encoding that iconv knows; NULL for NULL and for UTF-8, which needs no converting. */
bool charset_parse(const char *value_z, const char **charset_z, struct error *error);

/* ROLE=NAME, for columns_map. */
bool column_mapping_parse(struct columns *columns, const char *value_z, struct error *error);

/* Each --column that was given. */
bool column_options_parse(
	struct columns *columns, const struct options *options, struct error *error);

#endif

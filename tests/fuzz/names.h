/* names.h - the rule by which a name is a column's, done the long way */
#ifndef ROSTER_FUZZ_NAMES_H
#define ROSTER_FUZZ_NAMES_H

#include "fuzz.h"
#include "io/buffer.h"

static inline void
add_folded(struct buffer *to, struct span name)
{
	for (size_t i = 0; i < name.length; i++) {
		char c = name.data[i];
		bool capital = c >= 'A' && c <= 'Z';
		if (!strchr(" _-", c) || !c)
			buffer_add_byte(to, capital ? (char)(c + 'a' - 'A') : c);
	}
	buffer_add_byte(to, '\0');
}

/* Whether the names are the same regardless of case, spaces, `_` and `-`. */
static inline bool
matches_column(struct span name, const char *column_z)
{
	struct buffer folded = {0}, sought = {0};
	add_folded(&folded, name);
	add_folded(&sought, span_from_z(column_z));
	bool same = span_equal(buffer_span(&folded), buffer_span(&sought));
	buffer_free(&folded);
	buffer_free(&sought);
	return same;
}

#endif

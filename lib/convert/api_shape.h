/* api_shape.h - what an object of the platform's API is besides its values */
#ifndef ROSTER_CONVERT_API_SHAPE_H
#define ROSTER_CONVERT_API_SHAPE_H

#include "io/arena.h"
#include "io/buffer.h"

/*
 * An API object carries a contact twice: real values at its top (customerId, active, groups), and
 * `profile`, an array of {"name", "type", "updated", "value"}. As a flat record it is its values,
 * each in a column, and in the column api_shape all else: the object's own text, with a gap for
 * each value that stands in a column. JSON has no "<" outside of strings, so gaps are
 *
 *     <s"first_name">            the value of that column, which was a string
 *     <=T"active"true>           the same as that column; `true` is how it was said here
 *     <+> or <+,>                the end of profile: columns that came later go there
 *
 * Filters change columns; api_build puts their values into the gaps again.
 */
#define API_SHAPE_COLUMN "api_shape"

/* What a value was; also how a text without its quotes is made into one again. */
enum api_kind {
	API_STRING = 's',
	API_NUMBER = 'n',
	API_TRUTH = 't',
	API_NULL = 'z',
	API_LIST = 'a',     /* an array of texts that can be joined by `;` */
	API_JSON = 'j',     /* an object, or any other array */
	API_AS_IT_IS = 'v', /* what the column has; a text becomes a string */
};

enum api_kind api_kind_of(struct span raw, struct arena *arena);

/* A key at the top that says what a native column says. */
struct api_twin {
	const char *key_z;
	const char *column_z;
	enum api_kind kind; /* API_STRING, API_TRUTH or API_LIST */
};

/* NULL when there is none. */
const struct api_twin *api_twin_of(struct span key);

/* All of them; the last has no key. */
extern const struct api_twin api_twins[];

/*
 * The text that a raw JSON value is in a CSV file: "" for null, a string's text, the word TRUE or
 * FALSE, an API_LIST joined by `;`, all else as it stands. False when it has none (\u0000, a lone
 * surrogate).
 */
bool api_text_of(struct span raw, enum api_kind kind, struct span *text, struct arena *arena);

/*
 * Append the raw value of that kind that has this text; what is blank is null, but a string "" and
 * a list []. False when it is not of that kind.
 */
bool api_add_value(struct buffer *raw, enum api_kind kind, struct span text);

/* Whether two texts say the same: truth values, groups as a set, or equal texts. */
bool api_same_text(enum api_kind kind, struct span a, struct span b);

#endif

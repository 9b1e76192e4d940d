/* where_error.h - errors that show the place in the expression */
#ifndef ROSTER_WHERE_WHERE_ERROR_H
#define ROSTER_WHERE_WHERE_ERROR_H

#include "cli/error.h"
#include "cli/span.h"

/* The most bytes of a text that a message quotes. */
#define WHERE_EXCERPT 80

/* An expression that is being read, and where its error goes. */
struct where_source {
	struct span expression;
	struct error *error;
};

/*
 * Fill the error with three lines: "--where: " and the message, the expression, and a caret under
 * the byte at `offset`. Of a long expression only the neighbourhood is shown. Returns false.
 */
bool where_fail(const struct where_source *source, size_t offset, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif

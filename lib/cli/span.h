/* span.h - borrowed bytes with a length */
#ifndef ROSTER_CLI_SPAN_H
#define ROSTER_CLI_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/*
 * Bytes that somebody else owns. Nothing behind the last one is promised, not even a NUL. Whoever
 * hands out a span says until when it holds.
 */
struct span {
	const char *data;
	size_t length;
};

/* For printf's "%.*s". */
#define SPAN_ARGUMENTS(span) (int)(span).length, (span).data

static inline struct span
span_of(const char *data, size_t length)
{
	return (struct span){data, length};
}

static inline struct span
span_from_z(const char *text_z)
{
	return (struct span){text_z, strlen(text_z)};
}

static inline bool
span_equal(struct span a, struct span b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

static inline bool
span_equal_z(struct span a, const char *text_z)
{
	return span_equal(a, span_from_z(text_z));
}

static inline bool
span_starts_with(struct span a, struct span prefix)
{
	return a.length >= prefix.length && span_equal(span_of(a.data, prefix.length), prefix);
}

/* Order by bytes, a prefix before what it begins: negative, 0 or positive. */
int span_compare(struct span a, struct span b);

/* Equal when ASCII letters of either case are taken as the same. */
bool span_equal_fold(struct span a, struct span b);

/* Without the spaces and tabs at both ends. */
struct span span_trim(struct span a);

/* At most `most` bytes from its start, not cut inside a UTF-8 sequence: for messages. */
struct span span_excerpt(struct span a, size_t most);

#endif

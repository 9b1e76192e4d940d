/* fuzz.h - what the fuzz targets share; each is a file that defines LLVMFuzzerTestOneInput */
#ifndef ROSTER_FUZZ_FUZZ_H
#define ROSTER_FUZZ_FUZZ_H

#include "cli/memory.h"
#include "cli/span.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Look at one input: 0, or abort where a rule is broken. libFuzzer's name, and driver.c's. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Say what is wrong, in the words of printf, and abort. */
#define FUZZ_FAIL(...)                                                                             \
	do {                                                                                       \
		fprintf(stderr, "%s:%d: ", __FILE__, __LINE__);                                    \
		fprintf(stderr, __VA_ARGS__);                                                      \
		fprintf(stderr, "\n");                                                             \
		abort();                                                                           \
	} while (0)

#define FUZZ_EXPECT(condition)                                                                     \
	do {                                                                                       \
		if (!(condition))                                                                  \
			FUZZ_FAIL("not so: %s", #condition);                                       \
	} while (0)

static inline struct span
fuzz_span(const uint8_t *data, size_t size)
{
	return span_of((const char *)data, size);
}

/* The bytes with exactly `padding` more behind them, all `fill`; free with free(). */
static inline char *
fuzz_padded(struct span bytes, size_t padding, char fill)
{
	char *copy = memory_resized(NULL, bytes.length + padding, 1);
	if (bytes.length)
		memcpy(copy, bytes.data, bytes.length);
	memset(copy + bytes.length, fill, padding);
	return copy;
}

/* The bytes before the first `byte`, and *rest what stands behind it. */
static inline struct span
fuzz_until(struct span bytes, char byte, struct span *rest)
{
	const char *found = bytes.length ? memchr(bytes.data, byte, bytes.length) : NULL;
	size_t length = found ? (size_t)(found - bytes.data) : bytes.length;
	size_t used = found ? length + 1 : length;
	*rest = span_of(bytes.data + used, bytes.length - used);
	return span_of(bytes.data, length);
}

#endif

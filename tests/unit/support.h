/* support.h - what several unit tests need: cmocka, chance without luck, files to play with */
#ifndef ROSTER_UNIT_SUPPORT_H
#define ROSTER_UNIT_SUPPORT_H

#include "cli/memory.h"
#include "cli/span.h"
#include "io/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(*(array)))

/* A literal that may have NULs in it; in a table the braces alone. */
#define SPAN_INIT(literal)                                                                         \
	{                                                                                          \
		literal, sizeof(literal) - 1                                                       \
	}
#define SPAN(literal) ((struct span)SPAN_INIT(literal))

/* Fail with both texts when they differ; `what_z` names the case. */
static inline void
expect_span(const char *what_z, struct span actual, struct span expected)
{
	if (!span_equal(actual, expected))
		fail_msg("%s: \"%.*s\", not \"%.*s\"", what_z, SPAN_ARGUMENTS(actual),
			SPAN_ARGUMENTS(expected));
}

/* The next number below `limit` of a sequence that is the same in every run (xorshift). */
static inline size_t
chance(uint64_t *state, size_t limit)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (size_t)((*state >> 20) % limit);
}

/* A copy with exactly `padding` bytes behind it, all `fill`; free with free(). */
static inline char *
padded_copy(struct span bytes, size_t padding, char fill)
{
	char *copy = memory_resized(NULL, bytes.length + padding, 1);
	if (bytes.length)
		memcpy(copy, bytes.data, bytes.length);
	memset(copy + bytes.length, fill, padding);
	return copy;
}

/* cmocka's setup and teardown: a scratch directory as the working directory, and away with it. */
static inline int
enter_scratch(void **state)
{
	char name_z[] = "/tmp/roster-unit-XXXXXX";
	if (!mkdtemp(name_z) || chdir(name_z) != 0)
		return -1;
	*state = memory_copied_z(name_z, sizeof(name_z) - 1);
	return 0;
}

static inline int
leave_scratch(void **state)
{
	DIR *directory = opendir(*state);
	for (struct dirent *entry; directory && (entry = readdir(directory));)
		if (unlinkat(dirfd(directory), entry->d_name, 0) != 0 && entry->d_name[0] != '.')
			unlinkat(dirfd(directory), entry->d_name, AT_REMOVEDIR);
	closedir(directory);
	int result = chdir("/") == 0 ? rmdir(*state) : -1;
	free(*state);
	return result;
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, enter_scratch, leave_scratch)

/* How many entries the working directory has. */
static inline size_t
count_files(void)
{
	DIR *directory = opendir(".");
	assert_non_null(directory);
	size_t count = 0;
	for (struct dirent *entry; (entry = readdir(directory));)
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(directory);
	return count;
}

static inline void
put_file(const char *path_z, struct span content)
{
	FILE *file = fopen(path_z, "wb");
	assert_non_null(file);
	if (content.length)
		assert_int_equal(fwrite(content.data, 1, content.length, file), content.length);
	assert_int_equal(fclose(file), 0);
}

/* All that can be read from a descriptor, appended to `buffer`. */
static inline void
drain_descriptor(int descriptor, struct buffer *buffer)
{
	ssize_t count = 1;
	while (count > 0) {
		buffer_reserve(buffer, 1 << 16);
		count = read(descriptor, buffer->data + buffer->length, 1 << 16);
		assert_true(count >= 0);
		buffer->length += (size_t)count;
	}
}

static inline void
get_file(const char *path_z, struct buffer *buffer)
{
	buffer_clear(buffer);
	int descriptor = open(path_z, O_RDONLY);
	assert_true(descriptor >= 0);
	drain_descriptor(descriptor, buffer);
	close(descriptor);
}

static inline void
expect_file(const char *path_z, struct span expected)
{
	struct buffer content = {0};
	get_file(path_z, &content);
	expect_span(path_z, buffer_span(&content), expected);
	buffer_free(&content);
}

#endif

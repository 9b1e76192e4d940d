/* test_memory.c - cli/memory.h */
#include "cli/error.h"
#include "support.h"

#include <sys/wait.h>

static void
zeroes_resizes_and_copies(void **state)
{
	(void)state;
	unsigned char *bytes = memory_zeroed(100, 3);
	for (size_t i = 0; i < 300; i++)
		assert_int_equal(bytes[i], 0);
	memset(bytes, 7, 300);
	bytes = memory_resized(bytes, 5000, 2);
	for (size_t i = 0; i < 300; i++)
		assert_int_equal(bytes[i], 7);
	free(bytes);
	char *copy_z = memory_copied_z("a\0bc", 3);
	assert_memory_equal(copy_z, "a\0b", 4);
	free(copy_z);
	copy_z = memory_copied_z(NULL, 0);
	assert_string_equal(copy_z, "");
	free(copy_z);
}

static void
gives_something_for_nothing(void **state)
{
	(void)state;
	void *nothing = memory_zeroed(0, 0);
	assert_non_null(nothing);
	nothing = memory_resized(nothing, 0, 8);
	assert_non_null(nothing);
	free(nothing);
}

static void
gives_large_memory(void **state)
{
	static const size_t sizes[] = {0, 1, 100, (2 << 20) - 1, 2 << 20, (5 << 20) + 3};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		char *memory = memory_large(sizes[i]);
		memset(memory, 7, sizes[i]);
		assert_true(!sizes[i] || memory[sizes[i] - 1] == 7);
		free(memory);
	}
}

static void
leave_a_note(void)
{
	ssize_t written = write(STDERR_FILENO, "note ", 5);
	(void)written;
}

static void
ends_the_program_when_a_product_overflows(void **state)
{
	int ends[2];
	struct buffer said = {0};
	(void)state;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		memory_on_exhaustion(leave_a_note);
		free(memory_resized(NULL, SIZE_MAX / 4 + 2, 4));
		_exit(0);
	}
	close(ends[1]);
	drain_descriptor(ends[0], &said);
	close(ends[0]);
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), STATUS_SYSTEM);
	expect_span("said", buffer_span(&said), SPAN("note roster: out of memory\n"));
	buffer_free(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zeroes_resizes_and_copies),
		cmocka_unit_test(gives_something_for_nothing),
		cmocka_unit_test(gives_large_memory),
		cmocka_unit_test(ends_the_program_when_a_product_overflows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

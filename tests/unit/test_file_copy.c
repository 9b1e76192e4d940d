/* test_file_copy.c - run/file_copy.h */
#include "run/file_copy.h"
#include "support.h"

#include <fcntl.h>
#include <sys/stat.h>

static void
copies_a_file_and_tells_what_it_is(void **state)
{
	struct error error = {0};
	struct file_copy copy = {0};
	struct stat status;
	(void)state;
	put_file("from", SPAN("abc"));
	assert_true(file_copy_make(&copy, "from", "to", NULL, &error));
	assert_string_equal(
		copy.digest_z, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_string_equal(copy.print_z, "06b05ab6733a618578af5f94892f3950");
	assert_int_equal(copy.size, 3);
	expect_file("to", SPAN("abc"));
	assert_int_equal(stat("to", &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_true(file_copy_end(&copy, "to", &error));
	assert_true(file_copy_end(&copy, "to", &error));
}

static void
copies_nothing_over_another_file(void **state)
{
	struct error error = {0};
	struct file_copy copy = {0};
	(void)state;
	put_file("from", SPAN("abc"));
	put_file("to", SPAN("precious"));
	assert_false(file_copy_make(&copy, "from", "to", NULL, &error));
	assert_string_equal(error.text, "to: cannot create: File exists");
	expect_file("to", SPAN("precious"));
	assert_false(file_copy_make(&copy, "missing", "new", NULL, &error));
	assert_string_equal(error.text, "missing: cannot open: No such file or directory");
	assert_int_equal(access("new", F_OK), -1);
}

static void
copies_no_folder(void **state)
{
	struct error error = {0};
	struct file_copy copy = {0};
	(void)state;
	assert_false(file_copy_make(&copy, ".", "to", NULL, &error));
	assert_string_equal(error.text, ".: cannot read: Is a directory");
}

/* Written to, or replaced, before it was opened: what is said of the one would not hold of the
 * other.
 */
static void
refuses_another_file_than_was_looked_at(void **state)
{
	static const struct timespec times[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
	(void)state;
	for (int replaced = 0; replaced < 2; replaced++) {
		struct error error = {0};
		struct file_copy copy = {0};
		struct stat looked;
		put_file("from", SPAN("abc"));
		assert_int_equal(stat("from", &looked), 0);
		put_file("new", SPAN("def"));
		assert_int_equal(utimensat(AT_FDCWD, replaced ? "new" : "from", times, 0), 0);
		if (replaced)
			assert_int_equal(rename("new", "from"), 0);
		assert_false(file_copy_make(&copy, "from", "to", &looked, &error));
		assert_int_equal(error.status, STATUS_REFUSED);
		assert_string_equal(error.text,
			"from: was written to, or replaced, while it was copied; wait until it is "
			"whole");
		assert_int_equal(unlink("to"), 0);
		assert_int_equal(stat("from", &looked), 0);
		assert_true(file_copy_make(&copy, "from", "to", &looked, &error));
		assert_true(file_copy_end(&copy, "to", &error));
		assert_int_equal(unlink("to"), 0);
	}
}

/* A pipe cannot be brought to any disk. */
static void
says_what_cannot_be_synced(void **state)
{
	struct error error = {0};
	int ends[2];
	(void)state;
	assert_int_equal(pipe(ends), 0);
	struct sync_thread *sync = sync_thread_new(ends[1], "copy", &error);
	assert_non_null(sync);
	assert_false(sync_thread_end(sync, "copy", &error));
	assert_string_equal(error.text, "copy: cannot fsync: Invalid argument");
	assert_int_equal(close(ends[0]), 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		IN_SCRATCH(copies_a_file_and_tells_what_it_is),
		IN_SCRATCH(refuses_another_file_than_was_looked_at),
		IN_SCRATCH(copies_nothing_over_another_file),
		IN_SCRATCH(copies_no_folder),
		cmocka_unit_test(says_what_cannot_be_synced),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

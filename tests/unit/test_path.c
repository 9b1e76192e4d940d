/* test_path.c - io/path.h */
#include "io/path.h"
#include "support.h"

static void
tells_what_is_there_from_what_is_not(void **state)
{
	static const struct {
		const char *path_z;
		bool there, there_itself;
	} cases[] = {
		{"file", true, true},
		{".", true, true},
		{"to-file", true, true},
		{"to-nothing", false, true},
		{"nothing", false, false},
		{"nothing/in-it", false, false},
		{"file/in-it", false, false},
		{"", false, false},
	};
	(void)state;
	put_file("file", SPAN("abc"));
	assert_int_equal(symlink("file", "to-file"), 0);
	assert_int_equal(symlink("nowhere", "to-nothing"), 0);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		struct stat status = {.st_size = -1};
		bool there = !cases[i].there;
		assert_true(path_exists(cases[i].path_z, &there, &error));
		assert_int_equal(there, cases[i].there);
		assert_true(path_look(cases[i].path_z, &status, &there, &error));
		assert_int_equal(there, cases[i].there);
		assert_int_equal(status.st_size != -1, there);
		assert_true(path_look_itself(cases[i].path_z, &status, &there, &error));
		assert_int_equal(there, cases[i].there_itself);
		assert_int_equal(error.status, STATUS_OK);
	}
}

static void
says_what_cannot_be_looked_at(void **state)
{
	struct error error = {0};
	struct stat status;
	bool there = true;
	(void)state;
	assert_int_equal(symlink("round", "round"), 0);
	assert_false(path_exists("round", &there, &error));
	assert_false(there);
	assert_int_equal(error.status, STATUS_SYSTEM);
	assert_string_equal(
		error.text, "round: cannot be looked at: Too many levels of symbolic links");
	there = true;
	assert_false(path_look_itself("round/in-it", &status, &there, &error));
	assert_false(there);
	assert_string_equal(
		error.text, "round/in-it: cannot be looked at: Too many levels of symbolic links");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		IN_SCRATCH(tells_what_is_there_from_what_is_not),
		IN_SCRATCH(says_what_cannot_be_looked_at),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_lock.c - run/lock.h */
#include "run/lock.h"

#include "support.h"

#include <sys/wait.h>

/* Take the lock in another process, which holds it until `release` is closed. */
static pid_t
hold(const char *holder_z, int *release)
{
	int taken[2], ended[2];
	char byte;
	assert_int_equal(pipe(taken), 0);
	assert_int_equal(pipe(ended), 0);
	pid_t child = fork();
	if (child == 0) {
		struct error error = {0};
		close(ended[1]);
		struct lock *lock = lock_take(".", holder_z, &error);
		_exit(lock && write(taken[1], "x", 1) == 1 && read(ended[0], &byte, 1) == 0 ? 0
											    : 1);
	}
	close(taken[1]);
	close(ended[0]);
	assert_int_equal(read(taken[0], &byte, 1), 1);
	close(taken[0]);
	*release = ended[1];
	return child;
}

static void
tells_what_its_holder_wrote(void **state)
{
	static const struct {
		const char *holder_z, *told_z;
	} cases[] = {
		{"process 7, which approves x\n",
			"./lock: another program holds it (process 7, which approves x); wait for it, or "
			"look why it hangs"},
		{"", "./lock: another program holds it; wait for it, or look why it hangs"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int release, status;
		struct error error = {0};
		pid_t child = hold(cases[i].holder_z, &release);
		assert_null(lock_take(".", "me\n", &error));
		assert_int_equal(error.status, STATUS_SYSTEM);
		assert_string_equal(error.text, cases[i].told_z);
		close(release);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, 0);
		struct lock *lock = lock_take(".", "me\n", &error);
		assert_non_null(lock);
		expect_file("lock", SPAN("me\n"));
		lock_release(lock);
		lock_release(NULL);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		IN_SCRATCH(tells_what_its_holder_wrote),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

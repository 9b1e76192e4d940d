/* test_interrupt.c - cli/interrupt.h; each case in a process of its own */
#include "cli/interrupt.h"
#include "support.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#define WELL 42

static int
status_of(void (*child)(int), int number)
{
	pid_t process = fork();
	if (process == 0) {
		/* a shell that starts jobs in the background has them ignore SIGINT */
		struct sigaction usual = {.sa_handler = SIG_DFL};
		sigaction(number, &usual, NULL);
		child(number);
		_exit(WELL);
	}
	int status;
	assert_int_equal(waitpid(process, &status, 0), process);
	return status;
}

static bool
is_awake(void)
{
	struct pollfd polled = {.fd = interrupt_descriptor(), .events = POLLIN};
	return poll(&polled, 1, 0) == 1;
}

static void
remember_one(int signal)
{
	if (interrupt_descriptor() != -1)
		_exit(1);
	interrupt_catch();
	if (interrupt_signal() != 0 || is_awake())
		_exit(2);
	raise(signal);
	if (interrupt_signal() != signal || !is_awake())
		_exit(3);
}

static void
raise_twice(int signal)
{
	interrupt_catch();
	raise(signal);
	raise(signal);
}

static void
ignore_before(int number)
{
	signal(number, SIG_IGN);
	interrupt_catch();
	raise(number);
	if (interrupt_signal() != 0)
		_exit(1);
}

static void
write_to_a_closed_pipe(int number)
{
	int ends[2];
	(void)number;
	interrupt_catch();
	if (pipe(ends) != 0 || close(ends[0]) != 0)
		_exit(1);
	if (write(ends[1], "x", 1) != -1 || errno != EPIPE)
		_exit(2);
}

static void
end_blocked(int signal)
{
	sigset_t all;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	interrupt_catch();
	interrupt_end(signal);
}

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

static void
remembers_the_first_signal(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(signals); i++) {
		int status = status_of(remember_one, signals[i]);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), WELL);
	}
}

static void
ends_at_the_second_signal(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(signals); i++) {
		int status = status_of(raise_twice, signals[i]);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
	}
}

static void
leaves_ignored_signals_ignored(void **state)
{
	(void)state;
	int status = status_of(ignore_before, SIGHUP);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), WELL);
}

static void
makes_a_closed_pipe_an_error_of_write(void **state)
{
	(void)state;
	int status = status_of(write_to_a_closed_pipe, SIGPIPE);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), WELL);
}

static void
ends_as_the_signal_would(void **state)
{
	static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		int status = status_of(end_blocked, ends[i]);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), ends[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(remembers_the_first_signal),
		cmocka_unit_test(ends_at_the_second_signal),
		cmocka_unit_test(leaves_ignored_signals_ignored),
		cmocka_unit_test(makes_a_closed_pipe_an_error_of_write),
		cmocka_unit_test(ends_as_the_signal_would),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* process.c - see process.h */
#include "run/process.h"

#include "cli/interrupt.h"
#include "run/process_keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUTPUT, CONTROL, REPORT, PIPE_COUNT };

static void
close_ends(int pipes[PIPE_COUNT][2], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		close(pipes[i][0]);
		close(pipes[i][1]);
	}
}

static bool
make_pipes(int pipes[PIPE_COUNT][2], struct error *error)
{
	for (size_t i = 0; i < PIPE_COUNT; i++) {
		if (pipe(pipes[i]) != 0) {
			error_set_errno(error, "the pipeline: cannot make a pipe");
			close_ends(pipes, i);
			return false;
		}
		fcntl(pipes[i][0], F_SETFD, FD_CLOEXEC);
		fcntl(pipes[i][1], F_SETFD, FD_CLOEXEC);
	}
	return true;
}

/*
 * The keeper's next report; false when it has died (errno is 0), cannot be heard, or a signal came
 * for us (then in *signal).
 */
static bool
hear(const struct process *process, struct keeper_report *report, int *signal)
{
	struct pollfd polled[] = {
		{.fd = process->report, .events = POLLIN},
		{.fd = *signal ? -1 : interrupt_descriptor(), .events = POLLIN},
	};
	size_t heard = 0;
	while (heard < sizeof(*report)) {
		if (poll(polled, 2, -1) < 0)
			continue;
		if (polled[1].revents && !polled[0].revents) {
			*signal = interrupt_signal();
			return false;
		}
		ssize_t length = read(
			process->report, (char *)report + heard, sizeof(*report) - heard);
		if (length == 0)
			errno = 0;
		if (length == 0 || (length < 0 && errno != EINTR))
			return false;
		heard += length > 0 ? (size_t)length : 0;
	}
	return true;
}

static bool
begin_keeper(struct process *process, int pipes[PIPE_COUNT][2], struct keeper_request *request,
	struct error *error)
{
	request->output = pipes[OUTPUT][1];
	request->control = pipes[CONTROL][0];
	request->report = pipes[REPORT][1];
	process->output = pipes[OUTPUT][0];
	process->control = pipes[CONTROL][1];
	process->report = pipes[REPORT][0];
	process->keeper = fork();
	if (process->keeper == 0) {
		close(process->output);
		close(process->control); /* its end is what says that we died */
		close(process->report);
		keeper_run(request);
	}
	if (process->keeper < 0) {
		error_set_errno(error, "%s: cannot start a process", request->argv[0]);
		close_ends(pipes, PIPE_COUNT);
		return false;
	}
	close(request->output);
	close(request->control);
	close(request->report);
	return true;
}

/* The keeper is gone afterwards. The errno that it ended with; 0 if it was killed, or all went
 * well. */
static int
let_go(struct process *process)
{
	int status = 0;
	close(process->control);
	close(process->report);
	while (waitpid(process->keeper, &status, 0) < 0 && errno == EINTR)
		continue;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

bool
process_start(struct process *process, char *const *argv, char *const *environment, int log,
	struct error *error)
{
	int pipes[PIPE_COUNT][2];
	struct keeper_request request = {.argv = argv, .environment = environment, .log = log};
	if (!make_pipes(pipes, error) || !begin_keeper(process, pipes, &request, error))
		return false;
	struct keeper_report report = {.pipeline = -1};
	int never = -1; /* it comes at once: a signal can wait */
	bool heard = hear(process, &report, &never);
	process->pipeline = report.pipeline;
	if (heard && report.pipeline > 0)
		return true;
	int unread = errno, untold = let_go(process);
	errno = heard ? report.status : unread ? unread : untold ? untold : ECHILD;
	error_set_errno(error, "%s: cannot start a process", argv[0]);
	close(process->output);
	return false;
}

void
process_signal(const struct process *process, int signal)
{
	unsigned char number = (unsigned char)signal;
	ssize_t written = write(process->control, &number, 1);
	(void)written; /* without its keeper the pipeline has been killed */
}

static bool
judge(int status, struct error *error)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (WIFSIGNALED(status))
		return error_set(error, STATUS_SYSTEM, "the pipeline was ended by signal %d (%s)",
			WTERMSIG(status), strsignal(WTERMSIG(status)));
	int code = WEXITSTATUS(status);
	bool ours = code == STATUS_USAGE || code == STATUS_BAD_DATA || code == STATUS_REFUSED;
	return error_set(error, ours ? (enum status)code : STATUS_SYSTEM,
		"the pipeline ended with status %d", code);
}

bool
process_wait(struct process *process, struct error *error)
{
	struct keeper_report report;
	int signal = 0;
	bool heard = hear(process, &report, &signal);
	if (!heard && signal) {
		process_signal(process, signal);
		heard = hear(process, &report, &signal);
	}
	int unread = errno, untold = let_go(process);
	process->exited = heard && WIFEXITED(report.status);
	if (heard)
		return judge(report.status, error);
	kill(-process->pipeline, SIGKILL);
	errno = unread ? unread : untold;
	if (errno)
		return error_set_errno(error, "the pipeline: cannot read what became of it");
	return error_set(error, STATUS_SYSTEM,
		"the process that watches over the pipeline was killed, and the pipeline with it");
}

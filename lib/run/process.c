/* process.c - see process.h */
#include "run/process.h"

#include "cli/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

static void
adopt_orphans(void)
{
#ifdef __linux__
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
}

/* Only what is safe between fork and exec. */
static _Noreturn void
become(char *const *argv, char *const *environment, int output, int log)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
	setpgid(0, 0);
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		signal(signals[i], SIG_DFL);
	int input = open("/dev/null", O_RDONLY);
	if (input < 0 || dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
		dup2(log, STDERR_FILENO) < 0)
		_exit(STATUS_SYSTEM);
	for (; *environment; environment++)
		putenv(*environment);
	execvp(argv[0], argv);
	static const char message[] = "roster: the pipeline cannot be started\n";
	ssize_t written = write(STDERR_FILENO, message, sizeof(message) - 1);
	(void)written;
	_exit(127);
}

bool
process_start(struct process *process, char *const *argv, char *const *environment, int log,
	struct error *error)
{
	int ends[2];
	if (pipe(ends) != 0)
		return error_set_errno(error, "%s: cannot make a pipe", argv[0]);
	for (int i = 0; i < 2; i++)
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
	adopt_orphans();
	process->pid = fork();
	if (process->pid == 0)
		become(argv, environment, ends[1], log);
	close(ends[1]);
	process->output = ends[0];
	if (process->pid > 0) {
		setpgid(process->pid, process->pid);
		return true;
	}
	close(ends[0]);
	return error_set_errno(error, "%s: cannot start a process", argv[0]);
}

void
process_signal(const struct process *process, int signal)
{
	kill(-process->pid, signal);
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
		"the pipeline ended with status %d; log.txt says why", code);
}

bool
process_wait(struct process *process, struct error *error)
{
	int result = 0;
	bool seen = false;
	for (;;) {
		int status;
		pid_t pid = waitpid(-1, &status, 0);
		if (pid == process->pid) {
			result = status;
			seen = true;
		}
		if (pid < 0 && errno == EINTR) {
			if (interrupt_signal())
				process_signal(process, interrupt_signal());
			continue;
		}
		if (pid < 0)
			break;
	}
	if (!seen)
		return error_set(error, STATUS_SYSTEM, "the pipeline cannot be waited for");
	return judge(result, error);
}

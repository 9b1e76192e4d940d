/* process_keeper.c - see process_keeper.h */
#include "run/process_keeper.h"

#include "cli/error.h"
#include "io/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#define PATIENCE 10 /* seconds */

static const int passed_on[] = {SIGINT, SIGTERM, SIGHUP};
#define PASSED_ON_COUNT (sizeof(passed_on) / sizeof(*passed_on))

struct keeper {
	const struct keeper_request *request;
	pid_t self;
	struct sigaction before[PASSED_ON_COUNT];
	sigset_t mask; /* as it was */
	struct keeper_report report;
	time_t deadline; /* by the steady clock; 0: none */
};

static void
do_nothing(int signal)
{
	(void)signal;
}

/* A signal for the run's group is passed on by the run. SIGCHLD comes only while we wait. */
static void
prepare_signals(struct keeper *keeper)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN}, wake = {.sa_handler = do_nothing};
	sigset_t child;
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, &keeper->mask);
	sigaction(SIGCHLD, &wake, NULL);
	for (size_t i = 0; i < PASSED_ON_COUNT; i++)
		sigaction(passed_on[i], &ignore, &keeper->before[i]);
}

static void
adopt_orphans(void)
{
#ifdef __linux__
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
}

/* One that has died before it was asked for sends no signal. */
static void
die_with_keeper(pid_t keeper)
{
#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (getppid() != keeper)
		raise(SIGKILL);
#else
	(void)keeper;
#endif
}

/* What nohup has ignored stays so; what roster catches or ignores for itself is as usual again. */
static void
restore_signals(const struct keeper *keeper)
{
	for (size_t i = 0; i < PASSED_ON_COUNT; i++)
		if (keeper->before[i].sa_handler != SIG_IGN)
			signal(passed_on[i], SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	sigprocmask(SIG_SETMASK, &keeper->mask, NULL);
}

static _Noreturn void
give_up(int log, const char *what_z, int status)
{
	dprintf(log, "roster: %s cannot be started: %s\n", what_z, strerror(errno));
	_exit(status);
}

static _Noreturn void
become_pipeline(const struct keeper *keeper)
{
	const struct keeper_request *request = keeper->request;
	setpgid(0, 0);
	die_with_keeper(keeper->self);
	restore_signals(keeper);
	int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (input < 0 || dup2(input, STDIN_FILENO) < 0 ||
		dup2(request->output, STDOUT_FILENO) < 0 || dup2(request->log, STDERR_FILENO) < 0)
		give_up(request->log, "the pipeline", STATUS_SYSTEM);
	for (char *const *variable = request->environment; *variable; variable++)
		putenv(*variable);
	execvp(request->argv[0], request->argv);
	give_up(STDERR_FILENO, request->argv[0], 127);
}

/* Whoever waits for the end of what the run writes shall not wait for us. */
static void
let_go(const struct keeper_request *request)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int descriptor = 0; descriptor < 3; descriptor++)
		if (nothing < 0 || dup2(nothing, descriptor) < 0)
			close(descriptor);
	close(request->output);
	close(request->log);
}

/* False, and errno is set, if the run cannot be told: one that has died does not listen. */
static bool
tell(const struct keeper *keeper)
{
	struct error ignored = {0};
	struct span report = span_of((const char *)&keeper->report, sizeof(keeper->report));
	return output_write(keeper->request->report, "the run", report, &ignored);
}

/* Reap what has ended. False when nothing is left. */
static bool
reap(struct keeper *keeper, int options)
{
	for (;;) {
		int status;
		pid_t pid = waitpid(-1, &status, options);
		if (pid == 0)
			return true;
		if (pid < 0 && errno != EINTR)
			return false;
		if (pid == keeper->report.pipeline)
			keeper->report.status = status;
		if (pid > 0 && !(options & WNOHANG))
			return true;
	}
}

/* None of our children's ids can have been given to another process: only we reap them. */
static void
kill_children(void)
{
	char text[4096];
	int list = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
	ssize_t length = list < 0 ? 0 : read(list, text, sizeof(text) - 1);
	if (list >= 0)
		close(list);
	text[length > 0 ? length : 0] = '\0';
	char *end = text;
	for (;;) {
		long child = strtol(end, &end, 10);
		/* one that the text's end may have cut is left for the next time */
		if (child <= 0 || *end != ' ')
			return;
		kill((pid_t)child, SIGKILL);
	}
}

/* The children of one that dies become ours, and are next. */
static void
kill_all(struct keeper *keeper)
{
	kill(-keeper->report.pipeline, SIGKILL);
	do
		kill_children();
	while (reap(keeper, 0));
}

static time_t
steady_time(void)
{
	struct timespec now = {0};
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* Wait until a child has ended or the run has something to say. False when all is to be killed. */
static bool
listen_once(struct keeper *keeper)
{
	int control = keeper->request->control;
	struct timespec second = {.tv_sec = 1};
	fd_set readable;
	FD_ZERO(&readable);
	FD_SET(control, &readable);
	int count = pselect(control + 1, &readable, NULL, NULL, keeper->deadline ? &second : NULL,
		&keeper->mask);
	if (keeper->deadline && steady_time() > keeper->deadline)
		return false;
	if (count <= 0)
		return true;
	unsigned char number;
	ssize_t length = read(control, &number, 1);
	if (length == 0)
		return false;
	if (length == 1) {
		kill(-keeper->report.pipeline, number);
		keeper->deadline = steady_time() + PATIENCE;
	}
	return true;
}

_Noreturn void
keeper_run(const struct keeper_request *request)
{
	struct keeper keeper = {.request = request, .self = getpid()};
	setpgid(0, 0); /* what kills the run's group is not for us */
	adopt_orphans();
	prepare_signals(&keeper);
	keeper.report.pipeline = fork();
	if (keeper.report.pipeline == 0)
		become_pipeline(&keeper);
	keeper.report.status = errno;
	bool told = tell(&keeper);
	int untold = errno;
	if (keeper.report.pipeline < 0)
		_exit(untold);
	setpgid(keeper.report.pipeline, keeper.report.pipeline);
	if (!told) {
		kill_all(&keeper);
		_exit(untold);
	}
	let_go(request);
	while (reap(&keeper, WNOHANG)) {
		if (listen_once(&keeper))
			continue;
		kill_all(&keeper);
		break;
	}
	_exit(tell(&keeper) ? 0 : errno);
}

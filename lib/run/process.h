/* process.h - a pipeline as a process, with all that it starts */
#ifndef ROSTER_RUN_PROCESS_H
#define ROSTER_RUN_PROCESS_H

#include "cli/error.h"

#include <sys/types.h>

/*
 * Between us and the pipeline stands a keeper (process_keeper.h): however we end, SIGKILL included,
 * it ends the pipeline and all that the pipeline has started.
 */
struct process {
	pid_t keeper;
	pid_t pipeline;
	int control, report; /* to the keeper, from it */
	int output;          /* the pipeline's standard output, to be read to the end */
	bool exited;         /* after process_wait: it ended by itself, and its log says why */
};

/*
 * Start argv by exec, in a process group of its own, with `environment` ("NAME=VALUE", NULL behind
 * the last) set besides ours, standard input from /dev/null, and standard error to `log`. To be
 * called while other threads of this process hold no lock: they may make system calls, as that of
 * sync_thread.h does.
 */
bool process_start(struct process *process, char *const *argv, char *const *environment, int log,
	struct error *error);

/* Pass a signal on to all of its group; what is still there 10 seconds later is killed. */
void process_signal(const struct process *process, int signal);

/*
 * Wait for it and for all that it left behind. False with error filled unless it ended with status
 * 0: STATUS_USAGE, STATUS_BAD_DATA or STATUS_REFUSED where it ended with one of them, as with that
 * of a filter, else STATUS_SYSTEM. What it said of that is not in the error (run_cause.h).
 */
bool process_wait(struct process *process, struct error *error);

#endif

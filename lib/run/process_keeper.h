/* process_keeper.h - the process between a run and its pipeline, which outlives a killed run */
#ifndef ROSTER_RUN_PROCESS_KEEPER_H
#define ROSTER_RUN_PROCESS_KEEPER_H

#include <sys/types.h>

/* What the keeper writes to its report: once when it has started the pipeline, once at the end. */
struct keeper_report {
	pid_t pipeline; /* its process group, too; -1: it could not be started */
	int status;     /* of the pipeline, as waitpid tells; errno when it could not be started */
};

/* Descriptors, each with close-on-exec set. */
struct keeper_request {
	char *const *argv;
	char *const *environment; /* "NAME=VALUE", NULL behind the last */
	int output, log;          /* of the pipeline */
	int control; /* read: each byte is a signal for the pipeline's group; the end of it says
		      * that the run has died, since the run alone holds the other end */
	int report;
};

/*
 * To be called in a process that was just forked and has one thread; never returns. Start the
 * pipeline in a process group of its own and wait for it and for all that it leaves behind (Linux:
 * the keeper adopts it). When the run has died, and when a signal was passed on and 10 seconds
 * later something is still there, kill all of it: on Linux every descendant, elsewhere the group.
 * The process ends with 0, or with the errno of a report that could not be written.
 */
_Noreturn void keeper_run(const struct keeper_request *request);

#endif

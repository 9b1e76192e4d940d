/* helper.h - a thread that does what it is given, in order, so that its giver can go on */
#ifndef ROSTER_IO_HELPER_H
#define ROSTER_IO_HELPER_H

#include <pthread.h>
#include <stdbool.h>

/* Something to do; part of what it is about. Initialise to {0} but for `work`. */
struct helper_job {
	void (*work)(struct helper_job *job);
	struct helper_job *next;
	bool given; /* and not done yet */
};

/*
 * For one giver. Initialise to {0}; end with helper_end. The thread begins with the first job;
 * where there can be none, jobs are done by whom they are given by.
 */
struct helper {
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	struct helper_job *first, *last; /* guarded by the mutex, as `given` and `ended` are */
	bool begun, alone, ended;        /* alone: there is no thread */
};

/* Have a job done, behind those given before. It is the helper's until helper_await. */
void helper_give(struct helper *helper, struct helper_job *job);

/* Return when the job is not given, or done. */
void helper_await(struct helper *helper, struct helper_job *job);

/* Do what is left and end the thread. */
void helper_end(struct helper *helper);

#endif

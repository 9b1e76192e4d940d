/* helper.c - see helper.h */
#include "io/helper.h"

#include <stddef.h>

static void *
work(void *context)
{
	struct helper *helper = context;
	pthread_mutex_lock(&helper->mutex);
	for (;;) {
		while (!helper->first && !helper->ended)
			pthread_cond_wait(&helper->changed, &helper->mutex);
		struct helper_job *job = helper->first;
		if (!job)
			break;
		helper->first = job->next;
		pthread_mutex_unlock(&helper->mutex);
		job->work(job);
		pthread_mutex_lock(&helper->mutex);
		job->given = false;
		pthread_cond_signal(&helper->changed);
	}
	pthread_mutex_unlock(&helper->mutex);
	return NULL;
}

static void
begin(struct helper *helper)
{
	helper->begun = true;
	pthread_mutex_init(&helper->mutex, NULL);
	pthread_cond_init(&helper->changed, NULL);
	helper->alone = pthread_create(&helper->thread, NULL, work, helper) != 0;
}

void
helper_give(struct helper *helper, struct helper_job *job)
{
	if (!helper->begun)
		begin(helper);
	if (helper->alone) {
		job->work(job);
		return;
	}
	pthread_mutex_lock(&helper->mutex);
	job->given = true;
	job->next = NULL;
	if (helper->first)
		helper->last->next = job;
	else
		helper->first = job;
	helper->last = job;
	pthread_cond_signal(&helper->changed);
	pthread_mutex_unlock(&helper->mutex);
}

void
helper_await(struct helper *helper, struct helper_job *job)
{
	if (!helper->begun || helper->alone)
		return;
	pthread_mutex_lock(&helper->mutex);
	while (job->given)
		pthread_cond_wait(&helper->changed, &helper->mutex);
	pthread_mutex_unlock(&helper->mutex);
}

void
helper_end(struct helper *helper)
{
	if (!helper->begun)
		return;
	pthread_mutex_lock(&helper->mutex);
	helper->ended = true;
	pthread_cond_signal(&helper->changed);
	pthread_mutex_unlock(&helper->mutex);
	if (!helper->alone)
		pthread_join(helper->thread, NULL);
	pthread_mutex_destroy(&helper->mutex);
	pthread_cond_destroy(&helper->changed);
	*helper = (struct helper){0};
}

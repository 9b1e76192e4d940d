/* test_helper.c - jobs done in order by another thread, see io/helper.h */
#include "io/helper.h"
#include "support.h"

struct numbered {
	struct helper_job job; /* first */
	size_t number;
	size_t *next; /* what the helper's own thread comes to */
	pthread_t thread;
};

static void
count(struct helper_job *job)
{
	struct numbered *numbered = (struct numbered *)job;
	assert_int_equal(numbered->number, (*numbered->next)++);
	numbered->thread = pthread_self();
}

static void
does_jobs_in_order(void **state)
{
	enum { JOBS = 5, ROUNDS = 10000 };
	struct helper helper = {0};
	struct numbered jobs[JOBS] = {0};
	size_t next = 0;
	(void)state;
	helper_await(&helper, &jobs[0].job); /* it was not given */
	for (size_t i = 0; i < ROUNDS; i++) {
		struct numbered *numbered = &jobs[i % JOBS];
		helper_await(&helper, &numbered->job);
		numbered->job.work = count;
		numbered->number = i;
		numbered->next = &next;
		helper_give(&helper, &numbered->job);
	}
	for (size_t i = 0; i < JOBS; i++)
		helper_await(&helper, &jobs[i].job);
	assert_int_equal(next, ROUNDS);
	assert_false(pthread_equal(jobs[0].thread, pthread_self()));
	helper_end(&helper);
	assert_false(helper.begun);
}

static void
does_what_is_left_before_it_ends(void **state)
{
	struct helper helper = {0};
	struct numbered jobs[3] = {0};
	size_t next = 0;
	(void)state;
	helper_end(&helper);
	for (size_t i = 0; i < COUNT_OF(jobs); i++) {
		jobs[i] = (struct numbered){.job.work = count, .number = i, .next = &next};
		helper_give(&helper, &jobs[i].job);
	}
	helper_end(&helper);
	assert_int_equal(next, COUNT_OF(jobs));
}

static void
does_jobs_itself_where_there_is_no_thread(void **state)
{
	struct helper helper = {.begun = true, .alone = true};
	size_t next = 0;
	struct numbered numbered = {.job.work = count, .next = &next};
	(void)state;
	helper_give(&helper, &numbered.job);
	assert_int_equal(next, 1);
	assert_true(pthread_equal(numbered.thread, pthread_self()));
	helper_await(&helper, &numbered.job);
	assert_false(numbered.job.given);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(does_jobs_in_order),
		cmocka_unit_test(does_what_is_left_before_it_ends),
		cmocka_unit_test(does_jobs_itself_where_there_is_no_thread),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

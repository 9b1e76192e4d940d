/*
 * fibers.c - what libFuzzer's build has for threads: one goes on where another one waits
 *
 * To make a thread for an input takes longer than all that is done with the input, and which of two
 * threads is ahead by chance looks to libFuzzer like news. So the Makefile has pthread_create,
 * pthread_join and pthread_cond_wait mean the functions below there. Threads that are threads run
 * in the build with driver.c, and under the thread sanitizer.
 */
#define _GNU_SOURCE
#include "fuzz.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <sanitizer/common_interface_defs.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#define FIBERS_MOST 16
#define STACK_SIZE ((size_t)1 << 20)

struct fiber {
	ucontext_t context;
	void *stack; /* with a page in front that nobody may touch; kept for the next one */
	void *(*start)(void *);
	void *argument;
	bool going;
	bool taken; /* until it was joined, as a thread is */
};

static struct fiber fibers[FIBERS_MOST] = {{.going = true}}; /* [0] is the thread itself */
static struct fiber *current = fibers;

static int (*swap)(ucontext_t *, const ucontext_t *);
static const void *own_stack; /* of the thread */
static size_t own_stack_size;

static struct fiber *
next_going(void)
{
	struct fiber *next = current;
	do
		next = next + 1 < fibers + FIBERS_MOST ? next + 1 : fibers;
	while (!next->going && next != current);
	return next;
}

static void
let_others_go_on(void)
{
	struct fiber *from = current, *to = next_going();
	int number = errno;
	void *fake_stack;
	if (to == from)
		FUZZ_FAIL("it waits, and there is nobody to wait for");
	current = to;
	__sanitizer_start_switch_fiber(&fake_stack, to == fibers ? own_stack : to->stack,
		to == fibers ? own_stack_size : STACK_SIZE);
	FUZZ_EXPECT(swap(&from->context, &to->context) == 0);
	__sanitizer_finish_switch_fiber(fake_stack, NULL, NULL);
	errno = number;
}

static void
live(void)
{
	struct fiber *self = current;
	bool first = !own_stack;
	__sanitizer_finish_switch_fiber(
		NULL, first ? &own_stack : NULL, first ? &own_stack_size : NULL);
	for (;;) {
		self->start(self->argument);
		self->going = false;
		let_others_go_on();
	}
}

static void
prepare(struct fiber *fiber)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *mapped = mmap(NULL, page + STACK_SIZE, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	FUZZ_EXPECT(mapped != MAP_FAILED && mprotect(mapped, page, PROT_NONE) == 0);
	FUZZ_EXPECT(getcontext(&fiber->context) == 0);
	fiber->stack = mapped + page;
	fiber->context.uc_stack.ss_sp = fiber->stack;
	fiber->context.uc_stack.ss_size = STACK_SIZE;
	makecontext(&fiber->context, live, 0);
	/* the sanitizer's own forgets at each step what it knows of the stack that it goes to */
	*(void **)&swap = dlsym(RTLD_NEXT, "swapcontext");
	FUZZ_EXPECT(swap);
}

int
pthread_create(
	pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
	struct fiber *fiber = fibers + 1;
	while (fiber->taken)
		FUZZ_EXPECT(++fiber < fibers + FIBERS_MOST);
	FUZZ_EXPECT(!attributes);
	if (!fiber->stack)
		prepare(fiber);
	fiber->start = start;
	fiber->argument = argument;
	fiber->going = fiber->taken = true;
	*thread = (pthread_t)fiber;
	return 0;
}

int
pthread_join(pthread_t thread, void **result)
{
	struct fiber *fiber = (struct fiber *)thread;
	FUZZ_EXPECT(!result);
	while (fiber->going)
		let_others_go_on();
	fiber->taken = false;
	return 0;
}

/* Whoever waits looks again at what it waits for, so nobody needs to be woken. */
int
pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
{
	(void)condition;
	pthread_mutex_unlock(mutex);
	let_others_go_on();
	return pthread_mutex_lock(mutex);
}

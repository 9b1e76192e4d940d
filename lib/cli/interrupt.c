/* interrupt.c - see interrupt.h */
#include "cli/interrupt.h"

#include "cli/error.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

static atomic_int caught; /* the thread that reads asks for it, too */
static void (*clean)(void);
static int wake[2] = {-1, -1};

static void
remember(int signal)
{
	int saved = errno;
	if (caught) {
		if (clean)
			clean();
		interrupt_end(signal);
	}
	caught = signal;
	ssize_t written = write(wake[1], "!", 1);
	(void)written;
	errno = saved;
}

/*
 * A standard descriptor that is closed would be the next one that is opened, whatever that is for.
 * What takes its place cannot be used as it is meant: that is an error when it is tried.
 */
static void
fill_standard_descriptors(void)
{
	static const int useless[] = {O_WRONLY, O_RDONLY, O_RDWR};
	for (int descriptor = 0; descriptor < 3; descriptor++)
		if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", useless[descriptor]) < 0)
			return;
}

void
interrupt_catch(void)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
	fill_standard_descriptors();
	if (wake[0] >= 0 || pipe(wake) != 0)
		return;
	for (int i = 0; i < 2; i++)
		fcntl(wake[i], F_SETFD, FD_CLOEXEC);
	struct sigaction action = {.sa_handler = remember};
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++) {
		struct sigaction before;
		/* nohup and background jobs ignore some of them on purpose */
		if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes is an error of write, too */
}

void
interrupt_before_second(void (*function)(void))
{
	clean = function;
}

int
interrupt_signal(void)
{
	return caught;
}

int
interrupt_descriptor(void)
{
	return wake[0];
}

_Noreturn void
interrupt_end(int signal)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	sigemptyset(&action.sa_mask);
	sigaction(signal, &action, NULL);
	sigset_t only;
	sigemptyset(&only);
	sigaddset(&only, signal);
	pthread_sigmask(SIG_UNBLOCK, &only, NULL);
	raise(signal);
	_exit(STATUS_SYSTEM);
}

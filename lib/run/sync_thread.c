/* sync_thread.c - see sync_thread.h */
#include "run/sync_thread.h"

#include "cli/memory.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct sync_thread {
	pthread_t thread;
	int descriptor;
	int sync_errno, close_errno; /* 0: it went well */
};

static void *
work(void *context)
{
	struct sync_thread *sync = context;
	sync->sync_errno = fsync(sync->descriptor) == 0 ? 0 : errno;
	sync->close_errno = close(sync->descriptor) == 0 ? 0 : errno;
	return NULL;
}

struct sync_thread *
sync_thread_new(int descriptor, const char *path_z, struct error *error)
{
	struct sync_thread *sync = memory_zeroed(1, sizeof(*sync));
	sync->descriptor = descriptor;
	int number = pthread_create(&sync->thread, NULL, work, sync);
	if (number == 0)
		return sync;
	close(descriptor);
	free(sync);
	errno = number;
	error_set_errno(error, "%s: cannot start a thread to fsync it", path_z);
	return NULL;
}

bool
sync_thread_end(struct sync_thread *sync, const char *path_z, struct error *error)
{
	if (!sync)
		return true;
	pthread_join(sync->thread, NULL);
	const char *call_z = sync->sync_errno ? "fsync" : "close";
	int number = sync->sync_errno ? sync->sync_errno : sync->close_errno;
	free(sync);
	errno = number;
	return number == 0 || error_set_errno(error, "%s: cannot %s", path_z, call_z);
}

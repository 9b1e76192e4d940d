/* sync_thread.h - a file that is brought to the disk while its writer does something else */
#ifndef ROSTER_RUN_SYNC_THREAD_H
#define ROSTER_RUN_SYNC_THREAD_H

#include "cli/error.h"

struct sync_thread;

/*
 * fsync and close the descriptor, which is the thread's from here on. NULL with error filled when
 * there can be no thread; the descriptor is closed, then. End it with sync_thread_end.
 */
struct sync_thread *sync_thread_new(int descriptor, const char *path_z, struct error *error);

/* Wait until it is done. False with error filled when it failed. NULL is allowed, and is done. */
bool sync_thread_end(struct sync_thread *sync, const char *path_z, struct error *error);

#endif

/* lock.h - one run at a time in a folder of runs */
#ifndef ROSTER_RUN_LOCK_H
#define ROSTER_RUN_LOCK_H

#include "cli/error.h"

struct lock;

/*
 * Lock the folder `runs_z` by a record lock on its file "lock", which says who holds it. The system
 * frees it when the program ends, however it ends. NULL with error filled: STATUS_SYSTEM when
 * another program holds it, with what its holder wrote. Free with lock_release.
 */
struct lock *lock_take(const char *runs_z, const char *holder_z, struct error *error);

/* NULL is allowed. */
void lock_release(struct lock *lock);

#endif

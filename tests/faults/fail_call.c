/*
 * fail_call - preloaded (LD_PRELOAD), lets one system call fail as on a full or a broken disk
 *
 * FAIL_CALL  read, write, fsync, close, open, mkstemp, mkdir, link, rename or ftruncate
 * FAIL_PATH  a pattern (fnmatch) for the path that it is about
 * FAIL_AT    which such call of a process fails, from 1; all after it fail, too
 * FAIL_ERRNO the number of the error
 * FAIL_MARK  a file that is made when it has failed
 * FAIL_KILL  set: the process is killed there instead
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int calls; /* that were meant, in this process */

static void
leave_mark(void)
{
	int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
	int (*real_close)(int) = dlsym(RTLD_NEXT, "close");
	const char *mark_z = getenv("FAIL_MARK");
	int mark = mark_z ? real_open(mark_z, O_WRONLY | O_CREAT, 0600) : -1;
	if (mark >= 0)
		real_close(mark);
}

static bool
fails(const char *call_z, const char *path_z)
{
	const char *wanted_z = getenv("FAIL_CALL");
	const char *pattern_z = getenv("FAIL_PATH");
	const char *at_z = getenv("FAIL_AT");
	const char *number_z = getenv("FAIL_ERRNO");
	if (!wanted_z || !pattern_z || !at_z || !number_z || strcmp(wanted_z, call_z) != 0 ||
		fnmatch(pattern_z, path_z, 0) != 0 ||
		__atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED) < atoi(at_z))
		return false;
	leave_mark();
	if (getenv("FAIL_KILL"))
		raise(SIGKILL);
	errno = atoi(number_z);
	return true;
}

static bool
fails_on(const char *call_z, int descriptor)
{
	char link[64], path[4096];
	int saved = errno;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", descriptor);
	ssize_t length = readlink(link, path, sizeof(path) - 1);
	errno = saved;
	if (length < 0)
		return false;
	path[length] = '\0';
	return fails(call_z, path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t
read(int descriptor, void *bytes, size_t size)
{
	return fails_on("read", descriptor) ? -1 : REAL(read)(descriptor, bytes, size);
}

ssize_t
write(int descriptor, const void *bytes, size_t size)
{
	return fails_on("write", descriptor) ? -1 : REAL(write)(descriptor, bytes, size);
}

int
fsync(int descriptor)
{
	return fails_on("fsync", descriptor) ? -1 : REAL(fsync)(descriptor);
}

int
ftruncate(int descriptor, off_t length)
{
	return fails_on("ftruncate", descriptor) ? -1 : REAL(ftruncate)(descriptor, length);
}

int
close(int descriptor)
{
	bool failed = fails_on("close", descriptor);
	int number = errno, result = REAL(close)(descriptor);
	if (!failed)
		return result;
	errno = number;
	return -1;
}

int
open(const char *path_z, int flags, ...)
{
	va_list arguments;
	va_start(arguments, flags);
	int mode = flags & O_CREAT ? va_arg(arguments, int) : 0;
	va_end(arguments);
	return fails("open", path_z) ? -1 : REAL(open)(path_z, flags, mode);
}

int
mkstemp(char *path_z)
{
	return fails("mkstemp", path_z) ? -1 : REAL(mkstemp)(path_z);
}

int
mkdir(const char *path_z, mode_t mode)
{
	return fails("mkdir", path_z) ? -1 : REAL(mkdir)(path_z, mode);
}

int
link(const char *from_z, const char *to_z)
{
	return fails("link", to_z) ? -1 : REAL(link)(from_z, to_z);
}

int
rename(const char *from_z, const char *to_z)
{
	return fails("rename", to_z) ? -1 : REAL(rename)(from_z, to_z);
}

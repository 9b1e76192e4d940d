/*
 * fail_call - preloaded (LD_PRELOAD), lets one system call or allocation fail, as on a full disk
 *
 * FAIL_CALL  read, pread, write, fsync, close, open, mkstemp, mkdir, link, rename, ftruncate,
 *            unlink (and unlinkat), opendir (and scandir), readdir, fopen, fclose, fflush, fork,
 *            pipe, dup (and dup2), poll, look (stat, lstat, access), fstat, fchmod, mkdtemp,
 *            realpath, lock (fcntl with F_SETLK), pthread_create, or malloc (and what is like it)
 * FAIL_PATH  a pattern (fnmatch) for the path that it is about; not set: any, or none
 * FAIL_AT    which such call of a process fails, from 1; all after it fail, too
 * FAIL_ONCE  set: those after it do not
 * FAIL_ERRNO the number of the error
 * FAIL_MARK  a file that is made when it has failed
 * FAIL_KILL  set: the process is killed there instead
 * FAIL_SHORT set: instead of any of these, no read and no write takes more than three bytes
 * FAIL_EINTR set: instead of any of these, every second read and write is interrupted
 * FAIL_TIME  what time it is, in seconds since 1970, so that two runs give the same
 *
 * Only processes called roster are meant, and not the files of make cover. What the C library does
 * within itself is not seen: its buffered files, and the loader.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
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

/* Whether this is the call that is meant. */
static bool
is_meant(const char *call_z, const char *path_z)
{
	const char *wanted_z = getenv("FAIL_CALL");
	const char *pattern_z = getenv("FAIL_PATH");
	const char *at_z = getenv("FAIL_AT");
	if (!wanted_z || !at_z || strcmp(wanted_z, call_z) != 0 ||
		strcmp(program_invocation_short_name, "roster") != 0 ||
		fnmatch("*.gcda", path_z, 0) == 0 ||
		(pattern_z && fnmatch(pattern_z, path_z, 0) != 0))
		return false;
	int call = __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED), at = atoi(at_z);
	return getenv("FAIL_ONCE") ? call == at : call >= at;
}

static bool
fails(const char *call_z, const char *path_z)
{
	const char *number_z = getenv("FAIL_ERRNO");
	if (!number_z || !is_meant(call_z, path_z))
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

static bool
is_interrupted(void)
{
	static int turn;
	if (!getenv("FAIL_EINTR") || __atomic_add_fetch(&turn, 1, __ATOMIC_RELAXED) % 2)
		return false;
	errno = EINTR;
	return true;
}

static size_t
shortened(size_t size)
{
	return size > 3 && getenv("FAIL_SHORT") ? 3 : size;
}

ssize_t
read(int descriptor, void *bytes, size_t size)
{
	if (is_interrupted() || fails_on("read", descriptor))
		return -1;
	return REAL(read)(descriptor, bytes, shortened(size));
}

ssize_t
pread(int descriptor, void *bytes, size_t size, off_t offset)
{
	return fails_on("pread", descriptor) ? -1 : REAL(pread)(descriptor, bytes, size, offset);
}

ssize_t
write(int descriptor, const void *bytes, size_t size)
{
	if (is_interrupted() || fails_on("write", descriptor))
		return -1;
	return REAL(write)(descriptor, bytes, shortened(size));
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

int
unlink(const char *path_z)
{
	return fails("unlink", path_z) ? -1 : REAL(unlink)(path_z);
}

int
unlinkat(int folder, const char *path_z, int flags)
{
	return fails("unlink", path_z) ? -1 : REAL(unlinkat)(folder, path_z, flags);
}

DIR *
opendir(const char *path_z)
{
	return fails("opendir", path_z) ? NULL : REAL(opendir)(path_z);
}

int
scandir(const char *path_z, struct dirent ***entries, int (*filter)(const struct dirent *),
	int (*compare)(const struct dirent **, const struct dirent **))
{
	return fails("opendir", path_z) ? -1 : REAL(scandir)(path_z, entries, filter, compare);
}

struct dirent *
readdir(DIR *folder)
{
	return fails_on("readdir", dirfd(folder)) ? NULL : REAL(readdir)(folder);
}

FILE *
fopen(const char *path_z, const char *mode_z)
{
	return fails("fopen", path_z) ? NULL : REAL(fopen)(path_z, mode_z);
}

int
fflush(FILE *file)
{
	return file && fails_on("fflush", fileno(file)) ? EOF : REAL(fflush)(file);
}

int
fclose(FILE *file)
{
	bool failed = fails_on("fclose", fileno(file));
	int number = errno, result = REAL(fclose)(file);
	if (!failed)
		return result;
	errno = number;
	return EOF;
}

int
pipe(int ends[2])
{
	return fails("pipe", "") ? -1 : REAL(pipe)(ends);
}

pid_t
fork(void)
{
	return fails("fork", "") ? -1 : REAL(fork)();
}

int
dup(int descriptor)
{
	return fails_on("dup", descriptor) ? -1 : REAL(dup)(descriptor);
}

int
dup2(int from, int to)
{
	return fails_on("dup", from) ? -1 : REAL(dup2)(from, to);
}

/* Whatever stands behind the command fits into a pointer. */
int
fcntl(int descriptor, int command, ...)
{
	va_list arguments;
	va_start(arguments, command);
	void *argument = va_arg(arguments, void *);
	va_end(arguments);
	if ((command == F_SETLK || command == F_SETLKW) && fails_on("lock", descriptor))
		return -1;
	return REAL(fcntl)(descriptor, command, argument);
}

int
poll(struct pollfd *polled, nfds_t count, int timeout)
{
	return fails("poll", "") ? -1 : REAL(poll)(polled, count, timeout);
}

int
stat(const char *path_z, struct stat *status)
{
	return fails("look", path_z) ? -1 : REAL(stat)(path_z, status);
}

int
lstat(const char *path_z, struct stat *status)
{
	return fails("look", path_z) ? -1 : REAL(lstat)(path_z, status);
}

int
fstat(int descriptor, struct stat *status)
{
	return fails_on("fstat", descriptor) ? -1 : REAL(fstat)(descriptor, status);
}

int
access(const char *path_z, int mode)
{
	return fails("look", path_z) ? -1 : REAL(access)(path_z, mode);
}

int
fchmod(int descriptor, mode_t mode)
{
	return fails_on("fchmod", descriptor) ? -1 : REAL(fchmod)(descriptor, mode);
}

char *
mkdtemp(char *path_z)
{
	return fails("mkdtemp", path_z) ? NULL : REAL(mkdtemp)(path_z);
}

char *
realpath(const char *path_z, char *resolved_z)
{
	return fails("realpath", path_z) ? NULL : REAL(realpath)(path_z, resolved_z);
}

time_t
time(time_t *place)
{
	const char *time_z = getenv("FAIL_TIME");
	time_t now = time_z ? (time_t)strtoll(time_z, NULL, 10) : REAL(time)(NULL);
	if (place)
		*place = now;
	return now;
}

int
pthread_create(
	pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *context)
{
	if (fails("pthread_create", ""))
		return errno;
	return REAL(pthread_create)(thread, attributes, run, context);
}

/* dlsym allocates, so these go by glibc's other names. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

static bool
is_exhausted(void)
{
	if (!fails("malloc", ""))
		return false;
	errno = ENOMEM; /* the C library relies on it */
	return true;
}

void *
malloc(size_t size)
{
	return is_exhausted() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return is_exhausted() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *memory, size_t size)
{
	return is_exhausted() ? NULL : __libc_realloc(memory, size);
}

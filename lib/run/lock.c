/* lock.c - see lock.h */
#include "run/lock.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct lock {
	int descriptor;
};

static bool
refuse_held(int descriptor, const char *path_z, struct error *error)
{
	char holder[512];
	ssize_t length = pread(descriptor, holder, sizeof(holder), 0);
	struct span text = span_of(holder, length > 0 ? (size_t)length : 0);
	while (text.length && text.data[text.length - 1] == '\n')
		text.length--;
	bool told = text.length > 0; /* it may have to be written yet */
	return error_set(error, STATUS_SYSTEM,
		"%s: another program holds it%s%.*s%s; wait for it, or look why it hangs", path_z,
		told ? " (" : "", SPAN_ARGUMENTS(text), told ? ")" : "");
}

static bool
take(int descriptor, const char *path_z, const char *holder_z, struct error *error)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	if (descriptor < 0)
		return error_set_errno(error, "%s: cannot open the lock", path_z);
	if (fcntl(descriptor, F_SETLK, &whole) != 0) {
		if (errno == EACCES || errno == EAGAIN)
			return refuse_held(descriptor, path_z, error);
		return error_set_errno(error, "%s: cannot lock", path_z);
	}
	if (ftruncate(descriptor, 0) != 0)
		return error_set_errno(error, "%s: cannot write", path_z);
	return output_write(descriptor, path_z, span_from_z(holder_z), error);
}

struct lock *
lock_take(const char *runs_z, const char *holder_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/lock", runs_z);
	int descriptor = open(path_z, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	bool well = take(descriptor, path_z, holder_z, error);
	free(path_z);
	if (!well) {
		if (descriptor >= 0)
			close(descriptor);
		return NULL;
	}
	struct lock *lock = memory_zeroed(1, sizeof(*lock));
	lock->descriptor = descriptor;
	return lock;
}

void
lock_release(struct lock *lock)
{
	if (!lock)
		return;
	close(lock->descriptor);
	free(lock);
}

/* file_copy.c - see file_copy.h */
#include "run/file_copy.h"

#include "io/output_file.h"
#include "run/digester.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* What a copy is made of: both files are open. */
struct copying {
	int from, to;
	const char *from_z, *to_z;
	struct digester *digester;
	struct fingerprint *fingerprint;
};

static bool
take_part(const struct copying *copying, struct span part, struct error *error)
{
	fingerprint_add(copying->fingerprint, part);
	bool well = output_write(copying->to, copying->to_z, part, error);
	digester_filled(copying->digester, part.length);
	return well;
}

static bool
copy_bytes(const struct copying *copying, uint64_t *size, struct error *error)
{
	*size = 0;
	for (;;) {
		size_t room;
		char *bytes = digester_room(copying->digester, &room);
		ssize_t count = read(copying->from, bytes, room);
		if (count == 0)
			return true;
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return error_set_errno(error, "%s: cannot read", copying->from_z);
		*size += (uint64_t)count;
		if (!take_part(copying, span_of(bytes, (size_t)count), error))
			return false;
	}
}

static bool
check_still(const struct copying *copying, const struct stat *before, struct error *error)
{
	struct stat after;
	if (fstat(copying->from, &after) != 0)
		return error_set_errno(error, "%s: cannot read", copying->from_z);
	return (after.st_size == before->st_size &&
		       after.st_mtim.tv_sec == before->st_mtim.tv_sec &&
		       after.st_mtim.tv_nsec == before->st_mtim.tv_nsec) ||
	       error_set(error, STATUS_REFUSED,
		       "%s: was written to, or replaced, while it was copied; wait until it is whole",
		       copying->from_z);
}

static bool
copy_open(struct copying *copying, struct error *error)
{
	copying->from = open(copying->from_z, O_RDONLY | O_CLOEXEC);
	if (copying->from < 0)
		return error_set_errno(error, "%s: cannot open", copying->from_z);
	copying->to = open(copying->to_z, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (copying->to < 0)
		return error_set_errno(error, "%s: cannot create", copying->to_z);
	copying->fingerprint = fingerprint_new();
	copying->digester = digester_new(error);
	return copying->digester != NULL;
}

static void
copy_close(struct copying *copying)
{
	if (copying->from >= 0)
		close(copying->from);
	if (copying->to >= 0)
		close(copying->to);
	fingerprint_free(copying->fingerprint);
}

bool
file_copy_make(struct file_copy *copy, const char *from_z, const char *to_z,
	const struct stat *looked, struct error *error)
{
	struct copying copying = {.from = -1, .to = -1, .from_z = from_z, .to_z = to_z};
	struct stat opened;
	bool well = copy_open(&copying, error);
	if (well && fstat(copying.from, &opened) != 0)
		well = error_set_errno(error, "%s: cannot read", from_z);
	well = well && copy_bytes(&copying, &copy->size, error) &&
	       check_still(&copying, looked ? looked : &opened, error);
	digester_end(copying.digester, copy->digest_z);
	if (copying.fingerprint)
		fingerprint_text(copying.fingerprint, copy->print_z);
	if (well) {
		copy->sync = sync_thread_new(copying.to, to_z, error);
		copying.to = -1;
		well = copy->sync != NULL;
	}
	copy_close(&copying);
	return well;
}

bool
file_copy_end(struct file_copy *copy, const char *to_z, struct error *error)
{
	struct sync_thread *sync = copy->sync;
	copy->sync = NULL;
	return sync_thread_end(sync, to_z, error);
}

/* digest.c - see digest.h */
#include "run/digest.h"

#include "cli/memory.h"
#include "io/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_SIZE ((size_t)256 << 10)

void
digest_begin(struct digest *digest)
{
	sha256_init(&digest->context);
	digest->size = 0;
}

void
digest_add(struct digest *digest, struct span bytes)
{
	sha256_update(&digest->context, bytes.length, (const uint8_t *)bytes.data);
	digest->size += bytes.length;
}

void
digest_end(struct digest *digest, char text_z[DIGEST_TEXT_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t bytes[SHA256_DIGEST_SIZE];
	sha256_digest(&digest->context, sizeof(bytes), bytes);
	for (size_t i = 0; i < sizeof(bytes); i++) {
		text_z[2 * i] = digits[bytes[i] >> 4];
		text_z[2 * i + 1] = digits[bytes[i] & 15];
	}
	text_z[DIGEST_TEXT_SIZE - 1] = '\0';
}

/* Read all of a file into the digest and, unless `to` is negative, into another. */
static bool
pass_bytes(int from, const char *from_z, int to, const char *to_z, struct digest *digest,
	struct error *error)
{
	char *bytes = memory_resized(NULL, READ_SIZE, 1);
	bool well = true;
	for (;;) {
		ssize_t count = read(from, bytes, READ_SIZE);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			well = error_set_errno(error, "%s: cannot read", from_z);
		if (count <= 0)
			break;
		struct span part = span_of(bytes, (size_t)count);
		digest_add(digest, part);
		well = to < 0 || output_write(to, to_z, part, error);
		if (!well)
			break;
	}
	free(bytes);
	return well;
}

static int
open_for_reading(const char *path_z, struct error *error)
{
	int descriptor = open(path_z, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0)
		error_set_errno(error, "%s: cannot open", path_z);
	return descriptor;
}

bool
digest_file(const char *path_z, char text_z[DIGEST_TEXT_SIZE], uint64_t *size, struct error *error)
{
	int descriptor = open_for_reading(path_z, error);
	if (descriptor < 0)
		return false;
	struct digest digest;
	digest_begin(&digest);
	bool well = pass_bytes(descriptor, path_z, -1, NULL, &digest, error);
	close(descriptor);
	*size = digest.size;
	digest_end(&digest, text_z);
	return well;
}

static bool
check_still(int from, const char *from_z, const struct stat *before, struct error *error)
{
	struct stat after;
	if (fstat(from, &after) != 0)
		return error_set_errno(error, "%s: cannot read", from_z);
	return (after.st_size == before->st_size &&
		       after.st_mtim.tv_sec == before->st_mtim.tv_sec &&
		       after.st_mtim.tv_nsec == before->st_mtim.tv_nsec) ||
	       error_set(error, STATUS_REFUSED,
		       "%s: was written to while it was copied; wait until it is whole", from_z);
}

bool
digest_copy(const char *from_z, const char *to_z, char text_z[DIGEST_TEXT_SIZE], uint64_t *size,
	struct error *error)
{
	int from = open_for_reading(from_z, error);
	if (from < 0)
		return false;
	struct stat before;
	struct digest digest;
	digest_begin(&digest);
	bool known = fstat(from, &before) == 0;
	int to = open(to_z, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool well = to >= 0 || error_set_errno(error, "%s: cannot create", to_z);
	well = well && pass_bytes(from, from_z, to, to_z, &digest, error) &&
	       (!known || check_still(from, from_z, &before, error));
	if (well && fsync(to) != 0)
		well = error_set_errno(error, "%s: cannot fsync", to_z);
	if (to >= 0 && close(to) != 0 && well)
		well = error_set_errno(error, "%s: cannot close", to_z);
	close(from);
	*size = digest.size;
	digest_end(&digest, text_z);
	return well;
}

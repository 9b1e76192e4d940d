/* digest.c - see digest.h */
#include "run/digest.h"

#include "cli/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
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

static void
take(void *context, struct span bytes)
{
	digest_add(context, bytes);
}

struct tap
digest_tap(struct digest *digest)
{
	return (struct tap){take, digest};
}

static bool
add_file(struct digest *digest, int descriptor, const char *path_z, struct error *error)
{
	char *bytes = memory_resized(NULL, READ_SIZE, 1);
	ssize_t count;
	while ((count = read(descriptor, bytes, READ_SIZE)) != 0) {
		if (count > 0)
			digest_add(digest, span_of(bytes, (size_t)count));
		else if (errno != EINTR)
			break;
	}
	if (count < 0)
		error_set_errno(error, "%s: cannot read", path_z);
	free(bytes);
	return count == 0;
}

bool
digest_file(const char *path_z, char text_z[DIGEST_TEXT_SIZE], uint64_t *size, struct error *error)
{
	int descriptor = open(path_z, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0)
		return error_set_errno(error, "%s: cannot open", path_z);
	struct digest digest;
	digest_begin(&digest);
	bool well = add_file(&digest, descriptor, path_z, error);
	close(descriptor);
	*size = digest.size;
	digest_end(&digest, text_z);
	return well;
}

/* digest.h - SHA-256 (FIPS 180-4) of bytes and of files, by nettle */
#ifndef ROSTER_RUN_DIGEST_H
#define ROSTER_RUN_DIGEST_H

#include "cli/error.h"
#include "cli/span.h"
#include "io/tap.h"

#include <nettle/sha2.h>
#include <stdint.h>

/* Initialise with digest_begin; holds no memory. */
struct digest {
	struct sha256_ctx context;
	uint64_t size; /* bytes so far */
};

#define DIGEST_TEXT_SIZE (SHA256_DIGEST_SIZE * 2 + 1)

void digest_begin(struct digest *digest);
void digest_add(struct digest *digest, struct span bytes);

/* A tap that adds to it. */
struct tap digest_tap(struct digest *digest);

/* The digest in hexadecimal digits, as sha256sum prints it. The digest is over, then. */
void digest_end(struct digest *digest, char text_z[DIGEST_TEXT_SIZE]);

/* The digest of a file's bytes, and their count. */
bool digest_file(
	const char *path_z, char text_z[DIGEST_TEXT_SIZE], uint64_t *size, struct error *error);

#endif

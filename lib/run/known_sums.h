/* known_sums.h - digests of files whose bytes have passed by already, so that none is read again */
#ifndef ROSTER_RUN_KNOWN_SUMS_H
#define ROSTER_RUN_KNOWN_SUMS_H

#include "run/digest.h"

struct known_sum {
	char *path_z;
	char digest_z[DIGEST_TEXT_SIZE];
};

/* Initialise to {0}; free with known_sums_free. */
struct known_sums {
	struct known_sum *list;
	size_t count;
};

/* `path_z` is copied; whoever asks spells it the same way. */
void known_sums_add(struct known_sums *known, const char *path_z, const char *digest_z);

/* The digest of a file that has been read or written to its end. It is over, then. */
void known_sums_add_digest(struct known_sums *known, const char *path_z, struct digest *digest);

/* NULL: it is not known. */
const char *known_sums_find_z(const struct known_sums *known, const char *path_z);

void known_sums_free(struct known_sums *known);

#endif

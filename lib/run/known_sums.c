/* known_sums.c - see known_sums.h */
#include "run/known_sums.h"

#include "cli/memory.h"

#include <stdlib.h>

void
known_sums_add(struct known_sums *known, const char *path_z, const char *digest_z)
{
	known->list = memory_resized(known->list, known->count + 1, sizeof(*known->list));
	struct known_sum *sum = &known->list[known->count++];
	sum->path_z = memory_copied_z(path_z, strlen(path_z));
	memcpy(sum->digest_z, digest_z, DIGEST_TEXT_SIZE);
}

void
known_sums_add_digest(struct known_sums *known, const char *path_z, struct digest *digest)
{
	char digest_z[DIGEST_TEXT_SIZE];
	digest_end(digest, digest_z);
	known_sums_add(known, path_z, digest_z);
}

const char *
known_sums_find_z(const struct known_sums *known, const char *path_z)
{
	for (size_t i = 0; i < known->count; i++)
		if (strcmp(known->list[i].path_z, path_z) == 0)
			return known->list[i].digest_z;
	return NULL;
}

void
known_sums_free(struct known_sums *known)
{
	for (size_t i = 0; i < known->count; i++)
		free(known->list[i].path_z);
	free(known->list);
	*known = (struct known_sums){0};
}

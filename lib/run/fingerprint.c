/* fingerprint.c - see fingerprint.h */
#include "run/fingerprint.h"

#include "cli/memory.h"
#include "io/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

struct fingerprint {
	XXH3_state_t *state;
};

struct fingerprint *
fingerprint_new(void)
{
	struct fingerprint *fingerprint = memory_zeroed(1, sizeof(*fingerprint));
	fingerprint->state = XXH3_createState();
	if (!fingerprint->state)
		memory_exhausted();
	XXH3_128bits_reset(fingerprint->state);
	return fingerprint;
}

void
fingerprint_add(struct fingerprint *fingerprint, struct span bytes)
{
	XXH3_128bits_update(fingerprint->state, bytes.data, bytes.length);
}

static void
take(void *context, struct span bytes)
{
	fingerprint_add(context, bytes);
}

struct tap
fingerprint_tap(struct fingerprint *fingerprint)
{
	return (struct tap){take, fingerprint};
}

void
fingerprint_text(const struct fingerprint *fingerprint, char text_z[FINGERPRINT_TEXT_SIZE])
{
	XXH128_canonical_t canonical;
	XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(fingerprint->state));
	for (size_t i = 0; i < sizeof(canonical.digest); i++)
		snprintf(text_z + 2 * i, 3, "%02x", canonical.digest[i]);
}

bool
fingerprint_file(const char *path_z, char text_z[FINGERPRINT_TEXT_SIZE], struct error *error)
{
	struct fingerprint *fingerprint = fingerprint_new();
	struct source *source = source_open(path_z, error);
	char bytes[8192];
	ssize_t count = source ? 1 : -1;
	while (count > 0 && (count = source_read(source, bytes, sizeof(bytes), error)) > 0)
		fingerprint_add(fingerprint, span_of(bytes, (size_t)count));
	fingerprint_text(fingerprint, text_z);
	source_close(source);
	fingerprint_free(fingerprint);
	return count == 0;
}

void
fingerprint_free(struct fingerprint *fingerprint)
{
	if (!fingerprint)
		return;
	XXH3_freeState(fingerprint->state);
	free(fingerprint);
}

/* reading_progress.c - see reading_progress.h */
#include "record/reading_progress.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The bytes of all these files, compressed as they are; 0 when one of them is no regular file. */
static uint64_t
expected_bytes(const char *const *paths_z, size_t count)
{
	uint64_t expected = 0;
	for (size_t i = 0; i < count; i++) {
		struct stat status;
		bool standard = strcmp(paths_z[i], "-") == 0;
		int result = standard ? fstat(STDIN_FILENO, &status) : stat(paths_z[i], &status);
		if (result != 0 || !S_ISREG(status.st_mode))
			return 0;
		expected += (uint64_t)status.st_size;
	}
	return expected;
}

void
reading_progress_begin(struct progress *progress, const char *what_z,
	const struct reader_options *options, bool quiet)
{
	uint64_t expected = expected_bytes(options->paths_z, options->path_count);
	progress_begin(progress, what_z, expected, quiet || !expected);
}

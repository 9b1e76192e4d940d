/*
 * driver.c - runs a fuzz target without libFuzzer: seeds, changed by chance
 *
 * TARGET [-runs=N] [-max_total_time=SECONDS] [-max_len=BYTES] [-seed=N] [-timeout=SECONDS]
 * [-artifact_prefix=PATH] FILE or FOLDER...: the options that libFuzzer has, too. Without a limit
 * the seeds alone are run.
 */
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SEEDS_MOST 4096
#define SEED_SIZE_MOST 65536

static struct span seeds[SEEDS_MOST];
static size_t seed_count;

static uint64_t sequence = 88172645463325252u;
static size_t length_most = 4096;
static unsigned timeout = 1; /* seconds that one input may take */
static const char *artifact_prefix_z = "./";

static uint8_t *current; /* what is being run, for whoever finds out why it crashed */
static size_t current_size;

/* xorshift: the same in every run. */
static size_t
chance(size_t limit)
{
	sequence ^= sequence << 13;
	sequence ^= sequence >> 7;
	sequence ^= sequence << 17;
	return (size_t)((sequence >> 20) % limit);
}

static void
keep_and_die(int signal)
{
	char path_z[4096];
	snprintf(path_z, sizeof(path_z), "%scrash-%d", artifact_prefix_z, (int)getpid());
	int descriptor = open(path_z, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ssize_t written = write(descriptor, current, current_size);
	dprintf(STDERR_FILENO, "signal %d; the input is %s (%zd bytes)\n", signal, path_z, written);
	_exit(1);
}

/* The sanitizers call this before they end the program. */
void __asan_on_error(void);
void
__asan_on_error(void)
{
	keep_and_die(0);
}

static void
read_seed(const char *path_z)
{
	int descriptor = open(path_z, O_RDONLY | O_CLOEXEC);
	struct stat status;
	if (descriptor < 0 || fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode) ||
		seed_count == SEEDS_MOST) {
		if (descriptor >= 0)
			close(descriptor);
		return;
	}
	char *bytes = memory_zeroed(SEED_SIZE_MOST, 1);
	ssize_t size = read(descriptor, bytes, SEED_SIZE_MOST);
	close(descriptor);
	if (size >= 0)
		seeds[seed_count++] = span_of(bytes, (size_t)size);
}

static void
read_seeds(const char *path_z)
{
	DIR *folder = opendir(path_z);
	if (!folder) {
		read_seed(path_z);
		return;
	}
	for (struct dirent *entry; (entry = readdir(folder));) {
		char inside_z[4096];
		snprintf(inside_z, sizeof(inside_z), "%s/%s", path_z, entry->d_name);
		read_seed(inside_z);
	}
	closedir(folder);
}

static void
run(struct span input)
{
	/* a block of its own, so that a byte too far is noticed */
	current = memory_resized(NULL, input.length, 1);
	current_size = input.length;
	if (input.length)
		memcpy(current, input.data, input.length);
	alarm(timeout);
	LLVMFuzzerTestOneInput(current, current_size);
	alarm(0);
	free(current);
}

static size_t
splice(char *bytes, size_t length, size_t at, struct span piece)
{
	if (piece.length > length_most - length)
		piece.length = length_most - length;
	memmove(bytes + at + piece.length, bytes + at, length - at);
	if (piece.length)
		memcpy(bytes + at, piece.data, piece.length);
	return length + piece.length;
}

/* One change of `length` bytes in a block of length_most; their new length. */
static size_t
change(char *bytes, size_t length)
{
	static const char odd[] = "\"\"\n\r,;{}[]:\\ \t0-.eE'`()<>=~\0\xff\xc3\xa9\x1f\x8b";
	struct span other = seeds[chance(seed_count)];
	size_t at = chance(length + 1), from = chance(other.length + 1);
	size_t count = chance(16) + 1;
	if (count > length - at)
		count = length - at;
	switch (chance(6)) {
	case 0:
		if (at < length)
			bytes[at] = (char)(bytes[at] ^ 1 << chance(8));
		return length;
	case 1:
		if (at < length)
			bytes[at] = odd[chance(sizeof(odd) - 1)];
		return length;
	case 2:
		memmove(bytes + at, bytes + at + count, length - at - count);
		return length - count;
	case 3:
		return splice(bytes, length, at, span_of(&odd[chance(sizeof(odd) - 1)], 1));
	case 4:
		return splice(bytes, length, at,
			span_of(other.data + from, chance(other.length - from + 1)));
	default: {
		char piece[16];
		memcpy(piece, bytes + at, count);
		return splice(bytes, length, chance(length + 1), span_of(piece, count));
	}
	}
}

static void
run_changed(char *bytes)
{
	struct span seed = seeds[chance(seed_count)];
	size_t length = seed.length < length_most ? seed.length : length_most;
	if (length)
		memcpy(bytes, seed.data, length);
	for (size_t changes = chance(8) + 1; changes; changes--)
		length = change(bytes, length);
	run(span_of(bytes, length));
}

static bool
take_option(const char *argument_z, const char *name_z, const char **value_z)
{
	size_t length = strlen(name_z);
	if (strncmp(argument_z, name_z, length) != 0)
		return false;
	*value_z = argument_z + length;
	return true;
}

int
main(int argc, char **argv)
{
	unsigned long runs_most = 0, seconds = 0, runs = 0;
	for (int i = 1; i < argc; i++) {
		const char *value_z;
		if (take_option(argv[i], "-runs=", &value_z))
			runs_most = strtoul(value_z, NULL, 10);
		else if (take_option(argv[i], "-max_total_time=", &value_z))
			seconds = strtoul(value_z, NULL, 10);
		else if (take_option(argv[i], "-max_len=", &value_z))
			length_most = strtoul(value_z, NULL, 10);
		else if (take_option(argv[i], "-seed=", &value_z))
			sequence += strtoul(value_z, NULL, 10);
		else if (take_option(argv[i], "-timeout=", &value_z))
			timeout = (unsigned)strtoul(value_z, NULL, 10);
		else if (!take_option(argv[i], "-artifact_prefix=", &artifact_prefix_z) &&
			 argv[i][0] != '-')
			read_seeds(argv[i]);
	}
	if (!seed_count)
		seeds[seed_count++] = span_of("", 0);
	static const int signals[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM};
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		signal(signals[i], keep_and_die);
	for (; runs < seed_count; runs++)
		run(seeds[runs]);
	char *bytes = memory_zeroed(length_most + 1, 1);
	time_t start = time(NULL);
	while ((runs_most || seconds) && (!runs_most || runs < runs_most) &&
		(!seconds || time(NULL) - start < (time_t)seconds)) {
		run_changed(bytes);
		runs++;
	}
	free(bytes);
	fprintf(stderr, "Done %lu runs in %ld second(s)\n", runs, (long)(time(NULL) - start));
	return 0;
}

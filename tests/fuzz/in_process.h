/* in_process.h - run a program of the suite in this process, with its streams in memory */
#ifndef ROSTER_FUZZ_IN_PROCESS_H
#define ROSTER_FUZZ_IN_PROCESS_H

#include "chain/chain.h"
#include "fuzz.h"
#include "guide/catalogue.h"
#include "io/buffer.h"

#include <fcntl.h>
#include <libdeflate.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#define INPUT_MOST 60000 /* bytes: what a pipe holds */

/* Made by the Makefile. */
extern const struct catalogue all;

/* What came of it; free with outcome_free. */
struct outcome {
	int status;
	struct buffer output, messages;
};

/* The sanitizers' own, where the target is built with them. */
void __sanitizer_set_report_fd(void *descriptor) __attribute__((weak));

static char scratch_z[64]; /* a folder for side files, the working directory */
static int streams[3];     /* the process's own standard streams */
static int captured[3];    /* what stands in for them: [1] and [2] are files in memory */

/*
 * libdeflate's compressors, 680 KB each, are more than the sanitizer's allocator keeps at hand: it
 * maps and unmaps them, which took longer than all that was done with an input. The blocks that
 * were given back are kept here, each behind its size.
 */
#define KEPT_MOST 8
#define KEPT_HEAD ((size_t)64)

static void *kept_blocks[KEPT_MOST];
static pthread_mutex_t kept_mutex = PTHREAD_MUTEX_INITIALIZER;

static void *
kept_take(size_t size)
{
	char *block = NULL;
	pthread_mutex_lock(&kept_mutex);
	for (size_t i = 0; i < KEPT_MOST && !block; i++)
		if (kept_blocks[i] && *(size_t *)kept_blocks[i] == size) {
			block = kept_blocks[i];
			kept_blocks[i] = NULL;
		}
	pthread_mutex_unlock(&kept_mutex);
	if (!block)
		block = memory_resized(NULL, KEPT_HEAD + size, 1);
	*(size_t *)(void *)block = size;
	return block + KEPT_HEAD;
}

static void
kept_give_back(void *memory)
{
	void *block = memory ? (char *)memory - KEPT_HEAD : NULL;
	pthread_mutex_lock(&kept_mutex);
	for (size_t i = 0; i < KEPT_MOST && block; i++)
		if (!kept_blocks[i]) {
			kept_blocks[i] = block;
			block = NULL;
		}
	pthread_mutex_unlock(&kept_mutex);
	free(block);
}

static void
leave_scratch(void)
{
	if (chdir("/") == 0)
		rmdir(scratch_z);
}

static void
prepare(void)
{
	if (scratch_z[0])
		return;
	snprintf(scratch_z, sizeof(scratch_z), "%s/roster-fuzz-XXXXXX",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	FUZZ_EXPECT(mkdtemp(scratch_z) && chdir(scratch_z) == 0 && atexit(leave_scratch) == 0);
	setenv("ROSTER_AS_OF", "2026-11-24", 1);
	libdeflate_set_memory_allocator(kept_take, kept_give_back);
	for (int i = 0; i < 3; i++) {
		streams[i] = fcntl(i, F_DUPFD_CLOEXEC, 10);
		captured[i] = i ? memfd_create("stream", MFD_CLOEXEC) : -1;
		FUZZ_EXPECT(streams[i] >= 0 && (!i || captured[i] >= 0));
	}
	if (__sanitizer_set_report_fd)
		__sanitizer_set_report_fd((void *)(intptr_t)streams[2]);
}

/* A pipe with the bytes in it takes the place of standard input. */
static void
give_input(struct span input)
{
	int ends[2];
	FUZZ_EXPECT(input.length <= INPUT_MOST && pipe(ends) == 0);
	FUZZ_EXPECT(write(ends[1], input.data, input.length) == (ssize_t)input.length);
	close(ends[1]);
	FUZZ_EXPECT(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
	close(ends[0]);
}

/* What was written since the last time; the file keeps its pages, to make it longer takes time. */
static void
take_captured(int stream, struct buffer *buffer)
{
	off_t size = lseek(captured[stream], 0, SEEK_CUR);
	FUZZ_EXPECT(size >= 0);
	buffer_reserve(buffer, (size_t)size + 1);
	buffer->length = (size_t)size;
	if (!size)
		return;
	FUZZ_EXPECT(pread(captured[stream], buffer->data, buffer->length, 0) == size);
	FUZZ_EXPECT(lseek(captured[stream], 0, SEEK_SET) == 0);
}

static const struct filter *
find_filter(const char *name_z)
{
	return catalogue_filter(&all, name_z);
}

static int
run_named(char *const *argv, size_t argc)
{
	const struct program *program = catalogue_program(&all, argv[0]);
	return (int)(program ? program_main(program, argv, argc)
			     : chain_run(find_filter, argv, argc));
}

/* Run `words_z` (NULL at the end) with `input` on standard input. */
static struct outcome
run(struct span input, const char *const *words_z)
{
	struct outcome outcome = {0};
	size_t count = 0;
	while (words_z[count])
		count++;
	prepare();
	give_input(input);
	fflush(stdout);
	fflush(stderr);
	dup2(captured[1], 1);
	dup2(captured[2], 2);
	outcome.status = run_named((char *const *)(uintptr_t)words_z, count);
	fflush(stdout);
	fflush(stderr);
	for (int i = 0; i < 3; i++)
		dup2(streams[i], i);
	take_captured(1, &outcome.output);
	take_captured(2, &outcome.messages);
	return outcome;
}

/* The same, with the words as arguments. */
#define RUN(input, ...) run(input, (const char *const[]){__VA_ARGS__, NULL})

static void
outcome_free(struct outcome *outcome)
{
	buffer_free(&outcome->output);
	buffer_free(&outcome->messages);
}

/* A file in the scratch folder, which is the working directory. */
static void
put_file(const char *name_z, struct span content)
{
	prepare();
	int descriptor = open(name_z, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	FUZZ_EXPECT(descriptor >= 0);
	FUZZ_EXPECT(write(descriptor, content.data, content.length) == (ssize_t)content.length);
	close(descriptor);
}

static void
get_file(const char *name_z, struct buffer *content)
{
	int descriptor = open(name_z, O_RDONLY);
	FUZZ_EXPECT(descriptor >= 0);
	ssize_t count = 1;
	while (count > 0) {
		buffer_reserve(content, 4096);
		count = read(descriptor, content->data + content->length, 4096);
		FUZZ_EXPECT(count >= 0);
		content->length += (size_t)count;
	}
	close(descriptor);
}

#endif

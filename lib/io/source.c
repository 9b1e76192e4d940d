/* source.c - see source.h: what a thread read ahead, in order */
#include "cli/memory.h"
#include "io/opened_files.h"
#include "io/source_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define CONVERT_SIZE BUFFER_SIZE(64 << 10, 37)

static bool
source_start(struct source *source, struct error *error)
{
	struct stat status;
	if (fstat(source->descriptor, &status) != 0)
		return error_set_errno(error, "%s: cannot read", source->name_z);
	if (S_ISDIR(status.st_mode))
		return error_set(error, STATUS_SYSTEM,
			"%s: is a directory; name the export file in it", source->name_z);
	opened_files_add(&status);
	source->regular = S_ISREG(status.st_mode);
	source->device = status.st_dev;
	source->inode = status.st_ino;
	if (pipe(source->stop) != 0)
		return error_set_errno(error, "%s: cannot make a pipe", source->name_z);
	for (int i = 0; i < 2; i++)
		fcntl(source->stop[i], F_SETFD, FD_CLOEXEC);
	for (size_t i = 0; i < SOURCE_BLOCK_COUNT; i++) {
		char *room = memory_resized(
			NULL, SOURCE_FRONT + SOURCE_BLOCK_SIZE + SOURCE_BEHIND, 1);
		source->blocks[i].bytes = room + SOURCE_FRONT;
	}
	int number = pthread_create(&source->thread, NULL, source_fill, source);
	if (number == 0)
		return true;
	errno = number;
	close(source->stop[1]);
	source->stop[1] = -1;
	return error_set_errno(error, "%s: cannot start a thread", source->name_z);
}

static void
source_free(struct source *source)
{
	if (source->descriptor > STDIN_FILENO)
		close(source->descriptor);
	for (int i = 0; i < 2; i++)
		if (source->stop[i] >= 0)
			close(source->stop[i]);
	for (size_t i = 0; i < SOURCE_BLOCK_COUNT; i++)
		if (source->blocks[i].bytes)
			free(source->blocks[i].bytes - SOURCE_FRONT);
	charset_free(source->charset);
	free(source->unconverted);
	pthread_mutex_destroy(&source->mutex);
	pthread_cond_destroy(&source->changed);
	free(source->name_z);
	free(source);
}

static struct source *
begin(int descriptor, const char *name_z, const struct source_taps *taps, struct error *error)
{
	struct source *source = memory_zeroed(1, sizeof(*source));
	source->name_z = memory_copied_z(name_z, strlen(name_z));
	source->descriptor = descriptor;
	source->taps = *taps;
	source->stop[0] = source->stop[1] = -1;
	pthread_mutex_init(&source->mutex, NULL);
	pthread_cond_init(&source->changed, NULL);
	if (!source_start(source, error)) {
		source_free(source);
		return NULL;
	}
	return source;
}

struct source *
source_open(const char *path_z, struct error *error)
{
	return source_open_tapped(path_z, &(struct source_taps){0}, error);
}

struct source *
source_open_tapped(const char *path_z, const struct source_taps *taps, struct error *error)
{
	bool standard = strcmp(path_z, "-") == 0;
	int descriptor = standard ? STDIN_FILENO : open(path_z, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0) {
		error_set_errno(error, "%s: cannot open", path_z);
		return NULL;
	}
	return begin(descriptor, standard ? "standard input" : path_z, taps, error);
}

struct source *
source_from_descriptor(int descriptor, const char *name_z, struct error *error)
{
	return begin(descriptor, name_z, &(struct source_taps){0}, error);
}

/* The oldest block that is not lent; NULL at the end, or with error filled. */
static struct source_block *
await_block(struct source *source, struct error *error)
{
	size_t lent = source->lent;
	pthread_mutex_lock(&source->mutex);
	while (source->filled - source->emptied == lent && !source->ended)
		pthread_cond_wait(&source->changed, &source->mutex);
	bool available = source->filled - source->emptied > lent;
	pthread_mutex_unlock(&source->mutex);
	if (available)
		return &source->blocks[(source->emptied + lent) % SOURCE_BLOCK_COUNT];
	if (source->error.status != STATUS_OK)
		*error = source->error;
	return NULL;
}

/* The thread, when all blocks were full, goes on when half are free: to wake it costs more. */
static void
give_back_oldest(struct source *source)
{
	pthread_mutex_lock(&source->mutex);
	source->emptied++;
	if (source->filled - source->emptied <= SOURCE_BLOCK_COUNT / 2)
		pthread_cond_signal(&source->changed);
	pthread_mutex_unlock(&source->mutex);
}

static void
give_back_lent(struct source *source)
{
	if (source->lent)
		give_back_oldest(source);
	source->lent = false;
}

static ssize_t
read_blocks(struct source *source, char *bytes, size_t capacity, struct error *error)
{
	const struct source_block *block = await_block(source, error);
	if (!block)
		return source->error.status == STATUS_OK ? 0 : -1;
	give_back_lent(source);
	size_t count = block->length - source->offset;
	if (count > capacity)
		count = capacity;
	memcpy(bytes, block->bytes + source->offset, count);
	source->offset += count;
	if (source->offset == block->length) {
		source->offset = 0;
		give_back_oldest(source);
	}
	return (ssize_t)count;
}

bool
source_convert(struct source *source, const char *charset_z, struct error *error)
{
	source->charset = charset_new(charset_z, error);
	source->unconverted = source->charset ? memory_resized(NULL, CONVERT_SIZE, 1) : NULL;
	return source->charset != NULL;
}

/* Convert what is there, and get more until a character is whole. */
static ssize_t
read_converted(struct source *source, char *bytes, size_t capacity, struct error *error)
{
	for (;;) {
		struct span input = span_of(source->unconverted, source->unconverted_length);
		size_t made;
		if (!charset_run(source->charset, source->name_z, &input, source->unconverted_all,
			    bytes, capacity, &made, error))
			return -1;
		memmove(source->unconverted, input.data, input.length);
		source->unconverted_length = input.length;
		if (made || (source->unconverted_all && !input.length))
			return (ssize_t)made;
		ssize_t count = read_blocks(source, source->unconverted + input.length,
			CONVERT_SIZE - input.length, error);
		if (count < 0)
			return -1;
		source->unconverted_length += (size_t)count;
		source->unconverted_all = count == 0;
	}
}

ssize_t
source_read(struct source *source, char *bytes, size_t capacity, struct error *error)
{
	return source->charset ? read_converted(source, bytes, capacity, error)
			       : read_blocks(source, bytes, capacity, error);
}

bool
source_lends(const struct source *source)
{
	return !source->charset;
}

ssize_t
source_lend(struct source *source, struct span before, char **bytes, struct error *error)
{
	struct source_block *block = await_block(source, error);
	if (!block)
		return source->error.status == STATUS_OK ? 0 : -1;
	size_t count = block->length - source->offset;
	*bytes = block->bytes + source->offset - before.length;
	if (before.length)
		memcpy(*bytes, before.data, before.length);
	give_back_lent(source);
	source->lent = true;
	source->offset = 0;
	return (ssize_t)count;
}

uint64_t
source_progress(const struct source *source)
{
	return atomic_load_explicit(&source->progress, memory_order_relaxed);
}

const char *
source_name_z(const struct source *source)
{
	return source->name_z;
}

bool
source_was_gzip(const struct source *source)
{
	return source->gzip;
}

bool
source_is_file(const struct source *source, int descriptor)
{
	struct stat status;
	return source->regular && fstat(descriptor, &status) == 0 &&
	       status.st_dev == source->device && status.st_ino == source->inode;
}

void
source_close(struct source *source)
{
	if (!source)
		return;
	pthread_mutex_lock(&source->mutex);
	source->stopped = true;
	pthread_cond_signal(&source->changed);
	pthread_mutex_unlock(&source->mutex);
	close(source->stop[1]);
	source->stop[1] = -1;
	pthread_join(source->thread, NULL);
	source_free(source);
}

/* source.c - see source.h: a thread fills a ring of blocks, the reader empties it in order */
#include "io/source.h"

#include "cli/interrupt.h"
#include "cli/memory.h"
#include "io/charset.h"
#include "io/inflate.h"
#include "io/member.h"
#include "io/opened_files.h"
#include "io/sizes.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_SIZE BUFFER_SIZE(256 << 10, 61)
#define BLOCK_COUNT 4
#define CONVERT_SIZE BUFFER_SIZE(64 << 10, 37)
#define RAW_SIZE BUFFER_SIZE(128 << 10, 31)

struct block {
	char *bytes;
	size_t length;
};

struct source {
	char *name_z;
	int descriptor;
	int stop[2]; /* a pipe: closing its writing end wakes the thread */
	dev_t device;
	ino_t inode;
	bool regular;
	atomic_uint_fast64_t progress; /* bytes read of the descriptor */

	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	struct block blocks[BLOCK_COUNT];
	size_t filled, emptied; /* counts of blocks, guarded by mutex */
	bool ended;             /* no block will follow: guarded by mutex */
	bool stopped;           /* guarded by mutex */
	struct error error;     /* why it ended, if not at the end: guarded by mutex */
	bool gzip;              /* written before the first block is filled */

	/* the reader's own */
	size_t offset; /* read so far of the oldest block */
	struct charset *charset;
	char *unconverted; /* bytes for charset: CONVERT_SIZE of room */
	size_t unconverted_length;
	bool unconverted_all; /* nothing will follow them */
};

/* Wait until there is something to read: false when told to stop or interrupted. */
static bool
wait_readable(struct source *source, struct error *error)
{
	struct pollfd polled[] = {
		{.fd = source->descriptor, .events = POLLIN},
		{.fd = source->stop[0], .events = POLLIN},
		{.fd = interrupt_descriptor(), .events = POLLIN},
	};
	while (poll(polled, 3, -1) < 0)
		if (errno != EINTR)
			return error_set_errno(error, "%s: cannot poll", source->name_z);
	if (polled[1].revents)
		return error_set(error, STATUS_SYSTEM, "%s: stopped", source->name_z);
	if (polled[2].revents) {
		error->signal = interrupt_signal();
		return error_set(error, STATUS_SYSTEM, "interrupted by signal %d", error->signal);
	}
	return true;
}

static ssize_t
read_raw(struct source *source, char *bytes, size_t capacity, struct error *error)
{
	for (;;) {
		if (!wait_readable(source, error))
			return -1;
		ssize_t count = read(source->descriptor, bytes, capacity);
		if (count >= 0) {
			atomic_fetch_add_explicit(
				&source->progress, (uint64_t)count, memory_order_relaxed);
			return count;
		}
		if (errno != EINTR && errno != EAGAIN) {
			error_set_errno(error, "%s: cannot read", source->name_z);
			return -1;
		}
	}
}

/* The next free block, or NULL when told to stop. */
static struct block *
block_acquire(struct source *source)
{
	pthread_mutex_lock(&source->mutex);
	while (source->filled - source->emptied == BLOCK_COUNT && !source->stopped)
		pthread_cond_wait(&source->changed, &source->mutex);
	bool stopped = source->stopped;
	pthread_mutex_unlock(&source->mutex);
	return stopped ? NULL : &source->blocks[source->filled % BLOCK_COUNT];
}

static void
block_hand_over(struct source *source)
{
	pthread_mutex_lock(&source->mutex);
	source->filled++;
	pthread_cond_signal(&source->changed);
	pthread_mutex_unlock(&source->mutex);
}

static void
end_reading(struct source *source, const struct error *error)
{
	pthread_mutex_lock(&source->mutex);
	source->ended = true;
	source->error = *error;
	pthread_cond_signal(&source->changed);
	pthread_mutex_unlock(&source->mutex);
}

static void
copy_plain(struct source *source, struct span first, struct error *error)
{
	struct block *block;
	while ((block = block_acquire(source))) {
		ssize_t count = (ssize_t)first.length;
		if (first.length)
			memcpy(block->bytes, first.data, first.length);
		else
			count = read_raw(source, block->bytes, BLOCK_SIZE, error);
		if (count <= 0)
			return;
		first.length = 0;
		block->length = (size_t)count;
		block_hand_over(source);
	}
}

/* Fill one block as far as the input goes. False at the end or on an error. */
static bool
inflate_block(struct source *source, struct inflater *inflater, char *raw, struct span *input,
	struct block *block, struct error *error)
{
	block->length = 0;
	while (block->length < BLOCK_SIZE) {
		size_t made;
		if (!inflater_run(inflater, input, block->bytes + block->length,
			    BLOCK_SIZE - block->length, &made, error))
			return false;
		block->length += made;
		if (made)
			continue;
		ssize_t count = read_raw(source, raw, RAW_SIZE, error);
		if (count <= 0) {
			if (count == 0)
				inflater_end(inflater, error);
			return false;
		}
		*input = span_of(raw, (size_t)count);
	}
	return true;
}

/* Bytes that were read and not yet inflated: at most a member of our own. */
struct stock {
	char *bytes;
	size_t length;
};

/* Read until there are `wanted` bytes. False at the end and on an error. */
static bool
stock_fill(struct source *source, struct stock *stock, size_t wanted, struct error *error)
{
	while (stock->length < wanted) {
		ssize_t count = read_raw(
			source, stock->bytes + stock->length, MEMBER_MOST - stock->length, error);
		if (count <= 0)
			return false;
		stock->length += (size_t)count;
	}
	return true;
}

/* False when told to stop. */
static bool
copy_content(struct source *source, struct span content)
{
	while (content.length) {
		struct block *block = block_acquire(source);
		if (!block)
			return false;
		block->length = content.length < BLOCK_SIZE ? content.length : BLOCK_SIZE;
		memcpy(block->bytes, content.data, block->length);
		content = span_of(content.data + block->length, content.length - block->length);
		block_hand_over(source);
	}
	return true;
}

/* As long as members of our own come; what is left in the stock is for zlib, errors included. */
static void
copy_members(
	struct source *source, struct inflater *inflater, struct stock *stock, struct error *error)
{
	struct member_inflater *members = member_inflater_new();
	struct span content = span_of("", 0);
	bool more = members != NULL;
	while (more && stock_fill(source, stock, MEMBER_HEADER_SIZE, error)) {
		size_t length = member_length(span_of(stock->bytes, stock->length));
		more = length && stock_fill(source, stock, length, error) &&
		       member_inflate(members, span_of(stock->bytes, length), &content) &&
		       copy_content(source, content);
		if (!more)
			break;
		inflater_skip(inflater, !content.length);
		stock->length -= length;
		memmove(stock->bytes, stock->bytes + length, stock->length);
	}
	member_inflater_free(members);
}

static void
copy_inflated(struct source *source, char *raw, struct span input, struct error *error)
{
	struct inflater *inflater = inflater_new(source->name_z);
	if (!inflater) {
		error_set(error, STATUS_SYSTEM, "%s: no memory for zlib", source->name_z);
		return;
	}
	struct stock stock = {memory_resized(NULL, MEMBER_MOST, 1), input.length};
	memcpy(stock.bytes, input.data, input.length);
	copy_members(source, inflater, &stock, error);
	input = span_of(stock.bytes, stock.length);
	struct block *block;
	bool more = error->status == STATUS_OK;
	while (more && (block = block_acquire(source))) {
		more = inflate_block(source, inflater, raw, &input, block, error);
		if (block->length)
			block_hand_over(source);
	}
	inflater_free(inflater);
	free(stock.bytes);
}

static void *
read_ahead(void *context)
{
	struct source *source = context;
	struct error error = {0};
	char *raw = memory_zeroed(RAW_SIZE, 1);
	size_t length = 0;
	ssize_t count = 0;
	while (length < 2 &&
		(count = read_raw(source, raw + length, RAW_SIZE - length, &error)) > 0)
		length += (size_t)count;
	source->gzip = length && raw[0] == '\x1f' && (length == 1 || raw[1] == '\x8b');
	if (count >= 0 && source->gzip)
		copy_inflated(source, raw, span_of(raw, length), &error);
	else if (count >= 0)
		copy_plain(source, span_of(raw, length), &error);
	free(raw);
	end_reading(source, &error);
	return NULL;
}

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
	for (size_t i = 0; i < BLOCK_COUNT; i++)
		source->blocks[i].bytes = memory_resized(NULL, BLOCK_SIZE, 1);
	int number = pthread_create(&source->thread, NULL, read_ahead, source);
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
	for (size_t i = 0; i < BLOCK_COUNT; i++)
		free(source->blocks[i].bytes);
	charset_free(source->charset);
	free(source->unconverted);
	pthread_mutex_destroy(&source->mutex);
	pthread_cond_destroy(&source->changed);
	free(source->name_z);
	free(source);
}

struct source *
source_open(const char *path_z, struct error *error)
{
	bool standard = strcmp(path_z, "-") == 0;
	int descriptor = standard ? STDIN_FILENO : open(path_z, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0) {
		error_set_errno(error, "%s: cannot open", path_z);
		return NULL;
	}
	return source_from_descriptor(descriptor, standard ? "standard input" : path_z, error);
}

struct source *
source_from_descriptor(int descriptor, const char *name_z, struct error *error)
{
	struct source *source = memory_zeroed(1, sizeof(*source));
	source->name_z = memory_copied_z(name_z, strlen(name_z));
	source->descriptor = descriptor;
	source->stop[0] = source->stop[1] = -1;
	pthread_mutex_init(&source->mutex, NULL);
	pthread_cond_init(&source->changed, NULL);
	if (!source_start(source, error)) {
		source_free(source);
		return NULL;
	}
	return source;
}

static ssize_t
read_blocks(struct source *source, char *bytes, size_t capacity, struct error *error)
{
	pthread_mutex_lock(&source->mutex);
	while (source->filled == source->emptied && !source->ended)
		pthread_cond_wait(&source->changed, &source->mutex);
	bool available = source->filled != source->emptied;
	pthread_mutex_unlock(&source->mutex);
	if (!available) {
		if (source->error.status == STATUS_OK)
			return 0;
		*error = source->error;
		return -1;
	}
	struct block *block = &source->blocks[source->emptied % BLOCK_COUNT];
	size_t count = block->length - source->offset;
	if (count > capacity)
		count = capacity;
	memcpy(bytes, block->bytes + source->offset, count);
	source->offset += count;
	if (source->offset == block->length) {
		source->offset = 0;
		pthread_mutex_lock(&source->mutex);
		source->emptied++;
		pthread_cond_signal(&source->changed);
		pthread_mutex_unlock(&source->mutex);
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

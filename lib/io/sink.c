/* sink.c - see sink.h: blocks are handed to workers in order, and written in that order */
#include "io/sink.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/output_file.h"
#include "io/pipe_room.h"
#include "io/sizes.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#define BLOCK_SIZE BUFFER_SIZE(1 << 20, 89)
#define THREADS_MOST 64

struct block {
	char *content;
	size_t content_length;
	char *member; /* NULL when not compressed */
	size_t member_length;
	bool ready; /* to be written: guarded by the mutex */
};

struct sink {
	struct output_file *file; /* NULL: standard output */
	int descriptor;
	const char *name_z;
	bool gzip;
	enum deflate_effort effort;
	struct tap tap;
	char last_byte; /* of all content so far */

	pthread_mutex_t mutex;
	pthread_cond_t changed;
	pthread_t threads[THREADS_MOST];
	unsigned thread_count;
	struct block *blocks;
	size_t block_count;
	size_t member_capacity;
	size_t handed, taken, written; /* counts of blocks: guarded by the mutex */
	bool writing;                  /* a worker is in write: guarded by the mutex */
	bool ended;                    /* no block will follow: guarded by the mutex */
	bool drained;                  /* all has been written */
	struct error error;            /* the first one: guarded by the mutex */
};

static bool
write_bytes(struct sink *sink, struct span bytes, struct error *error)
{
	if (sink->file)
		return output_file_write(sink->file, bytes, error);
	return output_write(sink->descriptor, sink->name_z, bytes, error);
}

/* Write the blocks whose turn it is, unless another worker does it already. Mutex held. */
static void
write_ready(struct sink *sink)
{
	if (sink->writing)
		return;
	sink->writing = true;
	for (;;) {
		struct block *block = &sink->blocks[sink->written % sink->block_count];
		if (sink->written == sink->taken || !block->ready)
			break;
		bool skip = sink->error.status != STATUS_OK;
		pthread_mutex_unlock(&sink->mutex);
		struct error error = {0};
		struct span bytes = sink->gzip ? span_of(block->member, block->member_length)
					       : span_of(block->content, block->content_length);
		bool well = skip || write_bytes(sink, bytes, &error);
		pthread_mutex_lock(&sink->mutex);
		if (!well)
			sink->error = error;
		block->ready = false;
		sink->written++;
		pthread_cond_broadcast(&sink->changed);
	}
	sink->writing = false;
}

static bool
refuse_without_memory(const struct sink *sink, struct error *error)
{
	return error_set(error, STATUS_SYSTEM, "%s: no memory for libdeflate", sink->name_z);
}

static void *
work(void *context)
{
	struct sink *sink = context;
	struct deflater *deflater = sink->gzip ? deflater_new(sink->effort) : NULL;
	pthread_mutex_lock(&sink->mutex);
	if (sink->gzip && !deflater)
		refuse_without_memory(sink, &sink->error);
	for (;;) {
		while (sink->taken == sink->handed && !sink->ended)
			pthread_cond_wait(&sink->changed, &sink->mutex);
		if (sink->taken == sink->handed)
			break;
		struct block *block = &sink->blocks[sink->taken++ % sink->block_count];
		pthread_mutex_unlock(&sink->mutex);
		if (deflater)
			block->member_length = deflater_run(deflater,
				span_of(block->content, block->content_length), block->member,
				sink->member_capacity);
		pthread_mutex_lock(&sink->mutex);
		block->ready = true;
		write_ready(sink);
	}
	pthread_mutex_unlock(&sink->mutex);
	deflater_free(deflater);
	return NULL;
}

/* The block that is being filled; `handed` changes in this thread only. */
static struct block *
current(struct sink *sink)
{
	return &sink->blocks[sink->handed % sink->block_count];
}

/* Give the current block to the workers and wait until the next one is free. */
static bool
hand_over(struct sink *sink, struct error *error)
{
	const struct block *block = current(sink);
	tap_pass(&sink->tap, span_of(block->content, block->content_length));
	pthread_mutex_lock(&sink->mutex);
	sink->handed++;
	pthread_cond_broadcast(&sink->changed);
	while (sink->handed - sink->written == sink->block_count)
		pthread_cond_wait(&sink->changed, &sink->mutex);
	bool well = sink->error.status == STATUS_OK;
	if (!well)
		*error = sink->error;
	pthread_mutex_unlock(&sink->mutex);
	current(sink)->content_length = 0;
	return well;
}

static bool
allocate_blocks(struct sink *sink, struct error *error)
{
	sink->block_count = sink->thread_count + 2;
	sink->blocks = memory_zeroed(sink->block_count, sizeof(*sink->blocks));
	struct deflater *deflater = sink->gzip ? deflater_new(sink->effort) : NULL;
	if (sink->gzip && !deflater)
		return refuse_without_memory(sink, error);
	sink->member_capacity = deflater ? deflater_bound(deflater, BLOCK_SIZE) : 0;
	deflater_free(deflater);
	for (size_t i = 0; i < sink->block_count; i++) {
		sink->blocks[i].content = memory_resized(NULL, BLOCK_SIZE, 1);
		if (sink->member_capacity)
			sink->blocks[i].member = memory_resized(NULL, sink->member_capacity, 1);
	}
	return true;
}

static bool
start_threads(struct sink *sink, unsigned wanted, struct error *error)
{
	if (!sink->gzip || wanted < 1)
		wanted = 1;
	sink->thread_count = wanted < THREADS_MOST ? wanted : THREADS_MOST;
	if (!allocate_blocks(sink, error)) {
		sink->thread_count = 0;
		return false;
	}
	for (unsigned i = 0; i < sink->thread_count; i++) {
		int number = pthread_create(&sink->threads[i], NULL, work, sink);
		if (number != 0) {
			sink->thread_count = i;
			errno = number;
			return error_set_errno(error, "%s: cannot start a thread", sink->name_z);
		}
	}
	return true;
}

bool
sink_path_is_gzip(const char *path_z)
{
	size_t length = strlen(path_z);
	return length > 3 && strcmp(path_z + length - 3, ".gz") == 0;
}

struct sink *
sink_open(const struct sink_options *options, struct error *error)
{
	bool standard = !options->path_z || strcmp(options->path_z, "-") == 0;
	struct output_file *file = NULL;
	if (standard && options->gzip && isatty(STDOUT_FILENO)) {
		error_set(error, STATUS_USAGE,
			"compressed output is not for a terminal; say --output FILE, or leave out "
			"--gzip");
		return NULL;
	}
	if (!standard) {
		file = output_file_create(options->path_z, options->kind, error);
		if (!file)
			return NULL;
	}
	struct sink *sink = memory_zeroed(1, sizeof(*sink));
	sink->file = file;
	sink->descriptor = file ? output_file_descriptor(file) : STDOUT_FILENO;
	sink->name_z = file ? output_file_path_z(file) : "standard output";
	pipe_room_ask(sink->descriptor);
	sink->gzip = options->gzip;
	sink->effort = options->effort;
	sink->tap = options->tap;
	sink->last_byte = '\n';
	pthread_mutex_init(&sink->mutex, NULL);
	pthread_cond_init(&sink->changed, NULL);
	if (!start_threads(sink, options->threads, error)) {
		sink_close(sink);
		return NULL;
	}
	return sink;
}

bool
sink_write(struct sink *sink, struct span bytes, struct error *error)
{
	if (!bytes.length)
		return true;
	sink->last_byte = bytes.data[bytes.length - 1];
	for (;;) {
		struct block *block = current(sink);
		size_t room = BLOCK_SIZE - block->content_length;
		size_t count = bytes.length < room ? bytes.length : room;
		memcpy(block->content + block->content_length, bytes.data, count);
		block->content_length += count;
		if (count == bytes.length)
			return true;
		bytes = span_of(bytes.data + count, bytes.length - count);
		if (!hand_over(sink, error))
			return false;
	}
}

static void
join_threads(struct sink *sink)
{
	pthread_mutex_lock(&sink->mutex);
	sink->ended = true;
	pthread_cond_broadcast(&sink->changed);
	pthread_mutex_unlock(&sink->mutex);
	for (unsigned i = 0; i < sink->thread_count; i++)
		pthread_join(sink->threads[i], NULL);
	sink->thread_count = 0;
}

/* Everything out to the descriptor: the last block, and the empty last member. */
bool
sink_drain(struct sink *sink, struct error *error)
{
	bool well = true;
	if (sink->drained)
		return true;
	if (current(sink)->content_length)
		well = hand_over(sink, error);
	if (well && sink->gzip)
		well = hand_over(sink, error);
	join_threads(sink);
	if (well && sink->error.status != STATUS_OK) {
		*error = sink->error;
		well = false;
	}
	sink->drained = well;
	return well;
}

bool
sink_finish(struct sink *sink, struct error *error)
{
	if (!sink_drain(sink, error))
		return false;
	if (sink->file)
		return output_file_publish(sink->file, error);
	/* the descriptor stays open: closing a duplicate is enough to learn of a late error */
	int duplicate = dup(sink->descriptor);
	if (duplicate < 0 || close(duplicate) != 0)
		return error_set_errno(error, "%s: cannot close", sink->name_z);
	return true;
}

/* Behind everything that was written, when no thread is left: one more member and our last one. */
static void
write_behind(struct sink *sink, struct span bytes)
{
	struct error ignored = {0};
	struct deflater *deflater = sink->gzip ? deflater_new(sink->effort) : NULL;
	const struct span contents[] = {bytes, {"", 0}};
	if (!sink->gzip)
		write_bytes(sink, bytes, &ignored);
	for (size_t i = 0; deflater && i < 2; i++) {
		size_t most = deflater_bound(deflater, contents[i].length);
		char *member = memory_resized(NULL, most, 1);
		size_t length = deflater_run(deflater, contents[i], member, most);
		write_bytes(sink, span_of(member, length), &ignored);
		free(member);
	}
	deflater_free(deflater);
}

void
sink_fail(struct sink *sink, struct span poison)
{
	struct error ignored = {0};
	if (sink->file && output_file_is_regular(sink->file))
		return;
	if (sink->drained) {
		struct buffer line = {0};
		if (sink->last_byte != '\n')
			buffer_add_byte(&line, '\n');
		buffer_add(&line, poison);
		write_behind(sink, buffer_span(&line));
		buffer_free(&line);
		return;
	}
	if (sink->last_byte != '\n' && !sink_write(sink, span_of("\n", 1), &ignored))
		return;
	if (sink_write(sink, poison, &ignored))
		sink_drain(sink, &ignored);
}

bool
sink_is_in_place(const struct sink *sink)
{
	return sink->file && output_file_is_in_place(sink->file);
}

void
sink_retract(struct sink *sink)
{
	if (sink->file)
		output_file_retract(sink->file);
}

void
sink_close(struct sink *sink)
{
	if (!sink)
		return;
	join_threads(sink);
	for (size_t i = 0; i < sink->block_count; i++) {
		free(sink->blocks[i].content);
		free(sink->blocks[i].member);
	}
	free(sink->blocks);
	pthread_mutex_destroy(&sink->mutex);
	pthread_cond_destroy(&sink->changed);
	output_file_free(sink->file);
	free(sink);
}
